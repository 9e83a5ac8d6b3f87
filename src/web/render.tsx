import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { catalogue } from "../i18n/catalogue.ts";
import { type Assets, assets } from "./assets.ts";
import { CsrfProvider } from "./csrf-context.ts";
import type { Frame, Page } from "./frame.ts";
import { I18nProvider } from "./i18n-context.ts";
import { Layout } from "./layout.tsx";

/** The whole HTML document of a page, in the reader's language; no inline script nor style. */
export function renderPage(frame: Frame, page: Page): string {
  const t = catalogue(frame.locale);
  const i18n = { t, locale: frame.locale, timeZone: frame.timeZone };
  const document = (
    <I18nProvider value={i18n}>
      <CsrfProvider value={frame.csrf}>
        <Document frame={frame} page={page} files={assets()} />
      </CsrfProvider>
    </I18nProvider>
  );
  return `<!doctype html>${renderToString(document)}`;
}

function Document({ frame, page, files }: { frame: Frame; page: Page; files: Assets }): JSX.Element {
  const t = catalogue(frame.locale);
  const site = frame.fair?.name ?? t.common.product;
  const title = typeof page.title === "string" ? page.title : page.title(t);
  return (
    <html
      lang={frame.locale}
      data-zone={frame.timeZone}
      data-fair={frame.fair?.id}
      data-organisation={frame.viewer?.organisation?.id}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === site ? title : `${title} · ${site}`}</title>
        <meta name="theme-color" content="#17302a" />
        {frame.csrf !== null && <meta name="csrf" content={frame.csrf} />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="stylesheet" href={files.style} />
        {files.preloads.map((path) => (
          <link key={path} rel="modulepreload" href={path} />
        ))}
        <script type="module" src={files.script} />
      </head>
      <body>
        <Layout frame={frame} page={page}>
          {page.body}
        </Layout>
        <div class="toasts" id="toasts" role="status" aria-live="polite" />
      </body>
    </html>
  );
}

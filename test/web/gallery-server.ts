import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import type { Locale } from "../../src/i18n/plural.ts";
import { publicFolder } from "../../src/web/assets.ts";
import { renderPage } from "../../src/web/render.tsx";
import { everyPage } from "./every-page.ts";

export type GalleryServer = { readonly url: string; readonly http: Server; close(): Promise<void> };
/** Answers what the gallery does not know; returns whether it did. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => boolean;

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};
// As strict as the real server's.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'";

/** Serves every page under `/<locale>/<name>`, with the built scripts and styles and the real content policy. */
export async function startGallery(respond: Responder = () => false): Promise<GalleryServer> {
  const samples = {
    fr: new Map(everyPage("fr").map((sample) => [sample.name, sample])),
    en: new Map(everyPage("en").map((sample) => [sample.name, sample])),
  };
  const http = createServer(async (request, response) => {
    if (respond(request, response)) return;
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const [, locale, name] = path.split("/");
    const sample = isLocale(locale) ? samples[locale].get(name ?? "") : undefined;
    if (sample !== undefined) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader("content-security-policy", policy);
      response.end(renderPage(sample.frame, sample.page));
      return;
    }
    const file = await readFile(join(publicFolder(), normalize(path))).catch(() => null);
    response.statusCode = file === null ? 404 : 200;
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(file ?? "");
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("the gallery has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    http,
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
}

function isLocale(text: string | undefined): text is Locale {
  return text === "fr" || text === "en";
}

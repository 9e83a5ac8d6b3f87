import type { ComponentChildren, JSX } from "preact";
import { formatDayMedium, formatTime } from "../i18n/format.ts";
import type { Catalogue } from "../i18n/fr.ts";
import { CsrfField } from "./components/form.tsx";
import { Icon } from "./components/icon.tsx";
import { Mark } from "./components/mark.tsx";
import { NoticeList } from "./components/notice.tsx";
import type { Frame, Page } from "./frame.ts";
import { useI18n } from "./i18n-context.ts";
import { paths } from "./paths.ts";

type Section = keyof Catalogue["common"]["nav"];
type LayoutProps = {
  readonly frame: Frame;
  readonly page: Page;
  readonly children: ComponentChildren;
};

/** The frame of every page: skip link, header, notices, main landmark and footer. */
export function Layout({ frame, page, children }: LayoutProps): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <a class="skip" href="#main">
        {t.common.skip}
      </a>
      <Header frame={frame} section={page.section} />
      <main class={page.width === "narrow" ? "main main-narrow" : "main"} id="main" tabIndex={-1}>
        <NoticeList notices={frame.notices} />
        {children}
      </main>
      <Footer />
    </>
  );
}

function Header({ frame, section }: { frame: Frame; section: Page["section"] }): JSX.Element {
  const { t } = useI18n();
  const links = navigation(frame);
  return (
    <header class="header">
      <div class="header-line">
        <a class="brand" href={frame.fair === null ? paths.home : paths.fair(frame.fair.id)}>
          <Mark />
          {frame.fair?.name ?? t.common.product}
        </a>
        {links.length > 0 && (
          <nav class="header-nav" aria-label={t.common.mainNavigation}>
            <NavLinks links={links} section={section} pending={frame.pendingRequests} />
          </nav>
        )}
        <Clock frame={frame} />
        <div class="header-side">
          <Account frame={frame} />
        </div>
        <details class="header-menu">
          <summary>
            <Icon name="menu" />
            {t.common.menu}
            <Pending count={frame.pendingRequests} />
          </summary>
          <div class="header-menu-panel">
            <nav aria-label={t.common.mainNavigation}>
              <NavLinks links={links} section={section} pending={frame.pendingRequests} />
            </nav>
            <Account frame={frame} />
          </div>
        </details>
      </div>
    </header>
  );
}

type NavLink = { readonly section: Section; readonly href: string };

function NavLinks(props: {
  links: readonly NavLink[];
  section: Section | null;
  pending: number;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <ul>
      {props.links.map((link) => (
        <li key={link.section}>
          <a
            class="nav-link"
            href={link.href}
            aria-current={link.section === props.section ? "page" : undefined}
          >
            {t.common.nav[link.section]}
            {link.section === "inbox" && <Pending count={props.pending} />}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Requests that wait for an answer; kept up by `client/counters.ts`. */
function Pending({ count }: { count: number }): JSX.Element {
  return (
    <span class="count figures" data-pending-requests hidden={count === 0}>
      {count}
    </span>
  );
}

function Account({ frame }: { frame: Frame }): JSX.Element {
  const { t } = useI18n();
  const code = t.common.otherLanguageCode;
  return (
    <>
      <a class="nav-link" href={paths.language(code, frame.path)} hreflang={code} lang={code}>
        {t.common.otherLanguage}
      </a>
      {frame.viewer === null ? (
        <a class="nav-link" href={paths.signIn}>
          {t.common.signIn}
        </a>
      ) : (
        <form method="post" action={paths.signOut} data-sign-out>
          <CsrfField />
          <button class="nav-link link-button" type="submit" title={t.common.signedInAs(frame.viewer.name)}>
            {t.common.signOut}
          </button>
        </form>
      )}
    </>
  );
}

function Clock({ frame }: { frame: Frame }): JSX.Element | null {
  const i18n = useI18n();
  if (frame.fair === null) return null;
  return (
    <span class="header-clock figures">
      <span class="hidden-visually">{i18n.t.common.fairTime} </span>
      <time dateTime={frame.now} data-clock={frame.now} data-speed={frame.speed}>
        <span class="header-date">{`${formatDayMedium(frame.now, i18n)} · `}</span>
        <span>{formatTime(frame.now, i18n)}</span>
      </time>
    </span>
  );
}

function Footer(): JSX.Element {
  const { t } = useI18n();
  return (
    <footer class="footer">
      <div class="footer-line">
        <p>{t.common.footer.line}</p>
        <ul>
          <li>
            <a href={paths.accessibility}>{t.common.footer.accessibility}</a>
          </li>
          <li>
            <a href={paths.privacy}>{t.common.footer.privacy}</a>
          </li>
          <li>
            <a href={paths.apiReference}>{t.common.footer.api}</a>
          </li>
          <li>
            <a href={paths.sourceCode}>{t.common.footer.source}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}

function navigation(frame: Frame): readonly NavLink[] {
  if (frame.fair === null) return [];
  const fair = frame.fair.id;
  const home: NavLink = { section: "home", href: paths.fair(fair) };
  const directory: NavLink = { section: "directory", href: paths.directory(fair) };
  if (frame.viewer === null) return [home, directory];
  const { role } = frame.viewer;
  switch (role) {
    case "organiser":
      return [
        { section: "prepare", href: paths.prepare(fair) },
        { section: "registrations", href: paths.registrations(fair) },
        { section: "coverage", href: paths.coverage(fair) },
        { section: "schedule", href: paths.schedule(fair) },
        { section: "board", href: paths.board(fair) },
        { section: "scan", href: paths.scan(fair) },
        directory,
        { section: "report", href: paths.report(fair) },
        { section: "outbox", href: paths.outbox(fair) },
      ];
    case "steward":
      return [
        { section: "scan", href: paths.scan(fair) },
        { section: "board", href: paths.board(fair) },
        directory,
      ];
    case "delegate":
      return [
        { section: "space", href: paths.space(fair) },
        directory,
        { section: "inbox", href: paths.inbox(fair) },
        { section: "agenda", href: paths.agenda(fair) },
        { section: "badge", href: paths.badge(fair) },
        { section: "profile", href: paths.profile(fair) },
      ];
    default:
      return role satisfies never;
  }
}

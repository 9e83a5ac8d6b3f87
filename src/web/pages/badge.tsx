import type { JSX } from "preact";
import { formatSpan } from "../../i18n/format.ts";
import { Section } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import type { MeetingView } from "../view-types.ts";

export type BadgeProps = {
  readonly fair: { readonly name: string };
  readonly person: { readonly name: string; readonly role: string | null; readonly organisation: string };
  /** The badge as text, to be typed when the camera fails. */
  readonly code: string;
  /** The same as a QR code: the path data of an SVG and the side of its square. */
  readonly qr: { readonly path: string; readonly size: number };
  readonly next: MeetingView | null;
};

/** What a delegate shows at the doors; readable without network. */
export function badgePage(props: BadgeProps): Page {
  return { title: (t) => t.agenda.badgeTitle, section: "badge", width: "narrow", body: <Badge {...props} /> };
}

function Badge(props: BadgeProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { size, path } = props.qr;
  return (
    <div class="stack-large" data-offline>
      <h1 class="hidden-visually">{t.agenda.badgeTitle}</h1>
      <article class="badge card">
        <p class="badge-fair">{props.fair.name}</p>
        <p class="badge-name">{props.person.name}</p>
        <p class="badge-organisation">{props.person.organisation}</p>
        {props.person.role !== null && <p class="soft">{props.person.role}</p>}
        <svg
          class="badge-qr"
          viewBox={`-4 -4 ${size + 8} ${size + 8}`}
          role="img"
          aria-label={t.agenda.qr}
          shape-rendering="crispEdges"
        >
          <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
          <path d={path} fill="#000" />
        </svg>
        <p class="figures">
          <code>{props.code}</code>
        </p>
      </article>
      <p class="soft no-print">{t.agenda.badgeHint}</p>
      {props.next !== null && props.next.slot !== null && (
        <Section id="next" title={t.space.next} card>
          <p class="strong">{formatSpan(props.next.slot, i18n)}</p>
          <p>{props.next.with.name}</p>
          {props.next.place !== null && <p>{t.terms.at(props.next.place.place, props.next.place.room)}</p>}
        </Section>
      )}
      <div class="no-print">
        <button type="button" class="button" data-print>
          <Icon name="printer" />
          {t.common.print}
        </button>
      </div>
    </div>
  );
}

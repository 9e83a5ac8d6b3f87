import type { JSX } from "preact";
import { formatDate } from "../../i18n/format.ts";
import { PageHead, Section } from "../components/card.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";

export type StatementProps = {
  readonly organiser: string;
  /** Where to write; null when the organiser gave none. */
  readonly contact: string | null;
  /** When the pages were last tested. */
  readonly testedAt: string;
};

/** The accessibility statement that French law asks of publicly funded services. */
export function accessibilityPage(props: StatementProps): Page {
  return {
    title: (t) => t.pages.accessibility.title,
    section: null,
    width: "narrow",
    body: <Accessibility {...props} />,
  };
}

function Accessibility(props: StatementProps): JSX.Element {
  const i18n = useI18n();
  const { accessibility } = i18n.t.pages;
  return (
    <article class="stack-large prose">
      <PageHead title={accessibility.title} lead={accessibility.lead(props.organiser)} />
      {accessibility.sections.map((section, index) => (
        <TextSection key={section.title} id={`part-${index.toString()}`} {...section} />
      ))}
      <Section id="contact" title={accessibility.contactTitle}>
        <p>{props.contact === null ? accessibility.contactDesk : accessibility.contact(props.contact)}</p>
        <p>{accessibility.rights}</p>
        <p class="soft">{accessibility.tested(formatDate(props.testedAt, i18n))}</p>
      </Section>
    </article>
  );
}

export type PrivacyProps = {
  readonly organiser: string;
  readonly contact: string | null;
  /** How long contact details are kept after the fair, in months. */
  readonly months: number;
};

/** What is kept about people, why, how long, and their rights. */
export function privacyPage(props: PrivacyProps): Page {
  return {
    title: (t) => t.pages.privacy.title,
    section: null,
    width: "narrow",
    body: <Privacy {...props} />,
  };
}

function Privacy(props: PrivacyProps): JSX.Element {
  const { privacy } = useI18n().t.pages;
  return (
    <article class="stack-large prose">
      <PageHead title={privacy.title} lead={privacy.lead(props.organiser)} />
      {privacy.sections(props.months).map((section, index) => (
        <TextSection key={section.title} id={`part-${index.toString()}`} {...section} />
      ))}
      <p>{props.contact === null ? privacy.contactDesk : privacy.contact(props.contact)}</p>
    </article>
  );
}

function TextSection(props: { id: string; title: string; lines: readonly string[] }): JSX.Element {
  return (
    <Section id={props.id} title={props.title}>
      <ul class="bullets">
        {props.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

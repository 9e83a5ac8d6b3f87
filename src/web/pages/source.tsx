import type { JSX } from "preact";
import { PageHead } from "../components/card.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";

/** How to get the source, which the licence promises to every user of the service. */
export function sourcePage(props: { readonly contact: string | null }): Page {
  return {
    title: (t) => t.outcomes.source.title,
    section: null,
    width: "narrow",
    body: <Source {...props} />,
  };
}

function Source({ contact }: { contact: string | null }): JSX.Element {
  const { t } = useI18n();
  const { source } = t.outcomes;
  return (
    <div class="stack-large">
      <PageHead title={source.title} lead={source.lead} />
      <p>{source.text}</p>
      {contact !== null && (
        <p>
          <a href={`mailto:${contact}`}>{contact}</a>
        </p>
      )}
    </div>
  );
}

import type { JSX } from "preact";
import { ButtonLink } from "../components/button.tsx";
import { PageHead } from "../components/card.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

export type ProblemProps = {
  /** The HTTP status: 403, 404, 410, 429, 500, 503… */
  readonly status: number;
  /** The refusal in the reader's language; null for the general words of the status. */
  readonly detail: string | null;
  /** What to quote when asking for help. */
  readonly requestId: string | null;
  readonly fair: string | null;
  readonly signedIn: boolean;
};

/** A page for what did not work: what happened, and where to go from here. */
export function problemPage(props: ProblemProps): Page {
  return {
    title: (t) => t.pages.problem[kindOf(props.status)].title,
    section: null,
    width: "narrow",
    body: <Problem {...props} />,
  };
}

function Problem(props: ProblemProps): JSX.Element {
  const { t } = useI18n();
  const words = t.pages.problem[kindOf(props.status)];
  return (
    <div class="stack-large">
      <PageHead title={words.title} lead={props.detail ?? words.text} />
      <div class="row">
        <ButtonLink kind="main" href={props.fair === null ? paths.home : paths.fair(props.fair)}>
          {t.common.nav.home}
        </ButtonLink>
        {!props.signedIn && (
          <ButtonLink href={paths.signIn} icon="log-in">
            {t.common.signIn}
          </ButtonLink>
        )}
      </div>
      {props.requestId !== null && <p class="soft small">{t.pages.reference(props.requestId)}</p>}
    </div>
  );
}

type Kind = "forbidden" | "missing" | "busy" | "wrong" | "broken";

function kindOf(status: number): Kind {
  if (status === 401 || status === 403) return "forbidden";
  if (status === 404 || status === 410) return "missing";
  if (status === 429 || status === 503) return "busy";
  return status >= 500 ? "broken" : "wrong";
}

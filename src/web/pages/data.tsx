import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { Form } from "../components/form.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";

export type DataProps = {
  readonly fair: string;
  readonly person: { readonly name: string; readonly email: string; readonly phone: string | null };
  /** What is kept: « Vœux », 12, until when. */
  readonly held: readonly {
    readonly label: "record" | "wishes" | "meetings" | "messages" | "scans" | "mails" | "needs";
    readonly count: number;
  }[];
};

/** One's own data: what is held, how to take it away, how to erase it. */
export function dataPage(props: DataProps): Page {
  return { title: (t) => t.account.dataTitle, section: "data", width: "narrow", body: <Data {...props} /> };
}

function Data({ fair, person, held }: DataProps): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  return (
    <div class="stack-large">
      <PageHead title={account.dataTitle} lead={account.dataLead} />
      <Section id="held" title={account.dataHeld} card>
        <p>
          {person.name} · {person.email}
          {person.phone !== null && ` · ${person.phone}`}
        </p>
        <ul class="plain stack-small">
          {held.map((item) => (
            <li key={item.label} class="row-between">
              <span>{account.heldKind[item.label]}</span>
              <span class="figures">{account.held(item.count)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="export" title={account.exportTitle} card>
        <p>{account.exportText}</p>
        <div>
          <ButtonLink href={actions.exportData(fair)} icon="download" download>
            {account.exportButton}
          </ButtonLink>
        </div>
      </Section>
      <Section id="erase" title={account.eraseTitle} card>
        <p>{account.eraseText}</p>
        <Form action={actions.eraseData(fair)} confirm={account.eraseQuestion}>
          <label class="choice" for="erase-confirm">
            <input id="erase-confirm" type="checkbox" name="confirm" value="yes" required />
            <span>{account.eraseConfirm}</span>
          </label>
          <div>
            <Button kind="danger" icon="trash-2">
              {account.eraseButton}
            </Button>
          </div>
        </Form>
      </Section>
    </div>
  );
}

/** After the erasure, signed out. */
export function erasedPage(): Page {
  return { title: (t) => t.account.eraseDone, section: null, width: "narrow", body: <Erased /> };
}

function Erased(): JSX.Element {
  const { t } = useI18n();
  return <PageHead title={t.account.eraseDone} lead={t.account.eraseDoneLead} />;
}

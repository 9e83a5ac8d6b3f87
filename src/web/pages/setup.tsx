import type { JSX } from "preact";
import { Button } from "../components/button.tsx";
import { PageHead } from "../components/card.tsx";
import { Field } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";

export type SetupValues = {
  readonly name: string;
  readonly email: string;
  readonly fairName: string;
  readonly venue: string;
  readonly timeZone: string;
};
export type SetupProps = { readonly action: string; readonly values: SetupValues; readonly faults: Faults };

/** The first page of an installation: its first organiser and their fair. */
export function setupPage(props: SetupProps): Page {
  return { title: (t) => t.setup.title, section: null, width: "narrow", body: <Setup {...props} /> };
}

function Setup({ action, values, faults }: SetupProps): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.setup.title} lead={t.setup.lead} />
      <Form action={action} class="card form">
        <h2>{t.setup.person}</h2>
        <Field name="name" label={t.setup.name} value={values.name} autocomplete="name" fault={faults.name} />
        <Field
          name="email"
          type="email"
          label={t.account.email}
          hint={t.setup.emailHint}
          value={values.email}
          autocomplete="email"
          fault={faults.email}
        />
        <h2>{t.setup.fair}</h2>
        <Field
          name="fairName"
          label={t.setup.fairName}
          hint={t.setup.fairNameHint}
          value={values.fairName}
          fault={faults.fairName}
        />
        <Field name="venue" label={t.setup.venue} value={values.venue} optional={true} fault={faults.venue} />
        <Field
          name="timeZone"
          label={t.setup.timeZone}
          hint={t.setup.timeZoneHint}
          value={values.timeZone}
          fault={faults.timeZone}
        />
        <Button kind="main">{t.setup.start}</Button>
      </Form>
    </div>
  );
}

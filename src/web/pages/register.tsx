import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead } from "../components/card.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Check, Choices, Field } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { Faults } from "../view-types.ts";
import { OrganisationFields, type ProfileValues, type SectorOptions } from "./registration-form.tsx";
import { StatementFields } from "./statement-fields.tsx";

export type DelegateValues = {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly phone: string;
};
export type RegisterProps = {
  readonly fair: string;
  readonly values: ProfileValues & {
    readonly kind: string;
    readonly delegates: readonly DelegateValues[];
    readonly consent: boolean;
  };
  readonly faults: Faults;
  readonly sectors: readonly SectorOptions[];
};

/** Registration of an organisation, in one form that needs no script. */
export function registerPage(props: RegisterProps): Page {
  return {
    title: (t) => t.account.registerTitle,
    section: null,
    width: "narrow",
    body: <Register {...props} />,
  };
}

function Register({ fair, values, faults, sectors }: RegisterProps): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  const kinds = (["exhibitor", "buyer", "both"] as const).map((value) => ({
    value,
    label: t.terms.participantKind[value],
    hint: account.kindHint[value],
  }));
  return (
    <div class="stack-large">
      <PageHead title={account.registerTitle} lead={account.registerLead} />
      <FaultSummary faults={faults} />
      <Form action={actions.register(fair)}>
        {faults["commune"] !== undefined && (
          <input type="hidden" name="communeAsked" value={values.commune} />
        )}
        <fieldset class="fieldset fieldset-card card">
          <legend>{account.sections.kind}</legend>
          <Choices
            type="radio"
            name="kind"
            label={account.kindLabel}
            options={kinds}
            values={[values.kind]}
            fault={faults["kind"]}
          />
        </fieldset>
        <OrganisationFields values={values} faults={faults} sectors={sectors} />
        <StatementFields values={values} faults={faults} sectors={sectors} />
        <fieldset class="fieldset fieldset-card card">
          <legend>{account.sections.delegates}</legend>
          <p class="hint">{account.delegatesHint}</p>
          {values.delegates.map((delegate, index) => (
            <DelegateFields
              key={`delegate-${index.toString()}`}
              prefix={`delegates.${index}.`}
              legend={account.delegate(index + 1)}
              values={delegate}
              faults={faults}
              optional={index > 0}
            />
          ))}
          <div>
            <Button name="more" value="delegates" icon="plus" unchecked>
              {account.addDelegate}
            </Button>
          </div>
        </fieldset>
        <fieldset class="fieldset fieldset-card card">
          <legend>{account.sections.consent}</legend>
          <Check
            name="consent"
            label={account.consent}
            hint={account.consentHint}
            checked={values.consent}
            fault={faults["consent"]}
            optional={false}
          />
          <p>
            <a href={paths.privacy}>{t.common.footer.privacy}</a>
          </p>
        </fieldset>
        <Button kind="main" icon="send">
          {account.submitRegistration}
        </Button>
      </Form>
    </div>
  );
}

/** Who somebody is and how to reach them. */
export function DelegateFields(props: {
  readonly prefix: string;
  readonly legend: string;
  readonly values: DelegateValues;
  readonly faults: Faults;
  readonly optional: boolean;
  /** When a field of the same name stands in another form of the page. */
  readonly idPrefix?: string;
}): JSX.Element {
  const { t } = useI18n();
  const { prefix, values, faults, optional } = props;
  const id = (name: string) => `${props.idPrefix ?? ""}field-${`${prefix}${name}`.replaceAll(".", "-")}`;
  return (
    <fieldset class="fieldset repeated">
      <legend>{props.legend}</legend>
      <div class="fields-2">
        <Field
          id={id("name")}
          name={`${prefix}name`}
          label={t.account.delegateName}
          value={values.name}
          fault={faults[`${prefix}name`]}
          optional={optional}
        />
        <Field
          id={id("email")}
          name={`${prefix}email`}
          type="email"
          label={t.account.delegateEmail}
          value={values.email}
          fault={faults[`${prefix}email`]}
          optional={optional}
        />
        <Field
          id={id("role")}
          name={`${prefix}role`}
          label={t.account.delegateRole}
          value={values.role}
          fault={faults[`${prefix}role`]}
          optional
        />
        <Field
          id={id("phone")}
          name={`${prefix}phone`}
          type="tel"
          label={t.account.delegatePhone}
          value={values.phone}
          fault={faults[`${prefix}phone`]}
          optional
        />
      </div>
    </fieldset>
  );
}

/** After sending: what happens next. */
export function registeredPage(props: { readonly fair: string; readonly signedIn: boolean }): Page {
  return {
    title: (t) => t.account.pendingTitle,
    section: null,
    width: "narrow",
    body: <Registered {...props} />,
  };
}

function Registered({ fair, signedIn }: { fair: string; signedIn: boolean }): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large" role="status">
      <PageHead title={t.account.pendingTitle} lead={t.account.pendingLead} />
      <div class="row">
        {signedIn ? (
          <ButtonLink kind="main" href={paths.profile(fair)}>
            {t.account.profileTitle}
          </ButtonLink>
        ) : (
          <ButtonLink kind="main" href={paths.signIn} icon="mail">
            {t.account.sendLink}
          </ButtonLink>
        )}
        <ButtonLink href={paths.fair(fair)}>{t.common.nav.home}</ButtonLink>
      </div>
    </div>
  );
}

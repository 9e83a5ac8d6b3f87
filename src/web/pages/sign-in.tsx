import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead } from "../components/card.tsx";
import { Field } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { Icon } from "../components/icon.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { Faults } from "../view-types.ts";

export type SignInProps = {
  readonly email: string;
  /** Where to go once signed in. */
  readonly next: string | null;
  readonly faults: Faults;
};

export function signInPage(props: SignInProps): Page {
  return { title: (t) => t.account.signInTitle, section: null, width: "narrow", body: <SignIn {...props} /> };
}

function SignIn({ email, next, faults }: SignInProps): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.account.signInTitle} lead={t.account.signInLead} />
      <Form action={actions.signIn} class="card form">
        {next !== null && <Hidden values={{ next }} />}
        <Field
          name="email"
          type="email"
          label={t.account.email}
          hint={t.account.emailHint}
          value={email}
          autocomplete="email"
          fault={faults["email"]}
        />
        <Button kind="main" icon="mail">
          {t.account.sendLink}
        </Button>
      </Form>
    </div>
  );
}

/** The same words whether the address is known or not. */
export function signInSentPage(props: { readonly minutes: number }): Page {
  return {
    title: (t) => t.account.sentTitle,
    section: null,
    width: "narrow",
    body: <SignInSent {...props} />,
  };
}

function SignInSent({ minutes }: { minutes: number }): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large" role="status">
      <PageHead title={t.account.sentTitle} lead={t.account.sentLead(minutes)} />
      <div class="card stack">
        <p class="row">
          <Icon name="info" />
          {t.account.sentHelp}
        </p>
        <ButtonLink href={paths.signIn}>{t.account.otherAddress}</ButtonLink>
      </div>
    </div>
  );
}

/** A link that expired, or was already used. */
export function signInExpiredPage(): Page {
  return { title: (t) => t.account.expiredTitle, section: null, width: "narrow", body: <Expired /> };
}

function Expired(): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.account.expiredTitle} lead={t.account.expiredLead} />
      <ButtonLink kind="main" href={paths.signIn} icon="mail">
        {t.account.sendLink}
      </ButtonLink>
    </div>
  );
}

/** Opened from the mail: a button signs in, so that mail scanners do not use the link up. */
export function signInConfirmPage(props: { readonly token: string; readonly action: string }): Page {
  return {
    title: (t) => t.account.confirmTitle,
    section: null,
    width: "narrow",
    body: <Confirm {...props} />,
  };
}

function Confirm({ token, action }: { token: string; action: string }): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.account.confirmTitle} lead={t.account.confirmLead} />
      <Form action={action}>
        <Hidden values={{ token }} />
        <Button kind="main" icon="log-in">
          {t.common.signIn}
        </Button>
      </Form>
    </div>
  );
}

import type { JSX } from "preact";
import { formatDate } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Check, Choices, Field } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { Notice } from "../components/notice.tsx";
import { type Explanation, Score } from "../components/score.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

type Named = { readonly id: string; readonly name: string };
export type PairProps = {
  readonly fair: string;
  readonly one: Named;
  readonly other: Named;
  /** Null when nothing speaks for the meeting. */
  readonly explanation: Explanation | null;
  /** What speaks against it, in words; codes go back with the confirmation. */
  readonly grounds: readonly { readonly code: string; readonly text: string }[];
  /** A side has turned the other down; which one is nobody's business. */
  readonly isRefused: boolean;
  /** The fair's rules let neither ask the other. */
  readonly isOutOfRules: boolean;
  readonly decision: {
    readonly kind: "pin" | "ban";
    readonly reason: string;
    readonly at: string;
    /** It was taken in spite of what speaks against it. */
    readonly despite: boolean;
  } | null;
  readonly typed: { readonly kind: "pin" | "ban"; readonly reason: string };
  readonly faults: Readonly<Record<string, string>>;
};

/** « Pourquoi ce rendez-vous » for the organiser: what speaks for it, against it, and what they decided. */
export function pairPage(props: PairProps): Page {
  return {
    title: (t) => `${t.match.why} · ${props.one.name}, ${props.other.name}`,
    section: "coverage",
    width: "wide",
    body: <Pair {...props} />,
  };
}

function Pair(props: PairProps): JSX.Element {
  const { t } = useI18n();
  const { fair, one, other, explanation } = props;
  return (
    <div class="stack-large">
      <PageHead over={t.coverage.title} title={`${one.name} · ${other.name}`}>
        <p class="row">
          <a href={paths.organisation(fair, one.id)}>{one.name}</a>
          <a href={paths.organisation(fair, other.id)}>{other.name}</a>
          <a href={paths.coverage(fair)}>{t.coverage.back}</a>
        </p>
      </PageHead>
      <div class="columns-board">
        <div class="stack-large">
          {explanation === null ? (
            <EmptyState icon="handshake" title={t.coverage.nothingFor} />
          ) : (
            <Score explanation={explanation} id="why" />
          )}
          <Against {...props} />
        </div>
        <div class="stack-large">
          {props.decision !== null && <Decided {...props} decision={props.decision} />}
          <Decide {...props} />
        </div>
      </div>
    </div>
  );
}

function Against({ grounds, isRefused, isOutOfRules }: PairProps): JSX.Element | null {
  const { coverage } = useI18n().t;
  if (grounds.length === 0 && !isRefused && !isOutOfRules) return null;
  return (
    <Section id="against" title={coverage.against} card>
      <ul class="bullets">
        {grounds.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
        {isOutOfRules && <li>{coverage.outOfRules}</li>}
        {isRefused && <li>{coverage.saidNever}</li>}
      </ul>
    </Section>
  );
}

function Decided(props: PairProps & { readonly decision: NonNullable<PairProps["decision"]> }): JSX.Element {
  const i18n = useI18n();
  const { coverage } = i18n.t;
  const { fair, one, other, decision } = props;
  return (
    <Section id="decided" title={coverage.yourDecision} card>
      <p class="row">
        <Tag tone={decision.kind === "pin" ? "leaf" : "terra"}>{coverage.decided[decision.kind]}</Tag>
        <span class="soft small">{formatDate(decision.at, i18n)}</span>
      </p>
      <p>{decision.reason}</p>
      {decision.despite && <p class="soft small">{coverage.knowingly}</p>}
      <p class="soft small">{coverage.whoReads[decision.kind]}</p>
      <Form action={actions.releasePair(fair)} class="">
        <Hidden values={{ one: one.id, other: other.id }} />
        <Button kind="quiet">{coverage.release}</Button>
      </Form>
    </Section>
  );
}

function Decide({ fair, one, other, grounds, typed, faults }: PairProps): JSX.Element {
  const { coverage } = useI18n().t;
  return (
    <Section id="decide" title={coverage.decideTitle} card>
      {faults["despite"] !== undefined && <Notice tone="warning">{faults["despite"]}</Notice>}
      <Form action={actions.decideKnownPair(fair, one.id, other.id)}>
        <Choices
          type="radio"
          name="kind"
          label={coverage.kindLabel}
          options={(["pin", "ban"] as const).map((value) => ({
            value,
            label: coverage.kind[value],
            hint: coverage.whoReads[value],
          }))}
          values={[typed.kind]}
        />
        <Field
          name="reason"
          label={coverage.reason}
          hint={grounds.length > 0 ? coverage.reasonDespite : coverage.reasonHint}
          value={typed.reason}
          fault={faults["reason"]}
        />
        {grounds.length > 0 && (
          <Check
            name="despite"
            value={grounds.map(({ code }) => code).join(",")}
            label={coverage.despite}
            hint={coverage.despiteHint}
            checked={false}
            optional
            class="no-optional"
          />
        )}
        <div>
          <Button kind="main">{coverage.save}</Button>
        </div>
      </Form>
    </Section>
  );
}

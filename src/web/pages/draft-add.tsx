import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Notice } from "../components/notice.tsx";
import { ParticipantField, ParticipantNamesList } from "../components/participant-field.tsx";
import type { EffectView } from "../draft-views.ts";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { Faults } from "../view-types.ts";
import { type SpotChoice, type SpotChosen, SpotForm } from "./draft-spot.tsx";
import { BackLink } from "./schedule-drafts.tsx";

/** A side as it was typed, and the participant that this names. */
type Side = { readonly typed: string; readonly id: string };
export type DraftAddProps = {
  readonly fair: string;
  readonly draft: string;
  readonly known: number;
  /** The participants, by name. */
  readonly names: readonly string[];
  readonly one: Side;
  readonly other: Side;
  readonly faults: Faults;
  /** The meeting that the two have in the draft already. */
  readonly already: string | null;
  /** Null until both are chosen. */
  readonly spot: {
    readonly names: readonly [string, string];
    readonly choice: SpotChoice;
    readonly chosen: SpotChosen;
    readonly effect: EffectView | null;
    readonly problem: string | null;
  } | null;
};

/** A meeting more in a draft: who, then when and where, its effect shown before. */
export function draftAddPage(props: DraftAddProps): Page {
  return {
    title: (t) => t.drafts.add.title,
    section: "schedule",
    width: "wide",
    body: <DraftAdd {...props} />,
  };
}

function DraftAdd(props: DraftAddProps): JSX.Element {
  const { t } = useI18n();
  const { add } = t.drafts;
  const { fair, draft, known, spot } = props;
  const here = paths.draftAdd(fair, draft);
  const sides = { one: props.one.id, other: props.other.id };
  return (
    <div class="stack-large">
      <PageHead
        over={<BackLink href={paths.draft(fair, draft)} label={t.drafts.backToDraft} />}
        title={add.title}
        lead={add.text}
      />
      {spot === null ? (
        <Who {...props} />
      ) : (
        <Section id="move" title={spot.names.join(" ↔ ")} card>
          <SpotForm
            tryAt={here}
            carried={sides}
            choice={spot.choice}
            chosen={spot.chosen}
            effect={spot.effect}
            problem={spot.problem}
            action={actions.editDraft(fair, draft)}
            fields={{ type: "add", ...sides, known }}
            apply={add.title}
          />
          <div>
            <ButtonLink href={here} kind="quiet">
              {add.change}
            </ButtonLink>
          </div>
        </Section>
      )}
    </div>
  );
}

function Who({ fair, draft, names, one, other, faults, already }: DraftAddProps): JSX.Element {
  const { add } = useI18n().t.drafts;
  return (
    <>
      <FaultSummary faults={faults} />
      <form method="get" action={paths.draftAdd(fair, draft)} class="card stack">
        <ParticipantNamesList names={names} />
        <div class="inline-form">
          <ParticipantField name="one" label={add.one} value={one.typed} fault={faults["one"]} />
          <ParticipantField name="other" label={add.other} value={other.typed} fault={faults["other"]} />
        </div>
        {already !== null && (
          <Notice tone="warning">
            {add.already} <a href={paths.draftMeeting(fair, draft, already)}>{add.see}</a>
          </Notice>
        )}
        <div>
          <Button kind="main">{add.continue}</Button>
        </div>
      </form>
    </>
  );
}

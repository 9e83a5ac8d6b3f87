import type { JSX } from "preact";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { PageHead, Section, Tag } from "../components/card.tsx";
import { type Option, Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { Notice } from "../components/notice.tsx";
import { Effect } from "../components/violations.tsx";
import type { DraftMeetingView, EffectView } from "../draft-views.ts";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import { LockOne } from "./draft-lock.tsx";
import { PairName, spotText } from "./draft-meetings.tsx";
import { type SpotChoice, type SpotChosen, SpotForm } from "./draft-spot.tsx";
import { BackLink } from "./schedule-drafts.tsx";

export type DraftMeetingProps = {
  readonly fair: string;
  readonly draft: string;
  /** Changes by hand that the reader sees. */
  readonly known: number;
  readonly meeting: DraftMeetingView;
  readonly choice: SpotChoice;
  readonly chosen: SpotChosen;
  readonly effect: EffectView | null;
  readonly problem: string | null;
  /** Meetings that it may change places with. */
  readonly swaps: readonly Option[];
  readonly swapWith: string;
  readonly swapEffect: EffectView | null;
};

/** One meeting of a draft: moved, swapped, locked or taken out, its effect shown before. */
export function draftMeetingPage(props: DraftMeetingProps): Page {
  return {
    title: (t) => t.drafts.edit.title,
    section: "schedule",
    width: "wide",
    body: <DraftMeeting {...props} />,
  };
}

function DraftMeeting(props: DraftMeetingProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, draft, known, meeting } = props;
  const { edit } = t.drafts;
  const here = paths.draftMeeting(fair, draft, meeting.id);
  const action = actions.editDraft(fair, draft);
  return (
    <div class="stack-large">
      <PageHead
        over={<BackLink href={`${paths.draft(fair, draft)}#${meeting.id}`} label={t.drafts.backToDraft} />}
        title={edit.title}
      />
      <Section id="now" title={edit.now} card>
        <PairName organisations={meeting.organisations} />
        <p class="figures">{spotText(meeting, i18n)}</p>
        <p class="soft">{meeting.people.map(({ name }) => name).join(" · ")}</p>
        {meeting.faults.length > 0 && (
          <Notice tone="error">
            <ul class="violations">
              {meeting.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
        <div class="row">
          {meeting.locked && <Tag tone="leaf">{t.drafts.lock.locked}</Tag>}
          <LockOne
            fair={fair}
            draft={draft}
            meeting={meeting.id}
            locked={meeting.locked}
            known={known}
            pair={meeting.organisations.join(", ")}
          />
          {meeting.people.map(({ id, name }) => (
            <Form key={id} action={actions.lockDraft(fair, draft)} class="">
              <Hidden values={{ which: "person", person: id, known }} />
              <Button name="locked" value="yes">
                {t.drafts.lock.ofPerson(name)}
              </Button>
            </Form>
          ))}
          <Form action={action} class="">
            <Hidden values={{ type: "remove", meeting: meeting.id, known }} />
            <Button kind="danger" icon="trash-2">
              {edit.remove}
            </Button>
          </Form>
        </div>
        <p class="soft small">{edit.removeText}</p>
      </Section>
      <Section id="move" title={edit.move} card>
        <SpotForm
          tryAt={here}
          carried={{}}
          choice={props.choice}
          chosen={props.chosen}
          effect={props.effect}
          problem={props.problem}
          action={action}
          fields={{ type: "move", meeting: meeting.id, known }}
          apply={edit.apply}
        />
      </Section>
      {props.swaps.length > 0 && (
        <Section id="swap" title={edit.swap} card>
          <p class="soft">{edit.swapText}</p>
          <form method="get" action={`${here}#swap`} class="inline-form">
            <Select name="with" label={edit.swapWith} options={props.swaps} value={props.swapWith} />
            <Button>{edit.trySwap}</Button>
          </form>
          {props.swapEffect !== null && (
            <>
              <Effect effect={props.swapEffect} />
              <Form action={action} class="">
                <Hidden values={{ type: "swap", meeting: meeting.id, with: props.swapWith, known }} />
                <Button kind="main" icon="check">
                  {props.swapEffect.brought.length > 0 ? edit.applyDespite : edit.apply}
                </Button>
              </Form>
            </>
          )}
        </Section>
      )}
    </div>
  );
}

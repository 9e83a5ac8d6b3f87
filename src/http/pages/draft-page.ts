import type { AgendaDraft, DraftMeeting } from "../../domain/fair/agenda-draft.ts";
import { covers } from "../../domain/fair/span.ts";
import { totalsOf } from "../../runtime/agenda/compare-drafts.ts";
import { foldText } from "../../views/directory-search.ts";
import { listSlotTimes } from "../../views/slot-time.ts";
import type { DraftProps } from "../../web/pages/draft.tsx";
import { paths } from "../../web/paths.ts";
import { type AgendaWords, agendaWords } from "../agenda-words.ts";
import { countUnplaced } from "./draft-unplaced.ts";
import { toClashView, toDraftLine, toEffectView, toMeetingViews, toViolationView } from "./draft-view.ts";
import { fromQuery } from "./form.ts";
import { pageOf } from "./paging.ts";
import { type ParticipantNames, participantNames } from "./participant-names.ts";
import type { FairVisit } from "./visit.ts";

const linesOnPage = 20;

/** All that the page of one draft shows. */
export async function draftProps(
  here: FairVisit,
  draft: AgendaDraft,
  typed: DraftProps["lock"]["typed"] = { which: "", organisation: "", slot: "", faults: {} },
): Promise<DraftProps> {
  const { state, services, locale } = here;
  const words = await agendaWords(services.runtime, state, locale, draft);
  const query = fromQuery(here.c.req.url);
  const filters = { q: query.get("q").slice(0, 100), state: query.get("state"), slot: query.get("slot") };
  const found = findMeetings(draft, filters, words);
  // A form drawn again stands at its own address; the list below it is the page's.
  const address = new URL(here.c.req.url);
  address.pathname = paths.draft(here.fairId, draft.id);
  const { page, from, to } = pageOf(address.href, found.length, linesOnPage);
  const view = (violation: AgendaDraft["violations"][number]) =>
    toViolationView(here, draft, words, violation);
  const { lastEdit } = draft;
  return {
    fair: here.fairId,
    now: here.now,
    draft: {
      ...toDraftLine(here, draft),
      seconds: draft.seconds,
      took: draft.took ?? null,
      stopped: draft.stopped ?? false,
      fault: draft.fault ?? null,
    },
    history: draft.history ?? [],
    figures: figuresOf(here, draft),
    hard: draft.violations.filter(({ severity }) => severity === "hard").map(view),
    soft: draft.violations.filter(({ severity }) => severity === "soft").map(view),
    clash: (draft.clash ?? []).map((violation) => toClashView(here, draft, words, violation)),
    last: lastEdit
      ? { text: lastText(here, draft, lastEdit.edit, words), ...toEffectView(here, draft, words, lastEdit) }
      : null,
    changes: draft.changes.map(words.change),
    unplaced: countUnplaced(here, draft),
    held: draft.meetings.length,
    locked: draft.meetings.filter(({ locked }) => locked === true).length,
    filters,
    slots: listSlotTimes(state),
    lock: { names: draftNames(here, draft).names, typed },
    total: found.length,
    page,
    meetings: toMeetingViews(here, draft, found.slice(from, to), words),
  };
}

/** Those who have meetings in a draft. */
export function draftNames(here: FairVisit, draft: Pick<AgendaDraft, "meetings">): ParticipantNames {
  const ids = new Set(draft.meetings.flatMap(({ organisations }) => organisations));
  return participantNames(here, ({ organisationId }) => ids.has(organisationId));
}

/** As the draft stands now, whatever was changed by hand, beside the bound of its computation. */
export function figuresOf({ state }: FairVisit, draft: AgendaDraft): DraftProps["figures"] {
  const { figures } = draft;
  if (!figures) return null;
  const slots = state.slots.get();
  const now = totalsOf(draft.meetings, (slot) => slots[slot]?.day ?? 0);
  const bound = Math.max(figures.bound.value, now.value);
  return {
    placed: now.meetings,
    wanted: Math.max(figures.candidates, now.meetings),
    most: Math.max(figures.bound.meetings, now.meetings),
    gap: bound <= 0 ? 0 : Math.max(0, 1 - now.value / bound),
    breaks: draft.edits ? now.breaks : figures.breaks,
    withThree: draft.edits ? now.withThree : figures.withThree,
    organisations: figures.organisations,
  };
}

function findMeetings(
  { meetings, violations }: AgendaDraft,
  filters: DraftProps["filters"],
  words: AgendaWords,
): readonly DraftMeeting[] {
  const faulty = new Set(
    violations.filter(({ severity }) => severity === "hard").flatMap((violation) => violation.meetings),
  );
  const wanted = foldText(filters.q);
  const isShown = (meeting: DraftMeeting): boolean => {
    if (filters.state === "locked" && meeting.locked !== true) return false;
    if (filters.state === "by-hand" && meeting.kind !== "by-hand") return false;
    if (filters.state === "faulty" && !faulty.has(meeting.meetingId)) return false;
    if (filters.slot !== "" && !covers(meeting, Number(filters.slot))) return false;
    return (
      wanted === "" || meeting.organisations.some((id) => foldText(words.organisation(id)).includes(wanted))
    );
  };
  return meetings.filter(isShown).sort((a, b) => a.slot - b.slot);
}

type Edit = NonNullable<AgendaDraft["lastEdit"]>["edit"];

function lastText({ t }: FairVisit, draft: AgendaDraft, edit: Edit, words: AgendaWords): string {
  const { last } = t.drafts;
  switch (edit.type) {
    case "move":
      return last.move(words.meeting(edit.meetingId), words.slot(edit.slot), words.place(edit.placeId));
    case "remove":
      return last.remove(
        draft.unplaced
          .filter(({ reason }) => reason.code === "removed")
          .slice(-1)
          .map(({ organisations }) => organisations.map(words.organisation).join(" ↔ "))
          .join(),
      );
    case "add": {
      const { meetingId, slot, placeId } = edit.meeting;
      return last.add(words.meeting(meetingId), words.slot(slot), words.place(placeId));
    }
    case "swap":
      return last.swap(words.meeting(edit.meetings[0]), words.meeting(edit.meetings[1]));
    case "lock":
      return edit.locked ? last.lock(edit.meetings.length) : last.unlock(edit.meetings.length);
    default:
      return edit satisfies never;
  }
}

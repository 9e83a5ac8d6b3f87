import type {
  AgendaDraft,
  DraftHeader,
  DraftMeeting,
  DraftViolation,
  ViolationCode,
} from "../../domain/fair/agenda-draft.ts";
import { toPlaceName } from "../../views/organisation-card.ts";
import { toMeetingTime } from "../../views/slot-time.ts";
import type { DraftLine, DraftMeetingView, EffectView, ViolationView } from "../../web/draft-views.ts";
import { paths } from "../../web/paths.ts";
import type { AgendaWords } from "../agenda-words.ts";
import type { FairVisit } from "./visit.ts";

/** A draft as a line of the list. */
export function toDraftLine({ state }: FairVisit, draft: DraftHeader): DraftLine {
  return {
    id: draft.id,
    computedAt: draft.requestedAt,
    status: draft.status,
    isOut: state.publishedDraft.get() === draft.id,
    edits: draft.edits ?? 0,
    basedOn: draft.basedOn?.locked ?? 0,
    placed: draft.figures?.placed ?? null,
    wanted: draft.figures?.candidates ?? null,
    gap: draft.figures?.gap ?? null,
  };
}

/** A violation in words, with links to the meetings of the draft and to where its other facts are changed. */
export function toViolationView(
  here: FairVisit,
  draft: Pick<AgendaDraft, "id" | "meetings">,
  words: AgendaWords,
  violation: DraftViolation,
): ViolationView {
  const own = new Set<string>(draft.meetings.map(({ meetingId }) => meetingId));
  const { see, seeFirst, seeSecond } = here.t.drafts.check;
  const meetings = violation.meetings.filter((id) => own.has(id)).slice(0, 2);
  return {
    text: words.violation(violation),
    links: meetings.map((id, index) => ({
      href: paths.draftMeeting(here.fairId, draft.id, id),
      label: meetings.length === 1 ? see : index === 0 ? seeFirst : seeSecond,
    })),
  };
}

/** The same for locked meetings that stand against the facts: either side of the contradiction can be changed. */
export function toClashView(
  here: FairVisit,
  draft: Pick<AgendaDraft, "id" | "basedOn">,
  words: AgendaWords,
  violation: DraftViolation,
): ViolationView {
  const { fairId, t } = here;
  const { clash } = t.drafts;
  const source = draft.basedOn?.id;
  const name = violation.organisation ? words.organisation(violation.organisation) : "";
  const where: Partial<Record<ViolationCode, { readonly href: string; readonly label: string }>> = {
    "slot-closed": { href: `${paths.prepare(fairId)}#slots`, label: clash.slots },
    "place-taken": { href: `${paths.prepare(fairId)}#rooms`, label: clash.rooms },
    "place-closed": { href: `${paths.prepare(fairId)}#rooms`, label: clash.rooms },
    "unknown-place": { href: `${paths.prepare(fairId)}#rooms`, label: clash.rooms },
    "too-many-meetings": { href: `${paths.prepare(fairId)}#rules`, label: clash.rules },
    "may-not-meet": { href: `${paths.prepare(fairId)}#rules`, label: clash.rules },
    "pair-banned": { href: paths.coverage(fairId), label: clash.pair },
    "participant-not-validated": { href: paths.registrations(fairId), label: clash.registrations },
    "participant-unknown": { href: paths.registrations(fairId), label: clash.registrations },
    "already-meeting": {
      href: `${paths.schedule(fairId)}?q=${encodeURIComponent(name)}#meetings`,
      label: clash.meetings,
    },
  };
  const fact = where[violation.code];
  const locked = violation.meetings.slice(0, 2).map((id, index) => ({
    href: source === undefined ? "" : paths.draftMeeting(fairId, source, id),
    label:
      violation.meetings.length === 1 ? clash.unlock : index === 0 ? clash.unlockFirst : clash.unlockSecond,
  }));
  return {
    text: words.violation(violation),
    links: [...(source === undefined ? [] : locked), ...(fact ? [fact] : [])],
  };
}

export function toEffectView(
  here: FairVisit,
  draft: Pick<AgendaDraft, "id" | "meetings">,
  words: AgendaWords,
  effect: { readonly brought: readonly DraftViolation[]; readonly ended: readonly DraftViolation[] },
): EffectView {
  const view = (violation: DraftViolation) => toViolationView(here, draft, words, violation);
  return {
    brought: effect.brought.map(view),
    ended: effect.ended.map((one) => ({ ...view(one), links: [] })),
  };
}

/** The meetings of a draft as its pages show them; names of people come with `words`. */
export function toMeetingViews(
  here: FairVisit,
  draft: AgendaDraft,
  meetings: readonly DraftMeeting[],
  words: AgendaWords,
): readonly DraftMeetingView[] {
  const faults = new Map<string, string[]>();
  const wanted = new Set<string>(meetings.map(({ meetingId }) => meetingId));
  for (const violation of draft.violations)
    for (const id of violation.severity === "hard" ? violation.meetings : [])
      if (wanted.has(id)) faults.set(id, [...(faults.get(id) ?? []), words.violation(violation)]);
  return meetings.map((meeting) => ({
    id: meeting.meetingId,
    organisations: [
      words.organisation(meeting.organisations[0]),
      words.organisation(meeting.organisations[1]),
    ],
    people: [
      { id: meeting.delegates[0], name: words.person(meeting.delegates[0]) },
      { id: meeting.delegates[1], name: words.person(meeting.delegates[1]) },
    ],
    slot: toMeetingTime(here.state, meeting),
    place: toPlaceName(here.state, meeting.placeId),
    kind: meeting.kind,
    locked: meeting.locked === true,
    faults: faults.get(meeting.meetingId) ?? [],
  }));
}

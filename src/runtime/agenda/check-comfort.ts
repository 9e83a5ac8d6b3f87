import { isAccessible, needAccess } from "../../domain/fair/accessible.ts";
import type { DraftViolation } from "../../domain/fair/agenda-draft.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { type Stay, type Strain, strainsOn } from "../../domain/fair/strain.ts";
import type { PersonId } from "../../domain/ids.ts";
import { atOnce } from "../in-slices.ts";
import { listScheduled } from "./check-draft.ts";

/** K1: meetings of somebody who needs an accessible place, and sits elsewhere. */
export function checkAccess(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  return meetings.flatMap(({ meetingId, placeId, delegates }) => {
    if (!state.places.has(placeId) || isAccessible(state, placeId)) return [];
    return delegates
      .filter((person) => needAccess(state, [person]))
      .map((person) => ({
        code: "not-accessible" as const,
        severity: "hard" as const,
        text: `meeting "${meetingId}": "${person}" needs an accessible place, "${placeId}" is not`,
        meetings: [meetingId],
        placeId,
        person,
      }));
  });
}

/** K3, K4: what the meetings of a draft, with what is scheduled, put people through. In minutes, as people have it. */
export function findStrains(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  return atOnce(stepsToStrains(state, meetings));
}

const peopleAStep = 50;

/** The same in steps of less than a millisecond or so. */
export function* stepsToStrains(
  state: FairState,
  meetings: readonly PlacedMeeting[],
): Generator<void, readonly DraftViolation[], void> {
  const isNew = new Set(meetings.map(({ meetingId }) => meetingId));
  const staysOf = new Map<PersonId, Stay[]>();
  const add = (stay: Stay, delegates: readonly PersonId[]): void => {
    for (const person of delegates) {
      const own = staysOf.get(person);
      if (own) own.push(stay);
      else staysOf.set(person, [stay]);
    }
  };
  for (const meeting of meetings) add(meeting, meeting.delegates);
  for (const meeting of listScheduled(state))
    if (!isNew.has(meeting.id)) add({ ...meeting, meetingId: meeting.id }, meeting.delegates);
  yield;
  for (const meeting of state.meetings.values())
    if (meeting.status === "held") add({ ...meeting, meetingId: meeting.id }, meeting.delegates);
  const found: DraftViolation[] = [];
  for (const [index, [person, stays]] of [...staysOf].entries()) {
    if (index % peopleAStep === 0) yield;
    for (const strain of strainsOn(state, person, stays))
      if (strain.meetings.some((id) => isNew.has(id)))
        found.push({ ...strain, severity: "soft", text: textOf(person, strain), person });
  }
  return found;
}

function textOf(person: PersonId, strain: Strain): string {
  switch (strain.code) {
    case "too-many-in-a-row":
      return `"${person}" meets in ${strain.count} slots in a row, ${strain.limit} allowed`;
    case "no-time-to-walk":
      return `"${person}" has less than ${strain.limit} minutes from "${strain.meetings.join('" to "')}"`;
    case "no-break":
      return `"${person}" has no ${strain.pause.minutes} minutes from ${strain.pause.from} to ${strain.pause.to}`;
    default:
      return strain satisfies never;
  }
}

import { accept, type Context, reject } from "../decision.ts";
import type { Instant } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { checkChanges, findChanges } from "./changes.ts";
import { type Check, firstOf, refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import { answerBefore, offerIdAfter } from "./offers.ts";
import { isShut } from "./shut.ts";
import { recordedLength, slotsIn } from "./span.ts";
import type { FairState, Meeting, ScheduledMeeting } from "./state.ts";

type RepairCommand = CommandOf<"DeclareDisruption" | "EndDisruption" | "ApplyRepair" | "DismissTask">;

export function decideRepair(state: FairState, command: RepairCommand, context: Context): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "DeclareDisruption": {
      const { disruptionId, what, from, until } = command;
      if (state.disruptions.has(disruptionId)) return accept();
      const rejection = checkDisrupted(state, what);
      if (rejection) return reject(rejection);
      if (until <= from || until <= context.at) return reject(refuse("disruption-over", "until"));
      return accept({ type: "DisruptionDeclared", v: 1, disruptionId, what, from, until });
    }
    case "EndDisruption": {
      const { disruptionId } = command;
      if (!state.disruptions.has(disruptionId)) return reject(refuse("disruption-unknown", "disruptionId"));
      return accept({ type: "DisruptionEnded", v: 1, disruptionId });
    }
    case "ApplyRepair":
      return applyRepair(state, command, context);
    case "DismissTask":
      if (state.dismissed.has(command.task)) return accept();
      return accept({ type: "TaskDismissed", v: 1, task: command.task });
    default:
      return command satisfies never;
  }
}

function checkDisrupted(state: FairState, what: CommandOf<"DeclareDisruption">["what"]): Check {
  switch (what.kind) {
    case "room":
      return state.rooms.has(what.roomId) ? undefined : refuse("room-unknown", "what");
    case "place":
      return state.places.has(what.placeId) ? undefined : refuse("place-unknown", "what");
    case "person":
      return state.delegates.has(what.personId) ? undefined : refuse("delegate-unknown", "what");
    default:
      return what satisfies never;
  }
}

/** N2–N4: all of it or nothing; what begins soon is asked of both sides instead of being moved. */
function applyRepair(state: FairState, command: CommandOf<"ApplyRepair">, context: Context): FairDecision {
  const { disruptionId, cancels } = command;
  if (!state.disruptions.has(disruptionId)) return reject(refuse("disruption-unknown", "disruptionId"));
  const changes = findChanges(state, command.changes);
  const lost = cancels.map((id) => state.meetings.get(id));
  if (!changes || !lost.every((meeting) => isStruck(state, meeting)))
    return reject(refuse("repair-stale", "changes"));
  const isSoon = ({ meeting, to }: (typeof changes)[number]) =>
    needsWord(state, meeting, to.slot, context.at);
  const moves = changes.filter((change) => !isSoon(change));
  const asks = changes.filter(isSoon);
  // What is only asked may stay where it is, and frees nothing for the others.
  const rejection = firstOf(
    () => checkChanges(state, moves, context.at),
    ...asks.map((ask) => () => checkChanges(state, [...moves, ask], context.at)),
  );
  if (rejection) return reject(rejection);
  const events: FairEvent[] = [{ type: "RepairApplied", v: 1, disruptionId }];
  for (const { meeting, to } of moves) {
    const { slot, placeId, delegates } = to;
    events.push({ type: "MeetingMoved", v: 1, meetingId: meeting.id, slot, placeId, delegates });
  }
  for (const { meeting, to } of asks)
    if (!isAskedToMove(state, meeting))
      events.push({
        type: "OfferMade",
        v: 1,
        offerId: offerIdAfter(state, events),
        about: { kind: "move", from: { slot: meeting.slot, placeId: meeting.placeId } },
        meetingId: meeting.id,
        organisations: [...meeting.organisations],
        slot: to.slot,
        ...recordedLength(meeting),
        placeId: to.placeId,
        delegates: to.delegates,
        willing: [],
        expiresAt: answerBefore(state, meeting.slot, context.at),
      });
  for (const meetingId of cancels) events.push({ type: "MeetingCancelled", v: 1, meetingId });
  return accept(...events);
}

/** It cannot be held where it stands, and nobody has been asked to hold it elsewhere. */
function isStruck(state: FairState, meeting: Meeting | undefined): boolean {
  if (meeting?.status !== "scheduled" || isAskedToMove(state, meeting)) return false;
  const ids = [meeting.placeId, ...meeting.delegates];
  return slotsIn(meeting).some((slot) => ids.some((id) => isShut(state, id, slot)));
}

/** N4: it begins within the notice, there or here. */
export function needsWord(
  state: FairState,
  meeting: Pick<ScheduledMeeting, "slot">,
  to: number,
  at: Instant,
): boolean {
  const soon = minutesAfter(at, state.rules.get().noticeMinutes);
  return [meeting.slot, to].some((slot) => (state.slots.get()[slot]?.startsAt ?? at) < soon);
}

/** Both sides have been asked, and have not answered yet. */
export function isAskedToMove(state: FairState, { id }: Pick<ScheduledMeeting, "id">): boolean {
  for (const offerId of state.openOffers.keys()) {
    const offer = state.offers.get(offerId);
    if (offer?.meetingId === id && offer.about.kind === "move") return true;
  }
  return false;
}

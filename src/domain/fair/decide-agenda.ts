import { accept, type Context, reject } from "../decision.ts";
import type { MeetingId, OrganisationId } from "../ids.ts";
import { suits } from "./accessible.ts";
import { type Check, checkParties, checkSlot, firstOf, isBanned, refuse, saidNever } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { PlacedMeeting } from "./events.ts";
import type { FairRejection } from "./rejections.ts";
import { isShut } from "./shut.ts";
import { lengthOf, neededLength, slotsIn } from "./span.ts";
import { type FairState, pairKey, slotKey } from "./state.ts";

/** A1–A4: an agenda is published whole or not at all, and only if every meeting of it could be booked now. */
export function decideAgenda(
  state: FairState,
  command: CommandOf<"PublishAgenda" | "UnpublishAgenda">,
  context: Context,
): FairDecision {
  if (command.type === "UnpublishAgenda") {
    const draftId = state.publishedDraft.get();
    if (draftId === undefined) return reject(refuse("agenda-not-published"));
    return accept({
      type: "AgendaUnpublished",
      v: 1,
      draftId: draftId as CommandOf<"PublishAgenda">["draftId"],
    });
  }
  const steps = stepsToPublish(state, command, context);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A step a meeting, for whoever has other things to do between them; the state must not change meanwhile. */
export function* stepsToPublish(
  state: FairState,
  { draftId, meetings }: CommandOf<"PublishAgenda">,
  context: Context,
): Generator<void, FairDecision, void> {
  const conflicts: MeetingId[] = [];
  for (const conflict of conflictsInTurn(state, meetings, context)) {
    if (conflict) conflicts.push(conflict.meetingId);
    yield;
  }
  if (conflicts.length > 0) return reject({ ...refuse("agenda-conflict", "meetings"), meetings: conflicts });
  return accept({ type: "AgendaPublished", v: 1, draftId, meetings });
}

export type AgendaConflict = { readonly meetingId: MeetingId; readonly rejection: FairRejection };

/** A2: the meetings that could not be booked now, each with the first rule in its way. O(meetings). */
export function agendaConflicts(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  context: Context,
): readonly AgendaConflict[] {
  return [...conflictsInTurn(state, meetings, context)].flatMap((conflict) => conflict ?? []);
}

/** The same, meeting by meeting, undefined for one that could be booked. */
export function* conflictsInTurn(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  context: Context,
): Generator<AgendaConflict | undefined, void, void> {
  const taken = new Set<string>();
  const held = new Map<OrganisationId, number>();
  for (const meeting of meetings) {
    const rejection = firstOf(
      () => checkPairOfAgenda(state, meeting),
      () => checkSlot(state, meeting.slot, context.at, meeting.length),
      () => checkLength(state, meeting),
      () => checkAttendance(state, meeting),
      () => checkRoomLeft(state, meeting, taken, held),
    );
    yield rejection && { meetingId: meeting.meetingId, rejection };
  }
}

function checkPairOfAgenda(state: FairState, { meetingId, organisations }: PlacedMeeting): Check {
  const [from, to] = organisations;
  if (isBanned(state, from, to)) return refuse("pair-banned", "organisations");
  const parties = checkParties(state, from, to);
  if (parties && checkParties(state, to, from)) return parties;
  if (saidNever(state, from, to) || saidNever(state, to, from)) return refuse("wish-never", "organisations");
  const known = state.meetings.get(meetingId);
  if (known && known.status !== "accepted") return refuse("already-meeting", "meetingId");
  if (known && !(known.organisations.includes(from) && known.organisations.includes(to)))
    return refuse("already-meeting", "meetingId");
  const openId = state.openPair.get(pairKey(from, to));
  return openId !== undefined && openId !== meetingId
    ? refuse("already-meeting", "organisations")
    : undefined;
}

/** U1: a draft may be older than what a side says of its meetings. */
function checkLength(state: FairState, meeting: PlacedMeeting): Check {
  const isRight = lengthOf(meeting) === neededLength(state, meeting.organisations);
  return isRight ? undefined : refuse("length-changed", "meetings");
}

function checkAttendance(state: FairState, meeting: PlacedMeeting): Check {
  const { organisations, placeId, delegates } = meeting;
  const slots = slotsIn(meeting);
  const place = state.places.get(placeId);
  if (!place) return refuse("place-unknown", "placeId");
  const stand = place.organisationId;
  if (stand !== undefined && !organisations.includes(stand)) return refuse("place-taken", "placeId");
  if (slots.some((slot) => isShut(state, placeId, slot))) return refuse("place-closed", "placeId");
  for (const [index, person] of delegates.entries()) {
    const delegate = state.delegates.get(person);
    if (!delegate || delegate.organisationId !== organisations[index])
      return refuse("delegate-unknown", "delegates");
    if (slots.some((slot) => delegate.unavailable.has(slot) || isShut(state, person, slot)))
      return refuse("delegate-unavailable", "delegates");
  }
  return suits(state, delegates, placeId) ? undefined : refuse("place-not-accessible", "placeId");
}

/** Quotas, people and places, counting what the meetings before this one take; what does not fit takes nothing. */
function checkRoomLeft(
  state: FairState,
  meeting: PlacedMeeting,
  taken: Set<string>,
  held: Map<OrganisationId, number>,
): Check {
  const { meetingId, organisations, placeId, delegates } = meeting;
  const pair = pairKey(...organisations);
  if (taken.has(pair) || taken.has(meetingId)) return refuse("already-meeting", "organisations");
  const { maxMeetings } = state.rules.get();
  const count = (id: OrganisationId): number => held.get(id) ?? state.scheduledOf.get(id) ?? 0;
  if (organisations.some((id) => count(id) >= maxMeetings)) return refuse("quota-meetings", "organisations");
  const slots = slotsIn(meeting);
  const people = delegates.flatMap((person) => slots.map((slot) => slotKey(person, slot)));
  if (people.some((key) => taken.has(key) || state.delegateBusy.has(key)))
    return refuse("delegate-busy", "delegates");
  const places = slots.map((slot) => slotKey(placeId, slot));
  if (places.some((key) => taken.has(key) || state.placeBusy.has(key)))
    return refuse("place-taken", "placeId");
  for (const id of organisations) held.set(id, count(id) + 1);
  for (const key of [meetingId, pair, ...places, ...people]) taken.add(key);
  return undefined;
}

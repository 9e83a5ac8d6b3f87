import { accept, type Context, reject } from "../decision.ts";
import type { MeetingId } from "../ids.ts";
import { checkParties, checkSlot, refuse, saidNever } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { PlacedMeeting } from "./events.ts";
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
  const taken = new Set<string>();
  const held = new Map<string, number>();
  const conflicts: MeetingId[] = [];
  for (const meeting of command.meetings) {
    if (!fits(state, meeting, context, taken, held)) conflicts.push(meeting.meetingId);
  }
  if (conflicts.length > 0) return reject({ ...refuse("agenda-conflict", "meetings"), meetings: conflicts });
  return accept({ type: "AgendaPublished", v: 1, draftId: command.draftId, meetings: command.meetings });
}

function fits(
  state: FairState,
  meeting: PlacedMeeting,
  context: Context,
  taken: Set<string>,
  held: Map<string, number>,
): boolean {
  const { meetingId, organisations, slot, placeId, delegates } = meeting;
  const [from, to] = organisations;
  if (checkParties(state, from, to) && checkParties(state, to, from)) return false;
  if (saidNever(state, from, to) || saidNever(state, to, from)) return false;
  if (checkSlot(state, slot, context.at) || !state.places.has(placeId)) return false;
  const known = state.meetings.get(meetingId);
  if (
    known &&
    (known.status !== "accepted" || !known.organisations.includes(from) || !known.organisations.includes(to))
  )
    return false;
  const openId = state.openPair.get(pairKey(from, to));
  if (openId !== undefined && openId !== meetingId) return false;
  const stand = state.places.get(placeId)?.organisationId;
  if (stand !== undefined && stand !== from && stand !== to) return false;
  for (const [index, person] of delegates.entries()) {
    const delegate = state.delegates.get(person);
    if (delegate?.organisationId !== organisations[index] || delegate?.unavailable.has(slot)) return false;
  }
  const { maxMeetings } = state.rules.get();
  for (const organisation of organisations) {
    const count = held.get(organisation) ?? state.scheduledOf.get(organisation) ?? 0;
    if (count >= maxMeetings) return false;
    held.set(organisation, count + 1);
  }
  const keys = [
    slotKey(delegates[0], slot),
    slotKey(delegates[1], slot),
    slotKey(placeId, slot),
    pairKey(from, to),
  ];
  const isFree = keys.every(
    (key) =>
      !taken.has(key) &&
      !state.delegateBusy.has(key as ReturnType<typeof slotKey>) &&
      !state.placeBusy.has(key as ReturnType<typeof slotKey>),
  );
  for (const key of keys) taken.add(key);
  return isFree;
}

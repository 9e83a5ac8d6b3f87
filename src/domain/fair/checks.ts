import type { Context } from "../decision.ts";
import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { isAccessible } from "./accessible.ts";
import type { FairRejection, FairRejectionCode } from "./rejections.ts";
import { isShut } from "./shut.ts";
import { endOf, isUnbroken, lastSlot, type Span } from "./span.ts";
import { type BookingMode, type FairState, type Participant, pairKey, slotKey, wishKey } from "./state.ts";

/** Checks return the rejection, or undefined where nothing stands in the way. */
export type Check = FairRejection | undefined;

export function refuse(code: FairRejectionCode, field?: string): FairRejection {
  return field === undefined ? { code } : { code, field };
}

/** The first rejection in order of the checks, which are only run until one refuses. */
export function firstOf(...checks: readonly (() => Check)[]): Check {
  for (const check of checks) {
    const rejection = check();
    if (rejection) return rejection;
  }
  return undefined;
}

/** The organiser, or the server itself. */
export function isOfOffice({ as }: Context): boolean {
  return as === "organiser" || as === "system";
}

/** W1–W3: booking has opening dates; the organiser may act outside them. */
export function checkWindow(state: FairState, context: Context): Check {
  if (isOfOffice(context)) return undefined;
  const { bookingOpensAt, bookingClosesAt } = state.rules.get();
  if (bookingOpensAt && context.at < bookingOpensAt) return refuse("booking-not-open");
  if (bookingClosesAt && context.at >= bookingClosesAt) return refuse("booking-closed");
  return undefined;
}

/** S1–S3, U2: the slot exists, is open and lies ahead; a long meeting finds the next ones right after it. */
export function checkSlot(state: FairState, slot: number, at: Instant, length = 1): Check {
  const programmed = state.slots.get()[slot];
  if (!programmed) return refuse("slot-unknown", "slot");
  if (state.closedSlots.has(slot)) return refuse("slot-closed", "slot");
  if (programmed.startsAt <= at) return refuse("slot-past", "slot");
  return checkFollowing(state, { slot, length });
}

/** S1, S2, S4: an organiser may still fill a slot under way, for whoever was left waiting in it. */
export function checkSlotNotOver(state: FairState, slot: number, at: Instant, length = 1): Check {
  const rejection = checkSlot(state, slot, at, length);
  const endsAt = state.slots.get()[slot]?.endsAt;
  const isUnderWay = rejection?.code === "slot-past" && endsAt !== undefined && at < endsAt;
  return isUnderWay ? checkFollowing(state, { slot, length }) : rejection;
}

/** S4: a meeting that stays where it is, or only changes place, until its last slot ends. */
export function checkMeetingNotOver(state: FairState, meeting: Span, at: Instant): Check {
  const rejection = checkSlot(state, meeting.slot, at, meeting.length);
  const endsAt = endOf(state, meeting);
  return rejection?.code === "slot-past" && endsAt !== undefined && at < endsAt ? undefined : rejection;
}

/** U2: the slots after the first follow it, on the same day, without a break, and are open. */
export function checkFollowing(state: FairState, span: Span): Check {
  if (span.length === 1) return undefined;
  if (!isUnbroken(state.slots.get(), span)) return refuse("slot-too-short", "slot");
  for (let slot = span.slot + 1; slot <= lastSlot(span); slot += 1)
    if (state.closedSlots.has(slot)) return refuse("slot-too-short", "slot");
  return undefined;
}

/** P1, P2, R1, C3: both take part, both are validated, and the organiser lets their kinds, and these two, meet. */
export function checkParties(state: FairState, from: OrganisationId, to: OrganisationId): Check {
  if (from === to) return refuse("same-organisation", "to");
  const asker = state.participants.get(from);
  const asked = state.participants.get(to);
  if (!asker) return refuse("participant-unknown", "from");
  if (!asked || asked.status === "withdrawn") return refuse("participant-unknown", "to");
  if (asker.status !== "validated") return refuse("participant-not-validated", "from");
  if (asked.status !== "validated") return refuse("participant-not-validated", "to");
  // C3: told in the words of the rules, so that nobody learns from it what was decided of the two.
  if (isBanned(state, from, to)) return refuse("may-not-meet", "to");
  return mayAsk(state, asker, asked) ? undefined : refuse("may-not-meet", "to");
}

/** C3: the organiser decided that these two do not meet. */
export function isBanned(state: FairState, a: OrganisationId, b: OrganisationId): boolean {
  return state.pairs.get(pairKey(a, b))?.kind === "ban";
}

/** R1: an organisation that is both counts as either side. */
export function mayAsk(state: FairState, asker: Participant, asked: Participant): boolean {
  return state.rules
    .get()
    .mayMeet.some(
      ({ from, to }) =>
        (asker.kind === from || asker.kind === "both") && (asked.kind === to || asked.kind === "both"),
    );
}

/** M9: two organisations have one open meeting at a time, and a refusal is not asked again by the one refused. */
export function checkPair(state: FairState, from: OrganisationId, to: OrganisationId): Check {
  const key = pairKey(from, to);
  if (state.openPair.has(key)) return refuse("already-meeting", "to");
  if (state.declined.has(wishKey(from, to))) return refuse("already-declined", "to");
  return undefined;
}

export function saidNever(state: FairState, from: OrganisationId, to: OrganisationId): boolean {
  return state.wishes.get(wishKey(from, to)) === "never";
}

/** B1: how `to` is booked by `from`. Who was told `never` sees what any stranger sees of a request-only organisation. */
export function bookingModeFor(state: FairState, from: OrganisationId, to: OrganisationId): BookingMode {
  if (saidNever(state, to, from)) return "request";
  return state.participants.get(to)?.mode ?? state.rules.get().bookingMode;
}

/** Q2: neither side holds more meetings than the organiser allows; who is at fault is said only to its own side. */
export function checkMeetingQuota(
  state: FairState,
  mine: OrganisationId,
  other: OrganisationId,
  promised: ReadonlyMap<OrganisationId, number> = new Map(),
): Check {
  const { maxMeetings } = state.rules.get();
  const count = (id: OrganisationId): number => (state.scheduledOf.get(id) ?? 0) + (promised.get(id) ?? 0);
  if (count(mine) >= maxMeetings) return refuse("quota-meetings");
  if (count(other) >= maxMeetings) return refuse("other-side-full");
  return undefined;
}

/** M1, M2, N1, U2: in every slot of the meeting; where it stands itself (`own`) is free for it. */
export function isFree(
  state: FairState,
  person: PersonId,
  slot: number,
  length = 1,
  own?: MeetingId,
): boolean {
  const delegate = state.delegates.get(person);
  if (!delegate) return false;
  for (let at = slot; at < slot + length; at += 1)
    if (delegate.unavailable.has(at) || isShut(state, person, at) || isBusy(state, person, at, own))
      return false;
  return true;
}

function isBusy(state: FairState, person: PersonId, slot: number, own: MeetingId | undefined): boolean {
  const holder = state.delegateBusy.get(slotKey(person, slot));
  return holder !== undefined && holder !== own;
}

/** The delegate of `organisation` who can attend in `slot`, the wanted one first; a rejection says why none can. */
export function findDelegate(
  state: FairState,
  organisation: OrganisationId,
  slot: number,
  wanted?: PersonId,
  length = 1,
  own?: MeetingId,
): { readonly person: PersonId } | { readonly why: "unknown" | "busy" | "unavailable" } {
  const delegates = state.participants.get(organisation)?.delegates ?? [];
  if (wanted !== undefined && !delegates.includes(wanted)) return { why: "unknown" };
  const candidates = wanted === undefined ? delegates : [wanted];
  const person = candidates.find((candidate) => isFree(state, candidate, slot, length, own));
  if (person !== undefined) return { person };
  if (candidates.length === 0) return { why: "unknown" };
  for (let at = slot; at < slot + length; at += 1)
    if (candidates.some((candidate) => isBusy(state, candidate, at, own))) return { why: "busy" };
  return { why: "unavailable" };
}

/** L1, N1, U2: nobody else sits there in any slot of the meeting, and it serves. */
export function isPlaceFree(
  state: FairState,
  place: PlaceId,
  slot: number,
  length = 1,
  own?: MeetingId,
): boolean {
  for (let at = slot; at < slot + length; at += 1) {
    const holder = state.placeBusy.get(slotKey(place, at));
    if ((holder !== undefined && holder !== own) || isShut(state, place, at)) return false;
  }
  return true;
}

/**
 * L2, K1: the stand of either side if one is free, else the first free table; accessible where somebody needs it.
 * O(1), O(tables) for who needs it and for a long meeting.
 */
export function findPlace(
  state: FairState,
  organisations: readonly [OrganisationId, OrganisationId],
  slot: number,
  needsAccess: boolean,
  length = 1,
  own?: MeetingId,
): PlaceId | undefined {
  for (const organisation of [organisations[1], organisations[0]]) {
    const stand = state.standOf.get(organisation);
    if (stand === undefined || !isPlaceFree(state, stand, slot, length, own)) continue;
    if (!needsAccess || isAccessible(state, stand)) return stand;
  }
  const tables = state.tables.get();
  // The first free table of the slot may come after one that this meeting holds itself.
  const first = own === undefined ? (state.firstTable.get(slot) ?? 0) : 0;
  if (!needsAccess && length === 1 && own === undefined) return tables[first];
  for (let index = first; index < tables.length; index += 1) {
    const table = tables[index];
    if (table === undefined || (needsAccess && !isAccessible(state, table))) continue;
    if (isPlaceFree(state, table, slot, length, own)) return table;
  }
  return undefined;
}

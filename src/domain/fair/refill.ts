import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { suits } from "./accessible.ts";
import {
  bookingModeFor,
  checkMeetingQuota,
  checkParties,
  checkSlotNotOver,
  isFree,
  isPlaceFree,
  saidNever,
} from "./checks.ts";
import { placeMeeting } from "./placing.ts";
import { type Promised, promisedBy, runOver } from "./promised.ts";
import { neededLength, slotsIn } from "./span.ts";
import { type FairState, type Hole, type Participant, pairKey, slotKey, wishKey } from "./state.ts";
import { strainsMore } from "./strain.ts";

/** Two organisations that are willing, allowed and free to meet in the slot of a hole. */
export type WillingPair = {
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly delegates: readonly [PersonId, PersonId];
  readonly placeId: PlaceId;
  readonly length: number;
  /** Who lets itself be booked at once by the other. */
  readonly willing: readonly OrganisationId[];
  /** The meeting that both accepted and nobody has placed, if there is one. */
  readonly accepted?: MeetingId;
  readonly worth: number;
};

const worth = { left: 1000, accepted: 100, must: 40, like: 20, pinned: 30, direct: 5 };
/** Who is to meet so soon must be in the house, where the doors know. */
const soonMinutes = 60;

/**
 * N6: the willing pairs of a hole, best first: those that the fallen meeting left behind before others, then both
 * accepted, then wishes of both sides, pins, and a wish of one side where the other is booked at once. Never anybody
 * who was asked for this slot before, nor what is `promised`. O(free organisations × their wishes).
 */
export function willingPairs(
  state: FairState,
  hole: Pick<Hole, "slot" | "placeId" | "left" | "meetingId">,
  at: Instant,
  promised = promisedBy(state),
): readonly WillingPair[] {
  const { slot } = hole;
  if (checkSlotNotOver(state, slot, at) || promised.keys.has(runOver(hole))) return [];
  const free = freePeople(state, slot, at, promised);
  const pairs = new Map<string, WillingPair>();
  const consider = (a: OrganisationId, b: OrganisationId, value: number, accepted?: MeetingId): void => {
    const key = pairKey(a, b);
    if (pairs.has(key) || a === b || !free.has(a) || !free.has(b)) return;
    const pair = toPair(state, hole, [a, b], free, at, promised, accepted);
    if (!pair) return;
    const left = hole.left.filter((side) => side === a || side === b).length;
    pairs.set(key, { ...pair, worth: value + left * worth.left });
  };
  for (const organisation of free.keys())
    for (const id of state.meetingsOf.get(organisation) ?? []) {
      const meeting = state.meetings.get(id);
      if (meeting?.status === "accepted") consider(...meeting.organisations, worth.accepted, id);
    }
  for (const from of free.keys())
    for (const [to, level] of state.wishesOf.get(from) ?? []) {
      if (level === "never") continue;
      const back = state.wishes.get(wishKey(to, from));
      const isMutual = back === "must" || back === "like";
      const [first, second] = from < to ? [from, to] : [to, from];
      if (isMutual) consider(first, second, worth[level] + worth[back]);
      else if (bookingModeFor(state, from, to) === "direct")
        consider(from, to, worth[level] / 4 + worth.direct);
    }
  for (const { kind, organisations } of state.pairs.values())
    if (kind === "pin") consider(...organisations, worth.pinned);
  return [...pairs.values()].sort(
    (a, b) => b.worth - a.worth || compare(pairKey(...a.organisations), pairKey(...b.organisations)),
  );
}

/** Everybody who could be asked, by organisation. */
function freePeople(
  state: FairState,
  slot: number,
  at: Instant,
  { keys: taken, asked }: Promised,
): ReadonlyMap<OrganisationId, PersonId> {
  const isSoon = (state.slots.get()[slot]?.startsAt ?? at) <= minutesAfter(at, soonMinutes);
  const free = new Map<OrganisationId, PersonId>();
  for (const { organisationId, status, delegates } of state.participants.values()) {
    if (status !== "validated") continue;
    const person = delegates.find((one) => {
      const key = slotKey(one, slot);
      if (!isFree(state, one, slot) || taken.has(key)) return false;
      if (state.asked.has(key) || asked.has(one)) return false;
      return !isSoon || isHere(state, one);
    });
    if (person !== undefined) free.set(organisationId, person);
  }
  return free;
}

/** A fair without doors to scan knows nobody's whereabouts: then everyone may be here. */
function isHere(state: FairState, person: PersonId): boolean {
  return state.presence.size === 0 || (state.presence.get(person)?.roomId ?? null) !== null;
}

function toPair(
  state: FairState,
  hole: Pick<Hole, "slot" | "placeId" | "meetingId">,
  pair: readonly [OrganisationId, OrganisationId],
  free: ReadonlyMap<OrganisationId, PersonId>,
  at: Instant,
  { keys: taken, meetings }: Promised,
  accepted: MeetingId | undefined,
): Omit<WillingPair, "worth"> | undefined {
  const organisations = allowedOrder(state, pair);
  if (!organisations || (accepted === undefined && isSettled(state, organisations))) return undefined;
  const [from, to] = organisations;
  if (taken.has(pairKey(from, to)) || checkMeetingQuota(state, from, to, meetings)) return undefined;
  const length = neededLength(state, organisations);
  const placed = placeMeeting(state, organisations, hole.slot, at, {
    mine: free.get(from),
    other: free.get(to),
    placeId: mayTake(state, hole, organisations, length, free) ? hole.placeId : undefined,
    length,
  });
  const slots = slotsIn({ slot: hole.slot, length });
  const isTaken = (id: PersonId | PlaceId): boolean => slots.some((slot) => taken.has(slotKey(id, slot)));
  const wasAsked = (id: PersonId): boolean => slots.some((slot) => state.asked.has(slotKey(id, slot)));
  if (!placed.ok || placed.delegates.some((person) => isTaken(person) || wasAsked(person))) return undefined;
  const isOpen = (id: PlaceId): boolean =>
    !isTaken(id) && isPlaceFree(state, id, hole.slot, length) && suits(state, placed.delegates, id);
  const placeId = isTaken(placed.placeId) ? state.tables.get().find(isOpen) : placed.placeId;
  if (placeId === undefined) return undefined;
  const stay = { meetingId: hole.meetingId, slot: hole.slot, length, placeId };
  if (placed.delegates.some((person) => strainsMore(state, person, stay))) return undefined;
  const willing = organisations.filter(
    (side) => bookingModeFor(state, side === from ? to : from, side) === "direct",
  );
  return {
    organisations,
    delegates: placed.delegates,
    placeId,
    length,
    willing,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

function allowedOrder(
  state: FairState,
  [a, b]: readonly [OrganisationId, OrganisationId],
): readonly [OrganisationId, OrganisationId] | undefined {
  if (saidNever(state, a, b) || saidNever(state, b, a)) return undefined;
  if (!checkParties(state, a, b)) return [a, b];
  return checkParties(state, b, a) ? undefined : [b, a];
}

/** They have an open meeting, have met, one did not come or has said no: the slot is not offered to them. */
function isSettled(state: FairState, [a, b]: readonly [OrganisationId, OrganisationId]): boolean {
  if (state.openPair.has(pairKey(a, b))) return true;
  if (state.declined.has(wishKey(a, b)) || state.declined.has(wishKey(b, a))) return true;
  const [few, other] = fewerMeetings(state, a, b);
  return (state.meetingsOf.get(few) ?? []).some((id) => {
    const meeting = state.meetings.get(id);
    if (!meeting?.organisations.includes(other)) return false;
    if (meeting.status === "cancelled") return meeting.closedBy !== undefined;
    return meeting.status === "held" || meeting.status === "missed";
  });
}

function fewerMeetings(
  state: FairState,
  a: OrganisationId,
  b: OrganisationId,
): readonly [OrganisationId, OrganisationId] {
  const count = (id: Participant["organisationId"]) => state.meetingsOf.get(id)?.length ?? 0;
  return count(a) <= count(b) ? [a, b] : [b, a];
}

/** The place of the hole, unless it is the stand of somebody else, taken since, or one of them needs another. */
function mayTake(
  state: FairState,
  { slot, placeId }: Pick<Hole, "slot" | "placeId">,
  organisations: readonly OrganisationId[],
  length: number,
  free: ReadonlyMap<OrganisationId, PersonId>,
): boolean {
  const owner = state.places.get(placeId)?.organisationId;
  const people = organisations.flatMap((side) => free.get(side) ?? []);
  return (
    (owner === undefined || organisations.includes(owner)) &&
    isPlaceFree(state, placeId, slot, length) &&
    suits(state, people, placeId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

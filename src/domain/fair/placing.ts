import type { Instant, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { toMillis } from "../instant.ts";
import { needAccess, suits } from "./accessible.ts";
import { checkSlot, findDelegate, findPlace, isFree, refuse } from "./checks.ts";
import type { Alternative, FairRejection } from "./rejections.ts";
import { isShut } from "./shut.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "./state.ts";

type Pair = readonly [OrganisationId, OrganisationId];
/** Who attends for the first and the second organisation, and where, as far as somebody said. */
export type Wanted = {
  readonly mine?: PersonId | undefined;
  readonly other?: PersonId | undefined;
  readonly placeId?: PlaceId | undefined;
};
export type Placed =
  | { readonly ok: true; readonly placeId: PlaceId; readonly delegates: [PersonId, PersonId] }
  | { readonly ok: false; readonly rejection: FairRejection };

/** M1, M2, L1, K1: finds who attends and where; never a busy delegate, never a taken place. */
export function placeMeeting(
  state: FairState,
  organisations: Pair,
  slot: number,
  at: Instant,
  wanted: Wanted,
): Placed {
  const found = findSpot(state, organisations, slot, wanted);
  if (!("code" in found)) return { ok: true, ...found };
  const alternatives = () => nearestFree(state, organisations, slot, at, wanted);
  return {
    ok: false,
    rejection: found.code === "place-unknown" ? found : { ...found, alternatives: alternatives() },
  };
}

type Spot = { readonly placeId: PlaceId; readonly delegates: [PersonId, PersonId] };

function findSpot(state: FairState, organisations: Pair, slot: number, wanted: Wanted): Spot | FairRejection {
  const other = findDelegate(state, organisations[1], slot, wanted.other);
  if (!("person" in other)) return refuse(other.why === "busy" ? "slot-taken" : "no-delegate", "slot");
  const mine = findDelegate(state, organisations[0], slot, wanted.mine);
  if (!("person" in mine))
    return refuse(mine.why === "busy" ? "delegate-busy" : "delegate-unavailable", "slot");
  const delegates: Spot["delegates"] = [mine.person, other.person];
  const place = choosePlace(state, organisations, slot, delegates, wanted.placeId);
  if (!("code" in place)) return { placeId: place.id, delegates };
  return spotOfOthers(state, organisations, slot, wanted, delegates) ?? place;
}

/** K1: where no accessible place is left for who was found, a colleague who needs none may go. */
function spotOfOthers(
  state: FairState,
  organisations: Pair,
  slot: number,
  { mine, other, placeId }: Wanted,
  delegates: Spot["delegates"],
): Spot | undefined {
  if (!needAccess(state, delegates)) return undefined;
  const colleague = (side: 0 | 1, said: PersonId | undefined): PersonId | undefined => {
    if (said !== undefined || !needAccess(state, [delegates[side]])) return delegates[side];
    const people = state.participants.get(organisations[side])?.delegates ?? [];
    return people.find((person) => isFree(state, person, slot) && !needAccess(state, [person]));
  };
  const [first, second] = [colleague(0, mine), colleague(1, other)];
  if (first === undefined || second === undefined) return undefined;
  const place = choosePlace(state, organisations, slot, [first, second], placeId);
  return "code" in place ? undefined : { placeId: place.id, delegates: [first, second] };
}

/** Another place for a meeting that keeps its slot and its delegates. */
export function placeElsewhere(
  state: FairState,
  { organisations, slot, delegates }: ScheduledMeeting,
  placeId: PlaceId | undefined,
): Placed {
  const place =
    placeId === undefined
      ? refuse("place-unknown", "placeId")
      : choosePlace(state, organisations, slot, delegates, placeId);
  if ("code" in place) return { ok: false, rejection: place };
  return { ok: true, placeId: place.id, delegates: [...delegates] };
}

/** The delegate, where they could attend in that slot too. */
export function keepIfFree(state: FairState, person: PersonId, slot: number): PersonId | undefined {
  return isFree(state, person, slot) ? person : undefined;
}

/** B3: the slots nearest in time to the lost one in which the meeting could be held as wanted, at most `count`. */
export function nearestFree(
  state: FairState,
  organisations: Pair,
  lost: number,
  at: Instant,
  wanted: Wanted = {},
  count = 3,
): readonly Alternative[] {
  const slots = state.slots.get();
  const lostAt = slots[lost]?.startsAt;
  if (lostAt === undefined) return [];
  const lostMs = toMillis(lostAt);
  const distance = (slot: number): number => {
    const startsAt = slots[slot]?.startsAt;
    return startsAt === undefined || startsAt <= at
      ? Number.POSITIVE_INFINITY
      : Math.abs(toMillis(startsAt) - lostMs);
  };
  const found: Alternative[] = [];
  let [before, after] = [lost - 1, lost + 1];
  while (found.length < count) {
    const [back, ahead] = [distance(before), distance(after)];
    if (back === Number.POSITIVE_INFINITY && ahead === Number.POSITIVE_INFINITY && after >= slots.length)
      break;
    const slot = ahead <= back ? after++ : before--;
    const startsAt = slots[slot]?.startsAt;
    if (startsAt === undefined || checkSlot(state, slot, at)) continue;
    if ("code" in findSpot(state, organisations, slot, wanted)) continue;
    found.push({ slot, startsAt });
  }
  return found;
}

/** L1, L2, L4, K1: the wanted place, where it is free and not somebody else's stand; else the one that the rules give. */
function choosePlace(
  state: FairState,
  organisations: Pair,
  slot: number,
  delegates: readonly [PersonId, PersonId],
  wanted: PlaceId | undefined,
): { readonly id: PlaceId } | FairRejection {
  if (wanted === undefined) {
    const id = findPlace(state, organisations, slot, needAccess(state, delegates));
    return id === undefined ? refuse("no-place-free", "slot") : { id };
  }
  const place = state.places.get(wanted);
  if (!place) return refuse("place-unknown", "placeId");
  const owner = place.organisationId;
  const isTheirs = owner === undefined || organisations.includes(owner);
  const isTaken = !isTheirs || state.placeBusy.has(slotKey(wanted, slot));
  if (!isTaken && isShut(state, wanted, slot)) return refuse("place-closed", "placeId");
  if (isTaken) return refuse("place-taken", "placeId");
  return suits(state, delegates, wanted) ? { id: wanted } : refuse("place-not-accessible", "placeId");
}

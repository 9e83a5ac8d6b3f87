import type { Instant, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { toMillis } from "../instant.ts";
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

/** M1, M2, L1: finds who attends and where; never a busy delegate, never a taken place. */
export function placeMeeting(
  state: FairState,
  organisations: Pair,
  slot: number,
  at: Instant,
  wanted: Wanted,
): Placed {
  const refused = (rejection: FairRejection): Placed => ({
    ok: false,
    rejection: { ...rejection, alternatives: nearestFree(state, organisations, slot, at, wanted) },
  });
  const other = findDelegate(state, organisations[1], slot, wanted.other);
  if (!("person" in other))
    return refused(refuse(other.why === "busy" ? "slot-taken" : "no-delegate", "slot"));
  const mine = findDelegate(state, organisations[0], slot, wanted.mine);
  if (!("person" in mine))
    return refused(refuse(mine.why === "busy" ? "delegate-busy" : "delegate-unavailable", "slot"));
  const place = choosePlace(state, organisations, slot, wanted.placeId);
  if ("code" in place)
    return place.code === "place-unknown" ? { ok: false, rejection: place } : refused(place);
  return { ok: true, placeId: place.id, delegates: [mine.person, other.person] };
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
      : choosePlace(state, organisations, slot, placeId);
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
  { mine, other, placeId }: Wanted = {},
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
    if (!("person" in findDelegate(state, organisations[0], slot, mine))) continue;
    if (!("person" in findDelegate(state, organisations[1], slot, other))) continue;
    if ("code" in choosePlace(state, organisations, slot, placeId)) continue;
    found.push({ slot, startsAt });
  }
  return found;
}

/** L1, L2, L4: the wanted place, where it is free and not somebody else's stand; else the one that the rules give. */
function choosePlace(
  state: FairState,
  organisations: Pair,
  slot: number,
  wanted: PlaceId | undefined,
): { readonly id: PlaceId } | FairRejection {
  if (wanted === undefined) {
    const id = findPlace(state, organisations, slot);
    return id === undefined ? refuse("no-place-free", "slot") : { id };
  }
  const place = state.places.get(wanted);
  if (!place) return refuse("place-unknown", "placeId");
  const owner = place.organisationId;
  const isTheirs = owner === undefined || organisations.includes(owner);
  const isTaken = !isTheirs || state.placeBusy.has(slotKey(wanted, slot));
  if (!isTaken && isShut(state, wanted, slot)) return refuse("place-closed", "placeId");
  return isTaken ? refuse("place-taken", "placeId") : { id: wanted };
}

import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { toMillis } from "../instant.ts";
import { needAccess, suits } from "./accessible.ts";
import { findHost, keepsBreaks } from "./breaks-kept.ts";
import { checkFollowing, checkSlot, findDelegate, findPlace, isFree, isPlaceFree, refuse } from "./checks.ts";
import type { Alternative, FairRejection, FairRejectionCode } from "./rejections.ts";
import { lengthOf, neededLength, type Span, slotsIn } from "./span.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "./state.ts";

type Pair = readonly [OrganisationId, OrganisationId];
/** Who attends for the first and the second organisation, where and how long, as far as somebody said. */
export type Wanted = {
  readonly mine?: PersonId | undefined;
  readonly other?: PersonId | undefined;
  readonly placeId?: PlaceId | undefined;
  /** Slots in a row; what the two need where absent. */
  readonly length?: number | undefined;
  /** The meeting to be moved: what it holds now is free for it. */
  readonly own?: MeetingId | undefined;
  /** K5: the side that has no say in it, and keeps its breaks. */
  readonly spared?: 0 | 1 | undefined;
};
type Spot = {
  readonly placeId: PlaceId;
  readonly delegates: [PersonId, PersonId];
  readonly length: number;
};
/** The slots sought, and the meeting that may hold some of them already. */
type Sought = Span & { readonly length: number; readonly own: MeetingId | undefined };
export type Placed =
  | ({ readonly ok: true } & Spot)
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

/** Both sides and a place are free for it, and no rule is in the way. */
export function couldMeet(state: FairState, organisations: Pair, slot: number, wanted: Wanted): boolean {
  return !("code" in findSpot(state, organisations, slot, wanted));
}

function findSpot(state: FairState, organisations: Pair, slot: number, wanted: Wanted): Spot | FairRejection {
  const { own, length = neededLength(state, organisations) } = wanted;
  const sought: Sought = { slot, length, own };
  const short = checkFollowing(state, sought);
  if (short) return short;
  const find = (side: 0 | 1, said: PersonId | undefined) =>
    wanted.spared === side
      ? findHost(state, organisations[side], sought, said, own)
      : findDelegate(state, organisations[side], slot, said, length, own);
  const other = find(1, wanted.other);
  if (!("person" in other)) return refuse(whyNot[other.why] ?? "no-delegate", "slot");
  const mine = find(0, wanted.mine);
  if (!("person" in mine))
    return refuse(
      mine.why === "busy" ? "delegate-busy" : (whyNot[mine.why] ?? "delegate-unavailable"),
      "slot",
    );
  const delegates: Spot["delegates"] = [mine.person, other.person];
  const place = choosePlace(state, organisations, sought, delegates, wanted.placeId);
  if (!("code" in place)) return { placeId: place.id, delegates, length };
  return spotOfOthers(state, organisations, sought, wanted, delegates) ?? place;
}

const whyNot: Readonly<Record<string, FairRejectionCode>> = { busy: "slot-taken", break: "break-kept" };

/** K1: where no accessible place is left for who was found, a colleague who needs none may go. */
function spotOfOthers(
  state: FairState,
  organisations: Pair,
  sought: Sought,
  { mine, other, placeId, spared }: Wanted,
  delegates: Spot["delegates"],
): Spot | undefined {
  if (!needAccess(state, delegates)) return undefined;
  const { slot, length, own } = sought;
  const colleague = (side: 0 | 1, said: PersonId | undefined): PersonId | undefined => {
    if (said !== undefined || !needAccess(state, [delegates[side]])) return delegates[side];
    const people = state.participants.get(organisations[side])?.delegates ?? [];
    return people.find(
      (person) =>
        isFree(state, person, slot, length, own) &&
        !needAccess(state, [person]) &&
        (spared !== side || keepsBreaks(state, person, sought, own)),
    );
  };
  const [first, second] = [colleague(0, mine), colleague(1, other)];
  if (first === undefined || second === undefined) return undefined;
  const place = choosePlace(state, organisations, sought, [first, second], placeId);
  return "code" in place ? undefined : { placeId: place.id, delegates: [first, second], length };
}

/** Another place for a meeting that keeps its slot and its delegates. */
export function placeElsewhere(
  state: FairState,
  meeting: ScheduledMeeting,
  placeId: PlaceId | undefined,
): Placed {
  const { id, organisations, slot, delegates } = meeting;
  const sought: Sought = { slot, length: lengthOf(meeting), own: id };
  const place =
    placeId === undefined
      ? refuse("place-unknown", "placeId")
      : choosePlace(state, organisations, sought, delegates, placeId);
  if ("code" in place) return { ok: false, rejection: place };
  return { ok: true, placeId: place.id, delegates: [...delegates], length: sought.length };
}

/** The delegate, where they could attend in that slot too. */
export function keepIfFree(
  state: FairState,
  person: PersonId,
  slot: number,
  length = 1,
  own?: MeetingId,
): PersonId | undefined {
  return isFree(state, person, slot, length, own) ? person : undefined;
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
  const standing = wanted.own === undefined ? undefined : state.meetings.get(wanted.own);
  const here = standing?.status === "scheduled" ? standing.slot : -1;
  const found: Alternative[] = [];
  let [before, after] = [lost - 1, lost + 1];
  while (found.length < count) {
    const [back, ahead] = [distance(before), distance(after)];
    if (back === Number.POSITIVE_INFINITY && ahead === Number.POSITIVE_INFINITY && after >= slots.length)
      break;
    const slot = ahead <= back ? after++ : before--;
    const startsAt = slots[slot]?.startsAt;
    if (startsAt === undefined || slot === here || checkSlot(state, slot, at)) continue;
    if ("code" in findSpot(state, organisations, slot, wanted)) continue;
    found.push({ slot, startsAt });
  }
  return found;
}

/** L1, L2, L4, K1: the wanted place, where it is free and not somebody else's stand; else the one that the rules give. */
function choosePlace(
  state: FairState,
  organisations: Pair,
  { slot, length, own }: Sought,
  delegates: readonly [PersonId, PersonId],
  wanted: PlaceId | undefined,
): { readonly id: PlaceId } | FairRejection {
  if (wanted === undefined) {
    const id = findPlace(state, organisations, slot, needAccess(state, delegates), length, own);
    return id === undefined ? refuse("no-place-free", "slot") : { id };
  }
  const place = state.places.get(wanted);
  if (!place) return refuse("place-unknown", "placeId");
  const owner = place.organisationId;
  const isTheirs = owner === undefined || organisations.includes(owner);
  const isTaken = (at: number): boolean => {
    const holder = state.placeBusy.get(slotKey(wanted, at));
    return holder !== undefined && holder !== own;
  };
  if (!isTheirs || slotsIn({ slot, length }).some(isTaken)) return refuse("place-taken", "placeId");
  if (!isPlaceFree(state, wanted, slot, length, own)) return refuse("place-closed", "placeId");
  return suits(state, delegates, wanted) ? { id: wanted } : refuse("place-not-accessible", "placeId");
}

import { openOfferOf } from "../../domain/fair/decide-offer.ts";
import { type WillingPair, willingPairs } from "../../domain/fair/refill.ts";
import { type Disruption, type FairState, type Hole, type Offer, pairKey } from "../../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId } from "../../domain/ids.ts";
import type { BoardDisruption, BoardOffer, BoardPlan, BoardTask, RepairLine } from "../topics.ts";
import { proposeRepairs, type RepairPlan, type RepairProposal } from "./propose.ts";

type NameOf = (organisation: OrganisationId) => string;
/** What the board tells of disruptions and of slots that fell free. */
export type RepairBoard = {
  readonly tasks: readonly BoardTask[];
  readonly disruptions: readonly BoardDisruption[];
};

const holesShown = 3;
const pairsShown = 3;
/** Each costs a look at everybody who is free. */
const holesTried = 12;

/** O(meetings) for each disruption that strikes some; else O(disruptions + holes ahead × wishes). */
export function repairBoard(state: FairState, at: Instant, nameOf: NameOf): RepairBoard {
  const repairs = proposeRepairs(state, at);
  return {
    tasks: [...repairs.flatMap((one) => repairTask(state, one, nameOf)), ...holeTasks(state, at, nameOf)],
    disruptions: repairs.map(({ disruption }) => toBoardDisruption(state, disruption, nameOf)),
  };
}

export function toBoardDisruption(state: FairState, { id, what, from, until }: Disruption, nameOf: NameOf) {
  return { id, what: what.kind, name: nameOfDisrupted(state, what, nameOf), from, until };
}

function repairTask(
  state: FairState,
  { disruption, struck, plans }: RepairProposal,
  nameOf: NameOf,
): readonly BoardTask[] {
  const asked = [...state.openOffers.keys()].flatMap((id): readonly BoardOffer[] => {
    const offer = state.offers.get(id);
    if (offer?.about.kind !== "move" || !isOf(state, disruption, offer)) return [];
    return [toBoardOffer(state, offer, nameOf)];
  });
  if (struck.length === 0 && asked.length === 0) return [];
  const { id: _, ...about } = toBoardDisruption(state, disruption, nameOf);
  return [
    {
      id: `repair:${disruption.id}`,
      type: "repair",
      disruption: disruption.id,
      ...about,
      struck: struck.length,
      plans: plans.map((plan) => toBoardPlan(state, plan, new Set(struck.map(({ id }) => id)), nameOf)),
      asked,
    },
  ];
}

function isOf(state: FairState, { what }: Disruption, { about, meetingId }: Offer): boolean {
  if (about.kind !== "move") return false;
  const meeting = state.meetings.get(meetingId);
  if (what.kind === "person")
    return meeting?.status === "scheduled" && meeting.delegates.includes(what.personId);
  if (what.kind === "place") return about.from.placeId === what.placeId;
  return state.places.get(about.from.placeId)?.roomId === what.roomId;
}

function toBoardPlan(
  state: FairState,
  plan: RepairPlan,
  struck: ReadonlySet<MeetingId>,
  nameOf: NameOf,
): BoardPlan {
  const line = (kind: RepairLine["kind"], id: MeetingId, to: RepairLine["to"]): readonly RepairLine[] => {
    const meeting = state.meetings.get(id);
    if (meeting?.status !== "scheduled") return [];
    return [
      {
        kind,
        organisations: meeting.organisations.map(nameOf),
        from: spotOf(state, meeting),
        to,
        other: !struck.has(id),
      },
    ];
  };
  return {
    key: plan.key,
    lines: [
      ...plan.moves.flatMap(({ meetingId, to }) => line("move", meetingId, spotOf(state, to))),
      ...plan.asks.flatMap(({ meetingId, to }) => line("ask", meetingId, spotOf(state, to))),
      ...plan.lost.flatMap((id) => line("lost", id, null)),
    ],
    others: plan.disturbed,
  };
}

function spotOf(state: FairState, { slot, placeId }: Pick<Offer, "slot" | "placeId">) {
  return {
    startsAt: state.slots.get()[slot]?.startsAt ?? "",
    place: state.places.get(placeId)?.name ?? placeId,
  };
}

function toBoardOffer(state: FairState, offer: Offer, nameOf: NameOf): BoardOffer {
  return {
    id: offer.id,
    sides: offer.organisations.map((id) => ({
      id,
      name: nameOf(id),
      yes: offer.yes.includes(id),
    })),
    to: spotOf(state, offer),
    expiresAt: offer.expiresAt,
  };
}

/**
 * Slots of the day that fell free and could be filled, the soonest first: those about which somebody is being asked,
 * and of each slot the one whose best pair was left without a meeting, so that no pair is proposed twice.
 */
function holeTasks(state: FairState, at: Instant, nameOf: NameOf): readonly BoardTask[] {
  const slots = state.slots.get();
  const today = slots.find(({ endsAt }) => endsAt > at)?.day;
  const ahead = [...state.holes.values()]
    .filter((hole) => {
      const { endsAt = at, day } = slots[hole.slot] ?? {};
      const isAhead = endsAt > at && day === today;
      return isAhead && hole.status !== "ended" && !state.dismissed.has(taskOf(hole));
    })
    .sort((a, b) => a.slot - b.slot || b.left.length - a.left.length || (a.meetingId < b.meetingId ? -1 : 1));
  const asked = ahead.filter((hole) => openOfferOf(state, hole));
  const tasks = asked.map((hole) => holeTask(state, hole, openOfferOf(state, hole), [], nameOf));
  const told = new Set(asked.map(({ slot }) => slot));
  const proposed = new Set<string>();
  for (const hole of ahead.slice(0, holesTried)) {
    if (tasks.length - asked.length >= holesShown) break;
    if (told.has(hole.slot)) continue;
    const inSlot = ahead.filter(({ slot }) => slot === hole.slot);
    const best = bestOf(state, inSlot, at, proposed);
    told.add(hole.slot);
    if (!best) continue;
    const pairs = best.pairs.slice(0, pairsShown);
    for (const { organisations } of pairs.slice(0, 1)) proposed.add(pairKey(...organisations));
    tasks.push(holeTask(state, best.hole, undefined, pairs, nameOf));
  }
  return tasks;
}

/** Of holes in one slot, the one with the pair that is worth most; without pairs that have their slot already. */
function bestOf(state: FairState, holes: readonly Hole[], at: Instant, proposed: ReadonlySet<string>) {
  let best: { readonly hole: Hole; readonly pairs: readonly WillingPair[] } | undefined;
  for (const hole of holes) {
    const pairs = willingPairs(state, hole, at).filter(
      ({ organisations }) => !proposed.has(pairKey(...organisations)),
    );
    if ((pairs[0]?.worth ?? 0) > (best?.pairs[0]?.worth ?? 0)) best = { hole, pairs };
  }
  return best;
}

function holeTask(
  state: FairState,
  hole: Hole,
  offer: Offer | undefined,
  pairs: readonly WillingPair[],
  nameOf: NameOf,
): BoardTask {
  return {
    id: taskOf(hole),
    type: "hole",
    meeting: hole.meetingId,
    part: hole.part,
    ...spotOf(state, hole),
    left: hole.left.map(nameOf),
    pairs: pairs.map(({ organisations, willing }) => ({
      ids: [...organisations],
      names: organisations.map(nameOf),
      asked: organisations.filter((side) => !willing.includes(side)).map(nameOf),
    })),
    offer: offer ? toBoardOffer(state, offer, nameOf) : null,
    tried: hole.offers.length - (offer ? 1 : 0),
  };
}

function taskOf({ meetingId, part }: Hole): string {
  return part === 0 ? `hole:${meetingId}` : `hole:${meetingId}:${part}`;
}

function nameOfDisrupted(state: FairState, what: Disruption["what"], nameOf: NameOf): string {
  switch (what.kind) {
    case "room":
      return state.rooms.get(what.roomId)?.name ?? what.roomId;
    case "place":
      return state.places.get(what.placeId)?.name ?? what.placeId;
    case "person": {
      // The board names organisations; people are in the vault.
      const organisation = state.delegates.get(what.personId)?.organisationId;
      return organisation === undefined ? "" : nameOf(organisation);
    }
    default:
      return what satisfies never;
  }
}

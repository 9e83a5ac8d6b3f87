import type { CommandOf } from "../../domain/fair/commands.ts";
import { slotsOf } from "../../domain/fair/shut-anew.ts";
import type { Disruption, FairState, ScheduledMeeting } from "../../domain/fair/state.ts";
import {
  type DisruptionId,
  type Instant,
  type MeetingId,
  meetingIdSchema,
  personIdSchema,
  placeIdSchema,
} from "../../domain/ids.ts";
import type { Chosen } from "../../scheduling/choose-problem.ts";
import { type Plan, planRepair } from "../../scheduling/repair/plan.ts";
import { type RepairProblem, toRepairProblem } from "./problem.ts";

type Changes = CommandOf<"ApplyRepair">["changes"];
/** One way to repair what a disruption struck; `key` names it as long as it is the same. */
export type RepairPlan = {
  readonly key: string;
  readonly moves: Changes;
  /** Moves that both sides are asked about first. */
  readonly asks: Changes;
  readonly lost: readonly MeetingId[];
  /** People whose agenda changes although nothing of theirs was struck. */
  readonly disturbed: number;
};
export type RepairProposal = {
  readonly disruption: Disruption;
  /** Meetings that cannot be held as they stand, in the order of the day. */
  readonly struck: readonly ScheduledMeeting[];
  /** The best first; none where nothing is struck. */
  readonly plans: readonly RepairPlan[];
};

/** What there is to repair now: every disruption that is not over, with its ways out. */
export function proposeRepairs(state: FairState, at: Instant): readonly RepairProposal[] {
  const disruptions = [...state.disruptions.values()].filter(({ until }) => until > at);
  if (disruptions.length === 0) return [];
  let problem: RepairProblem | undefined;
  return disruptions.map((disruption) => {
    const struck = struckBy(state, disruption, at).filter((meeting) => !isAsked(state, meeting.id));
    if (struck.length === 0) return { disruption, struck, plans: [] };
    problem ??= toRepairProblem(state, at);
    return { disruption, struck, plans: plansFor(problem, struck) };
  });
}

export function proposeRepair(state: FairState, id: DisruptionId, at: Instant): RepairProposal | undefined {
  return proposeRepairs(state, at).find(({ disruption }) => disruption.id === id);
}

function plansFor(
  { problem, published, options }: RepairProblem,
  struck: readonly ScheduledMeeting[],
): readonly RepairPlan[] {
  const hit = new Set<string>(struck.map(({ id }) => id));
  const { plan, alternatives } = planRepair(problem, published, hit, options);
  const callOff: Plan = { moves: [], asks: [], lost: [...hit], disturbed: [] };
  const plans = new Map(
    [plan, ...alternatives, callOff].map((one) => [toRepairPlan(one).key, toRepairPlan(one)]),
  );
  return [...plans.values()];
}

/** Meetings that are not over, at what the disruption shuts or with whom. */
function struckBy(state: FairState, disruption: Disruption, at: Instant): readonly ScheduledMeeting[] {
  const { what } = disruption;
  const seen = new Set<MeetingId>();
  return slotsOf(state, disruption).flatMap((slot) => {
    if ((state.slots.get()[slot]?.endsAt ?? at) <= at) return [];
    return (state.scheduledAt.get(slot) ?? []).flatMap((id) => {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || seen.has(id)) return [];
      seen.add(id);
      const isHit =
        what.kind === "person"
          ? meeting.delegates.includes(what.personId)
          : what.kind === "place"
            ? meeting.placeId === what.placeId
            : state.places.get(meeting.placeId)?.roomId === what.roomId;
      return isHit ? [meeting] : [];
    });
  });
}

function isAsked(state: FairState, id: MeetingId): boolean {
  for (const offerId of state.openOffers.keys()) if (state.offers.get(offerId)?.meetingId === id) return true;
  return false;
}

function toRepairPlan({ moves, asks, lost, disturbed }: Plan): RepairPlan {
  const plan = {
    moves: moves.map(toChange),
    asks: asks.map(toChange),
    lost: lost.map((id) => meetingIdSchema.parse(id)),
    disturbed: disturbed.length,
  };
  return { key: digest(JSON.stringify([plan.moves, plan.asks, plan.lost])), ...plan };
}

function toChange({ candidate, from, to }: Plan["moves"][number]): Changes[number] {
  return {
    meetingId: meetingIdSchema.parse(candidate),
    from: { slot: from.slot, placeId: placeIdSchema.parse(from.place) },
    to: { slot: to.slot, placeId: placeIdSchema.parse(to.place), delegates: peopleOf(to) },
  };
}

function peopleOf({ delegates: [first, second] }: Chosen): Changes[number]["to"]["delegates"] {
  return [personIdSchema.parse(first), personIdSchema.parse(second)];
}

/** Sixteen hexadecimal digits that are the same for the same text: two FNV-1a of 32 bits. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + index), 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

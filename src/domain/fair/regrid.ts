import type { SlotOfProgramme } from "./events.ts";
import { rememberAsked } from "./evolve-offer.ts";
import type { FairWriter } from "./state.ts";

/** A slot that no programme has. */
const noSlot = 1000;

/**
 * G8: after the grid has changed, what was said of an hour still holds of that hour: closed slots and absences
 * of every slot that they overlap, proposed slots of the one that begins when they did. O(people × slots).
 */
export function regrid(
  state: FairWriter,
  before: readonly SlotOfProgramme[],
  after: readonly SlotOfProgramme[],
): void {
  if (before.length === 0) return;
  const overlaps = before.map((old) =>
    after.flatMap((slot, index) => (slot.startsAt < old.endsAt && old.startsAt < slot.endsAt ? [index] : [])),
  );
  const covered = (slots: Iterable<number>): Set<number> =>
    new Set([...slots].flatMap((slot) => overlaps[slot] ?? []).sort((a, b) => a - b));
  const byStart = new Map(after.map(({ startsAt }, index) => [startsAt, index]));
  const sameHour = (slot: number): number | undefined => {
    const startsAt = before[slot]?.startsAt;
    return startsAt === undefined ? undefined : byStart.get(startsAt);
  };

  const closed = [...state.closedSlots.keys()];
  for (const slot of closed) state.closedSlots.delete(slot);
  for (const slot of covered(closed)) state.closedSlots.set(slot, true);
  for (const delegate of [...state.delegates.values()])
    if (delegate.unavailable.size > 0)
      state.delegates.set(delegate.personId, { ...delegate, unavailable: covered(delegate.unavailable) });
  for (const id of state.pending.keys()) {
    const meeting = state.meetings.get(id);
    if (meeting?.status !== "requested" || meeting.proposedSlots.length === 0) continue;
    const proposedSlots = meeting.proposedSlots.flatMap((slot) => sameHour(slot) ?? []);
    state.meetings.set(id, { ...meeting, proposedSlots });
  }
  regridOffers(state, sameHour);
  for (const [at, ids] of state.scheduledAt.entries())
    for (const id of ids) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || meeting.proposal === undefined) continue;
      // A long meeting is in several slots, and changed once.
      if (meeting.slot !== at) continue;
      const { proposal, ...rest } = meeting;
      const slot = sameHour(proposal.slot);
      state.meetings.set(id, slot === undefined ? rest : { ...rest, proposal: { ...proposal, slot } });
    }
}

/** Holes of hours that are no more are gone; what is offered there can only be refused, and then ends. */
function regridOffers(state: FairWriter, sameHour: (slot: number) => number | undefined): void {
  for (const [key, hole] of [...state.holes.entries()]) {
    const slot = sameHour(hole.slot);
    if (slot === undefined) state.holes.delete(key);
    else if (slot !== hole.slot) state.holes.set(key, { ...hole, slot });
  }
  if (state.offers.size === 0) return;
  for (const key of [...state.asked.keys()]) state.asked.delete(key);
  for (const offer of [...state.offers.values()]) {
    const slot = sameHour(offer.slot) ?? noSlot;
    const moved = slot === offer.slot ? offer : { ...offer, slot };
    if (moved !== offer) state.offers.set(offer.id, moved);
    rememberAsked(state, moved);
  }
}

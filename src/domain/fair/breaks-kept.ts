import type { MeetingId, OrganisationId, PersonId } from "../ids.ts";
import { type BreakWindow, longestFreeMs, slotTimes, windowsOf } from "./break-windows.ts";
import { findDelegate, isFree } from "./checks.ts";
import { comfortOf } from "./comfort.ts";
import { lastSlot, type Span, slotsIn } from "./span.ts";
import { type FairState, slotKey } from "./state.ts";

/**
 * K5: a meeting in these slots leaves the person every break that they want and can still have. `own` is the meeting
 * that would come there. O(breaks wanted then × slots between their hours), O(1) for who wants none.
 */
export function keepsBreaks(state: FairState, person: PersonId, span: Span, own?: MeetingId): boolean {
  const { breaks } = comfortOf(state, person);
  if (breaks.length === 0) return true;
  const times = slotTimes(state);
  const [first, last] = [times[span.slot], times[lastSlot(span)]];
  if (!first || !last) return true;
  const behind = slotsMet(state, person);
  const isBusy = (slot: number): boolean => {
    const holder = state.delegateBusy.get(slotKey(person, slot));
    return (holder !== undefined && holder !== own) || behind.has(slot);
  };
  return breaks
    .flatMap((wish) => windowsOf(state, wish))
    .filter(({ fromMs, toMs }) => first.startMs < toMs && fromMs < last.endMs)
    .every((window) => {
      const isWithin = (slot: number): boolean => slot >= span.slot && slot <= lastSlot(span);
      if (hasBreak(state, window, (slot) => isBusy(slot) || isWithin(slot))) return true;
      // One that is lost already binds nobody.
      return !hasBreak(state, window, isBusy);
    });
}

/** Somebody of the organisation wants a break. O(delegates) */
export function wantsBreaks(state: FairState, organisation: OrganisationId): boolean {
  if (state.rules.get().breakWanted !== null) return true;
  const people = state.participants.get(organisation)?.delegates ?? [];
  return people.some((person) => (state.delegates.get(person)?.comfort?.breaks.length ?? 0) > 0);
}

type Host = ReturnType<typeof findDelegate> | { readonly why: "break" };

/** B4, K5: the first who is free and keeps their breaks by it, the wanted one first. */
export function findHost(
  state: FairState,
  organisation: OrganisationId,
  span: Span & { readonly length: number },
  wanted?: PersonId,
  own?: MeetingId,
): Host {
  const { slot, length } = span;
  const found = findDelegate(state, organisation, slot, wanted, length, own);
  if (!("person" in found) || keepsBreaks(state, found.person, span, own)) return found;
  const others = wanted === undefined ? (state.participants.get(organisation)?.delegates ?? []) : [];
  const person = others.find(
    (one) => isFree(state, one, slot, length, own) && keepsBreaks(state, one, span, own),
  );
  return person === undefined ? { why: "break" } : { person };
}

/** A meeting that was held keeps nobody busy any more, and yet was no break. O(meetings of their organisation). */
function slotsMet(state: FairState, person: PersonId): ReadonlySet<number> {
  const organisation = state.delegates.get(person)?.organisationId;
  const met = new Set<number>();
  for (const id of organisation === undefined ? [] : (state.meetingsOf.get(organisation) ?? [])) {
    const meeting = state.meetings.get(id);
    if (meeting?.status === "held" && meeting.delegates.includes(person))
      for (const slot of slotsIn(meeting)) met.add(slot);
  }
  return met;
}

function hasBreak(state: FairState, window: BreakWindow, isTaken: (slot: number) => boolean): boolean {
  const taken = slotTimes(state).filter(
    ({ startMs, endMs }, slot) => startMs < window.toMs && window.fromMs < endMs && isTaken(slot),
  );
  return longestFreeMs(window, taken) >= window.lengthMs;
}

import type { DirectoryState } from "../domain/directory/state.ts";
import { isFree } from "../domain/fair/checks.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { OrganisationId, PersonId } from "../domain/ids.ts";
import { type MeetingView, meetingsOf, placementOf, toMeetingView, type Words } from "./meeting-view.ts";
import { listSlotTimes, type SlotTime } from "./slot-time.ts";

/** The agenda of one delegate, or of a whole organisation, in the order of the day. */
export type AgendaView = {
  /** Scheduled, held and missed meetings. */
  readonly meetings: readonly MeetingView[];
  /** Accepted, but not placed in time yet. */
  readonly toPlace: readonly MeetingView[];
  /** Slots ahead in which the delegate (or somebody of the organisation) is free. */
  readonly free: readonly SlotTime[];
};

export function toAgenda(
  fair: FairState,
  directory: DirectoryState,
  organisation: OrganisationId,
  words: Words,
  options: { readonly at: string; readonly delegate?: PersonId },
): AgendaView {
  const mine = meetingsOf(fair, organisation).filter((meeting) => {
    if (options.delegate === undefined) return true;
    const placement = placementOf(meeting);
    return placement === undefined || placement.delegates.includes(options.delegate);
  });
  const views = mine.flatMap((meeting) => toMeetingView(fair, directory, meeting, organisation, words) ?? []);
  const isPlaced = (view: MeetingView): boolean =>
    view.status === "scheduled" || view.status === "held" || view.status === "missed";
  return {
    meetings: views.filter(isPlaced).sort(byTime),
    toPlace: views.filter((view) => view.status === "accepted"),
    free: listFree(fair, organisation, options),
  };
}

export function byTime(a: MeetingView, b: MeetingView): number {
  return (a.slot?.slot ?? 0) - (b.slot?.slot ?? 0);
}

function listFree(
  fair: FairState,
  organisation: OrganisationId,
  { at, delegate }: { readonly at: string; readonly delegate?: PersonId },
): SlotTime[] {
  const people = delegate === undefined ? (fair.participants.get(organisation)?.delegates ?? []) : [delegate];
  return listSlotTimes(fair).filter(
    ({ slot, startsAt }) =>
      startsAt > at && !fair.closedSlots.has(slot) && people.some((person) => isFree(fair, person, slot)),
  );
}

import type { DirectoryState } from "../domain/directory/state.ts";
import { isHiddenFrom } from "../domain/fair/decide-attendance.ts";
import { neededLength } from "../domain/fair/span.ts";
import type { DeclineReason, FairState, Meeting, Placement, RequestedMeeting } from "../domain/fair/state.ts";
import type { MeetingId, OrganisationId, PersonId } from "../domain/ids.ts";
import {
  type OrganisationCard,
  type PlaceName,
  toOrganisationCard,
  toPlaceName,
} from "./organisation-card.ts";
import { type SlotTime, toMeetingTime } from "./slot-time.ts";

/** A meeting as one of its two sides sees it. */
export type MeetingView = {
  readonly id: MeetingId;
  readonly status: Meeting["status"];
  readonly with: OrganisationCard;
  readonly slot: SlotTime | null;
  readonly place: PlaceName | null;
  readonly myDelegate: string | null;
  readonly theirDelegate: string | null;
  readonly message: string | null;
  readonly askedByMe: boolean;
  readonly expiresAt: string | null;
  readonly proposed: readonly SlotTime[];
  readonly move: { readonly byMe: boolean; readonly slot: SlotTime } | null;
  readonly reason: DeclineReason | null;
  readonly rating: number | null;
};

/** What a view needs from the vault: names by person, messages by meeting. */
export type Words = {
  readonly names: ReadonlyMap<string, string>;
  readonly messages: ReadonlyMap<string, string>;
};

/** The meeting as `viewer` sees it; null where `never` hides it from them, or it is none of theirs. */
export function toMeetingView(
  fair: FairState,
  directory: DirectoryState,
  meeting: Meeting,
  viewer: OrganisationId,
  words: Words,
): MeetingView | null {
  const mine = meeting.organisations.indexOf(viewer);
  if (mine === -1 || isHiddenFrom(fair, meeting, viewer)) return null;
  const other = meeting.organisations[mine === 0 ? 1 : 0];
  const placement = placementOf(meeting);
  const nameOf = (side: number): string | null => {
    const person = placement?.delegates[side];
    return person === undefined ? null : (words.names.get(person) ?? null);
  };
  const isRequested = meeting.status === "requested";
  const asked = isRequested && meeting.delegate ? (words.names.get(meeting.delegate) ?? null) : null;
  return {
    id: meeting.id,
    status: meeting.status,
    with: toOrganisationCard(fair, directory, other),
    slot: placement ? toMeetingTime(fair, placement) : null,
    place: placement ? toPlaceName(fair, placement.placeId) : null,
    myDelegate: nameOf(mine) ?? (mine === 0 ? asked : null),
    theirDelegate: nameOf(1 - mine) ?? (mine === 1 ? asked : null),
    message: words.messages.get(meeting.id) ?? null,
    askedByMe: mine === 0,
    expiresAt: isRequested ? meeting.expiresAt : null,
    proposed: isRequested ? proposedTimes(fair, meeting) : [],
    move: moveOf(fair, meeting, viewer),
    reason: "reason" in meeting ? (meeting.reason ?? null) : null,
    rating: meeting.status === "held" ? (meeting.ratings.get(viewer) ?? null) : null,
  };
}

/** Where it stands, or stood before it was called off. */
export function placementOf(meeting: Meeting): Placement | undefined {
  if (meeting.status === "scheduled" || meeting.status === "held" || meeting.status === "missed")
    return meeting;
  return "was" in meeting ? meeting.was : undefined;
}

/** The people whose names the view of these meetings shows. */
export function peopleOf(meetings: readonly Meeting[]): PersonId[] {
  const people = meetings.flatMap((meeting) => [
    ...(placementOf(meeting)?.delegates ?? []),
    ...(meeting.status === "requested" && meeting.delegate ? [meeting.delegate] : []),
  ]);
  return [...new Set(people)];
}

/** Every meeting of an organisation that it may know of, the newest last. */
export function meetingsOf(fair: FairState, organisation: OrganisationId): Meeting[] {
  return (fair.meetingsOf.get(organisation) ?? []).flatMap((id) => {
    const meeting = fair.meetings.get(id);
    return meeting && !isHiddenFrom(fair, meeting, organisation) ? [meeting] : [];
  });
}

/** How many requests wait for an answer of this organisation. */
export function countPendingRequests(fair: FairState, organisation: OrganisationId): number {
  return meetingsOf(fair, organisation).filter((meeting) => waitsFor(meeting, organisation)).length;
}

/** Whether the next word is this organisation's: a request to answer, or a move that the other side proposes. */
export function waitsFor(meeting: Meeting, organisation: OrganisationId): boolean {
  if (meeting.status === "requested") return meeting.organisations[1] === organisation;
  return (
    meeting.status === "scheduled" && meeting.proposal !== undefined && meeting.proposal.from !== organisation
  );
}

/** As long as the meeting would be if it were accepted now. */
function proposedTimes(fair: FairState, { organisations, proposedSlots }: RequestedMeeting): SlotTime[] {
  const length = neededLength(fair, organisations);
  return proposedSlots.flatMap((slot) => toMeetingTime(fair, { slot, length }) ?? []);
}

function moveOf(fair: FairState, meeting: Meeting, viewer: OrganisationId): MeetingView["move"] {
  if (meeting.status !== "scheduled" || meeting.proposal === undefined) return null;
  const slot = toMeetingTime(fair, { slot: meeting.proposal.slot, length: meeting.length });
  return slot && { byMe: meeting.proposal.from === viewer, slot };
}

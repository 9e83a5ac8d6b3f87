import type { z } from "zod";
import type { Target } from "../../domain/access.ts";
import { isHiddenFrom } from "../../domain/fair/decide-attendance.ts";
import type { FairState, Meeting } from "../../domain/fair/state.ts";
import type { FairId, MeetingId, OrganisationId } from "../../domain/ids.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import type { Rejection } from "../problem.ts";
import type { Identity } from "../services.ts";
import { type meetingSchema, toMeetingAnswer } from "./meeting-answer.ts";

export const meetingPath = "/fairs/:fairId/meetings/:meetingId";

export type MeetingCall = {
  readonly params: { readonly fairId: FairId; readonly meetingId: MeetingId };
  readonly fair: FairStream;
  readonly identity: Identity;
};
export type ActingCall = MeetingCall & {
  readonly body: { readonly organisation?: OrganisationId | undefined };
};

/** The organisation of who belongs to exactly one. */
export function onlyOrganisation({ principal }: Identity): OrganisationId | undefined {
  return principal.organisations.length === 1 ? principal.organisations[0] : undefined;
}

export function ownTarget(
  fairId: Target["fairId"] & string,
  organisation: OrganisationId | undefined,
): Target {
  return organisation === undefined ? { fairId } : { fairId, organisations: [organisation] };
}

/** A meeting is its two sides'; one that must stay hidden from the reader does not exist for them. */
export function meetingTarget(call: MeetingCall): Target | Rejection {
  const meeting = visibleMeeting(call.fair.state, call.params.meetingId, call.identity);
  if (!meeting) return { code: "meeting-unknown" };
  return { fairId: call.params.fairId, organisations: meeting.organisations };
}

export function actingTarget(call: ActingCall): Target | Rejection {
  const meeting = visibleMeeting(call.fair.state, call.params.meetingId, call.identity);
  if (!meeting) return { code: "meeting-unknown" };
  const { organisation } = call.body;
  return {
    fairId: call.params.fairId,
    organisations: organisation === undefined ? meeting.organisations : [organisation],
  };
}

function visibleMeeting(state: FairState, id: MeetingId, { principal }: Identity): Meeting | undefined {
  const meeting = state.meetings.get(id);
  const mine = meeting?.organisations.filter((organisation) =>
    principal.organisations.includes(organisation),
  );
  const isHidden =
    meeting &&
    mine &&
    mine.length > 0 &&
    mine.every((organisation) => isHiddenFrom(state, meeting, organisation));
  return isHidden ? undefined : meeting;
}

/** For whom the caller acts: as they say, else their own side, else (an organiser) the side whose turn it is. */
export function side(call: ActingCall, turn: 0 | 1): OrganisationId {
  const meeting = call.fair.state.meetings.get(call.params.meetingId);
  if (!meeting) throw new Error("a meeting that the guard let through is gone");
  const { organisation } = call.body;
  const mine = meeting.organisations.filter((id) => call.identity.principal.organisations.includes(id));
  const own = mine.length === 1 ? mine[0] : undefined;
  return organisation ?? own ?? meeting.organisations[turn];
}

export function sideUnlessOrganiser(call: ActingCall & { readonly as: string }): OrganisationId | undefined {
  return call.as === "organiser" ? call.body.organisation : side(call, 0);
}

export function toAnswer(fair: FairStream, id: MeetingId): z.infer<typeof meetingSchema> {
  const meeting = fair.state.meetings.get(id);
  if (!meeting) throw new Error("a meeting that was just written is gone");
  return toMeetingAnswer(fair.state, fair.version, meeting);
}

import type { Context } from "../decision.ts";
import type { OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { type Check, isOfOffice, refuse } from "./checks.ts";
import { isHiddenFrom } from "./decide-attendance.ts";
import type { FairState, Meeting } from "./state.ts";

/** M10: acts for one of the two sides; only the organiser acts for neither. */
export function checkSide(
  state: FairState,
  meeting: Meeting,
  organisation: OrganisationId | undefined,
  context: Context,
): Check {
  if (organisation === undefined)
    return isOfOffice(context) ? undefined : refuse("not-your-meeting", "meetingId");
  if (!meeting.organisations.includes(organisation)) return refuse("not-your-meeting", "meetingId");
  return isHiddenFrom(state, meeting, organisation) ? refuse("meeting-unknown", "meetingId") : undefined;
}

/** L4: participants sit where the rules put them. */
export function checkPlaceChoice(placeId: PlaceId | undefined, context: Context): Check {
  return placeId === undefined || isOfOffice(context) ? undefined : refuse("not-allowed", "placeId");
}

export function checkOwnDelegate(
  state: FairState,
  organisation: OrganisationId,
  delegate: PersonId | undefined,
): Check {
  if (delegate === undefined) return undefined;
  const isTheirs = state.delegates.get(delegate)?.organisationId === organisation;
  return isTheirs ? undefined : refuse("delegate-unknown", "delegate");
}

/** M3: only the side that was asked answers, in time; a silent request does not exist for it. */
export function checkAnswer(
  state: FairState,
  meeting: Meeting | undefined,
  organisation: OrganisationId,
  context: Context,
): Check {
  if (!meeting) return refuse("meeting-unknown", "meetingId");
  const [, to] = meeting.organisations;
  if (!meeting.organisations.includes(organisation)) return refuse("not-your-meeting", "meetingId");
  if (organisation !== to) return refuse("not-for-you-to-answer", "meetingId");
  if (isHiddenFrom(state, meeting, to)) return refuse("meeting-unknown", "meetingId");
  if (meeting.status !== "requested") return refuse("meeting-not-requested", "meetingId");
  if (meeting.expiresAt <= context.at) return refuse("meeting-expired", "meetingId");
  return undefined;
}

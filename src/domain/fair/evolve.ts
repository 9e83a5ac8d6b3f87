import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { evolveAttendance } from "./evolve-attendance.ts";
import { evolveMeeting } from "./evolve-meeting.ts";
import { evolveOffer } from "./evolve-offer.ts";
import { evolvePair } from "./evolve-pair.ts";
import { evolveParticipant } from "./evolve-participant.ts";
import { evolveProgramme } from "./evolve-programme.ts";
import { evolveRepair } from "./evolve-repair.ts";
import type { FairWriter } from "./state.ts";

/** Accepts every recorded fact, updating in place the indexes that it touches. */
export function evolveFair(state: FairWriter, event: Recorded<FairEvent>): void {
  switch (event.type) {
    case "FairOpened":
    case "FairRenamed":
    case "ProgrammeSet":
    case "SlotClosed":
    case "SlotReopened":
    case "RoomSet":
    case "RoomRemoved":
    case "PlaceSet":
    case "PlaceRemoved":
    case "RulesSet":
      return evolveProgramme(state, event);
    case "ParticipantRegistered":
    case "ParticipantValidated":
    case "ParticipantRefused":
    case "ParticipantWithdrawn":
    case "BookingModeSet":
    case "MeetingSlotsSet":
    case "DelegateRegistered":
    case "DelegateRemoved":
    case "AvailabilitySet":
    case "ComfortSet":
    case "WishSet":
      return evolveParticipant(state, event);
    case "PairPinned":
    case "PairBanned":
    case "PairReleased":
      return evolvePair(state, event);
    case "MeetingRequested":
    case "MeetingAccepted":
    case "MeetingDeclined":
    case "MeetingWithdrawn":
    case "MeetingExpired":
    case "MeetingScheduled":
    case "MeetingMoveProposed":
    case "MeetingMoveDeclined":
    case "MeetingMoved":
    case "MeetingCancelled":
    case "MeetingLocked":
    case "AgendaPublished":
    case "AgendaUnpublished":
      return evolveMeeting(state, event);
    case "DisruptionDeclared":
    case "DisruptionEnded":
    case "RepairApplied":
    case "TaskDismissed":
      return evolveRepair(state, event);
    case "RefillStarted":
    case "RefillEnded":
    case "OfferMade":
    case "OfferAnswered":
    case "OfferEnded":
      return evolveOffer(state, event);
    case "MeetingAttended":
    case "MeetingEnded":
    case "MeetingMissed":
    case "MeetingRated":
    case "BadgeScanned":
      return evolveAttendance(state, event);
    default:
      return event satisfies never;
  }
}

import type { Context, Decision } from "../decision.ts";
import type { FairCommand } from "./commands.ts";
import { stepsToPublish } from "./decide-agenda.ts";
import { decideAttendance } from "./decide-attendance.ts";
import { decideMeeting } from "./decide-meeting.ts";
import { decideOffer } from "./decide-offer.ts";
import { decidePair } from "./decide-pair.ts";
import { decideParticipant } from "./decide-participant.ts";
import { decideProgramme } from "./decide-programme.ts";
import { decideRepair } from "./decide-repair.ts";
import type { FairEvent } from "./events.ts";
import type { FairRejection } from "./rejections.ts";
import type { FairState } from "./state.ts";

export type FairDecision = Decision<FairEvent, FairRejection>;

/** What comes of a command: pure and total; who may give it was settled before (see `access.ts`). */
export function decideFair(state: FairState, command: FairCommand, context: Context): FairDecision {
  switch (command.type) {
    case "OpenFair":
    case "RenameFair":
    case "SetProgramme":
    case "SetSlotClosed":
    case "SetRoom":
    case "RemoveRoom":
    case "SetPlace":
    case "SetPlaces":
    case "RemovePlace":
    case "SetRules":
      return decideProgramme(state, command);
    case "RegisterParticipant":
    case "RegisterParticipants":
    case "ValidateParticipant":
    case "RefuseParticipant":
    case "WithdrawParticipant":
    case "SetBookingMode":
    case "SetMeetingSlots":
    case "AddDelegate":
    case "RemoveDelegate":
    case "SetAvailability":
    case "SetComfort":
    case "SetWish":
      return decideParticipant(state, command, context);
    case "PinPair":
    case "BanPair":
    case "ReleasePair":
      return decidePair(state, command);
    case "RequestMeeting":
    case "BookMeeting":
    case "AcceptMeeting":
    case "DeclineMeeting":
    case "WithdrawMeeting":
    case "CancelMeeting":
    case "MoveMeeting":
    case "AnswerMove":
    case "LockMeeting":
    case "PublishAgenda":
    case "UnpublishAgenda":
      return decideMeeting(state, command, context);
    case "DeclareDisruption":
    case "EndDisruption":
    case "ApplyRepair":
    case "DismissTask":
      return decideRepair(state, command, context);
    case "OfferSlot":
    case "StopRefill":
    case "AnswerOffer":
      return decideOffer(state, command, context);
    case "RecordScans":
    case "AttendMeeting":
    case "EndMeeting":
    case "MissMeeting":
    case "RateMeeting":
    case "SettleTime":
      return decideAttendance(state, command, context);
    default:
      return command satisfies never;
  }
}

/** The same in steps for a command that may hold thousands of meetings; undefined for all others. */
export function stepsToDecideFair(
  state: FairState,
  command: FairCommand,
  context: Context,
): Generator<void, FairDecision, void> | undefined {
  return command.type === "PublishAgenda" ? stepsToPublish(state, command, context) : undefined;
}

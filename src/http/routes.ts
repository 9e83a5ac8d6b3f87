import { accountRoutes } from "./api/accounts.ts";
import { adviceRoutes } from "./api/advice.ts";
import { agendaRoutes } from "./api/agenda.ts";
import { agendaDraftRoutes } from "./api/agenda-drafts.ts";
import { agendaEditRoutes } from "./api/agenda-edits.ts";
import { attendanceRoutes } from "./api/attendance.ts";
import { coverageRoutes } from "./api/coverage.ts";
import { delegateRoutes } from "./api/delegates.ts";
import { disruptionRoutes } from "./api/disruptions.ts";
import { exchangeRoutes } from "./api/exchange.ts";
import { fairRoutes } from "./api/fairs.ts";
import { meetingAnswerRoutes } from "./api/meeting-answers.ts";
import { meetingDeskRoutes } from "./api/meeting-desk.ts";
import { meetingRoutes } from "./api/meetings.ts";
import { offerRoutes } from "./api/offers.ts";
import { organisationRoutes } from "./api/organisations.ts";
import { pairRoutes } from "./api/pairs.ts";
import { participantRoutes } from "./api/participants.ts";
import { programmeRoutes } from "./api/programme.ts";
import { reportRoutes } from "./api/report.ts";
import { roomRoutes } from "./api/rooms.ts";
import { setupRoutes } from "./api/setup.ts";
import { wishRoutes } from "./api/wishes.ts";
import type { Route } from "./route.ts";

export const apiPrefix = "/api/v1";

/**
 * The whole API, one line for each thing that it does; OpenAPI, the access test and the fuzz test walk it.
 * Fixed words come before parameters where both could match.
 */
export const routes: readonly Route[] = [
  ...setupRoutes,
  ...accountRoutes,
  ...fairRoutes,
  ...programmeRoutes,
  ...roomRoutes,
  ...exchangeRoutes,
  ...organisationRoutes,
  ...participantRoutes,
  ...delegateRoutes,
  ...wishRoutes,
  ...adviceRoutes,
  ...pairRoutes,
  ...coverageRoutes,
  ...meetingRoutes,
  ...meetingAnswerRoutes,
  ...meetingDeskRoutes,
  ...agendaDraftRoutes,
  ...agendaEditRoutes,
  ...agendaRoutes,
  ...attendanceRoutes,
  ...disruptionRoutes,
  ...offerRoutes,
  ...reportRoutes,
];

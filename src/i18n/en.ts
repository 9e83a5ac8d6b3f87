import { account } from "./en/account.ts";
import { agenda } from "./en/agenda.ts";
import { board } from "./en/board.ts";
import { booking } from "./en/booking.ts";
import { comfort } from "./en/comfort.ts";
import { common } from "./en/common.ts";
import { coverage } from "./en/coverage.ts";
import { directory } from "./en/directory.ts";
import { drafts } from "./en/drafts.ts";
import { home } from "./en/home.ts";
import { inbox } from "./en/inbox.ts";
import { match } from "./en/match.ts";
import { outbox } from "./en/outbox.ts";
import { outcomes } from "./en/outcomes.ts";
import { pages } from "./en/pages.ts";
import { prepare } from "./en/prepare.ts";
import { registrations } from "./en/registrations.ts";
import { rejections } from "./en/rejections.ts";
import { report } from "./en/report.ts";
import { scan } from "./en/scan.ts";
import { schedule } from "./en/schedule.ts";
import { setup } from "./en/setup.ts";
import { space } from "./en/space.ts";
import { terms } from "./en/terms.ts";
import type { Catalogue } from "./fr.ts";

export const en: Catalogue = {
  account,
  agenda,
  board,
  booking,
  comfort,
  common,
  coverage,
  directory,
  drafts,
  home,
  inbox,
  match,
  outbox,
  outcomes,
  pages,
  prepare,
  registrations,
  rejections,
  report,
  scan,
  schedule,
  setup,
  space,
  terms,
};

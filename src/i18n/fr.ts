import { account } from "./fr/account.ts";
import { agenda } from "./fr/agenda.ts";
import { board } from "./fr/board.ts";
import { booking } from "./fr/booking.ts";
import { comfort } from "./fr/comfort.ts";
import { common } from "./fr/common.ts";
import { coverage } from "./fr/coverage.ts";
import { directory } from "./fr/directory.ts";
import { drafts } from "./fr/drafts.ts";
import { home } from "./fr/home.ts";
import { inbox } from "./fr/inbox.ts";
import { match } from "./fr/match.ts";
import { outbox } from "./fr/outbox.ts";
import { outcomes } from "./fr/outcomes.ts";
import { pages } from "./fr/pages.ts";
import { prepare } from "./fr/prepare.ts";
import { registrations } from "./fr/registrations.ts";
import { rejections } from "./fr/rejections.ts";
import { report } from "./fr/report.ts";
import { scan } from "./fr/scan.ts";
import { schedule } from "./fr/schedule.ts";
import { setup } from "./fr/setup.ts";
import { space } from "./fr/space.ts";
import { terms } from "./fr/terms.ts";
import { typeset } from "./typeset.ts";

/** The French catalogue: the source, whose shape every other language has. */
export const fr = typeset({
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
});

export type Catalogue = typeof fr;

import { JournalUnavailable } from "../journal/journal.ts";
import { PersonMadeMeanwhile } from "./people.ts";
import type { Rejection } from "./problem.ts";
import type { Services } from "./services.ts";

/** What somebody is told when a handler threw: a broken engine, or a bug, which is logged. */
export function rejectionOf(services: Services, err: unknown, requestId: string | undefined): Rejection {
  if (err instanceof PersonMadeMeanwhile) return { code: "busy" };
  const isDown = err instanceof JournalUnavailable;
  services.log[isDown ? "warn" : "error"]({ err, requestId }, "request failed");
  return { code: isDown ? "unavailable" : "internal" };
}

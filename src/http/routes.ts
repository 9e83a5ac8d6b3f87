import { fairRoutes } from "./api/fairs.ts";
import { meetingRoutes } from "./api/meetings.ts";
import type { Route } from "./route.ts";

/** The whole API, one line for each thing that it does; OpenAPI, the access test and the fuzz test walk it. */
export const routes: readonly Route[] = [...fairRoutes, ...meetingRoutes];

/** What travels on each live topic; declared beside the views that make it. */
export type * from "../views/topics.ts";

import type { Solution } from "../solution.ts";

/** A broken rule, in a code for programs and a line for people. */
export type Violation = { code: string; text: string; about?: About };
/** What a violation is about, for those who have names for it. */
export type About = { meetings?: readonly string[]; person?: string; place?: string; slot?: number };

/** What an answer claims; only `placed` is judged where the rest is absent. */
export type Claim = Partial<Omit<Solution, "unplaced" | "clash">> &
  Pick<Solution, "placed"> & { unplaced?: readonly { meeting: string }[] };

/** Notes a broken rule. */
export type Report = (code: string, text: string, about?: About) => void;

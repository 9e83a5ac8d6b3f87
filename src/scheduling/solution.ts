import { z } from "zod";
import type { ClashFact, Reason } from "./facts.ts";
import { capFaults, onePerPath, type Parsed, parseJson, toFault } from "./problem.ts";

const placedSchema = z.object({ meeting: z.string(), slot: z.number().int(), place: z.string() });
const unplacedSchema = z.object({ meeting: z.string(), code: z.string(), text: z.string() });
const clashSchema = z.looseObject({ code: z.string(), text: z.string() });

/** An answer as files hold it. `unknown`: stopped before an agenda was found or excluded. */
export const solutionSchema = z.object({
  name: z.string(),
  status: z.enum(["optimal", "feasible", "infeasible", "unknown"]),
  seed: z.number(),
  seconds: z.number(),
  placed: z.array(placedSchema),
  unplaced: z.array(unplacedSchema),
  value: z.number(),
  breaks: z.number(),
  spread: z.number(),
  placeChanges: z.number(),
  bound: z.object({ value: z.number(), breaks: z.number() }),
  clash: z.array(clashSchema).optional(),
});

export type Solution = z.infer<typeof solutionSchema>;
/** What the solver answers: a solution with facts in the place of texts, for whoever has the reader's language. */
export type Answer = Omit<Solution, "unplaced" | "clash"> & {
  unplaced: Unplaced[];
  /** Why the problem is infeasible: facts that cannot all hold. */
  clash?: ClashFact[];
};
export type Placed = Solution["placed"][number];
/** A meeting without a place, and the one reason. */
export type Unplaced = { meeting: string; reason: Reason };

/** Reads an answer, ours or anybody's; only the meetings placed are required. */
export function parseSolution(text: string): Parsed<Partial<Solution> & Pick<Solution, "placed">> {
  const document = parseJson(text);
  if (!document.ok) return document;
  const parsed = solutionSchema
    .partial()
    .extend({ placed: z.array(placedSchema) })
    .safeParse(document.value);
  if (!parsed.success) return { ok: false, faults: capFaults(onePerPath(parsed.error.issues.map(toFault))) };
  const { data } = parsed;
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return { ok: true, value: { ...known, placed: data.placed } };
}

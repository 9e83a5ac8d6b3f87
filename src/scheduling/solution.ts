import { z } from "zod";
import { capFaults, type Parsed, parseJson, toFault } from "./problem.ts";

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
export type Placed = Solution["placed"][number];
export type Unplaced = Solution["unplaced"][number];
/** One fact of a set that cannot all hold: why a problem is infeasible. */
export type Clash = NonNullable<Solution["clash"]>[number];

/** Reads an answer, ours or anybody's; only the meetings placed are required. */
export function parseSolution(text: string): Parsed<Partial<Solution> & Pick<Solution, "placed">> {
  const document = parseJson(text);
  if (!document.ok) return document;
  const parsed = solutionSchema.partial().required({ placed: true }).safeParse(document.value);
  if (!parsed.success) return { ok: false, faults: capFaults(parsed.error.issues.map(toFault)) };
  const { data } = parsed;
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return { ok: true, value: { ...known, placed: data.placed } };
}

import { type Literal, negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";

/** Everybody has the breaks that they want: of the stretches that a break could be, one without a meeting. */
export function encodeWantedBreaks(context: Context): void {
  const { model, solver } = context;
  model.problem.participants.forEach((person, row) => {
    const busy = context.busy[row];
    if (busy === undefined) return;
    for (const { from, to, slots } of person.breaks ?? []) {
      const stretches: Literal[][] = [];
      for (let start = from; start + slots - 1 <= to; start += 1)
        stretches.push(Array.from(busy.subarray(start, start + slots)).filter((literal) => literal >= 0));
      if (stretches.some((stretch) => stretch.length === 0)) continue;
      const off = guard(context, () => ({ code: "person-break", person: person.id, from, to, slots }));
      const free = stretches.map((stretch) => {
        const literal = solver.newVariable() * 2;
        for (const taken of stretch) solver.addClause([negate(literal), negate(taken)]);
        return literal;
      });
      solver.addClause([...free, ...off]);
    }
  });
}

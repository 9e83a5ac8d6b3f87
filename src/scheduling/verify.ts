import type { Problem } from "./problem.ts";
import { checkBounds, checkFigures, checkRequired, checkSpread, checkUnplaced } from "./verify/claims.ts";
import { checkOrder, checkPlaced } from "./verify/meetings.ts";
import { checkPeople } from "./verify/people.ts";
import { checkPlaces } from "./verify/places.ts";
import type { Claim, Report, Violation } from "./verify/violation.ts";

export { type Measure, measure } from "./verify/measure.ts";
export type { About, Claim, Violation } from "./verify/violation.ts";

/**
 * Judges an answer against its problem: solver output, imports and manual edits alike.
 * Shares no code with the solver. O(meetings + participants × slots).
 */
export function verify(problem: Problem, claim: Claim): Violation[] {
  const violations: Violation[] = [];
  const add: Report = (code, text, about) =>
    violations.push({ code, text, ...(about === undefined ? {} : { about }) });
  if (claim.status === "infeasible" && claim.placed.length > 0)
    add("infeasible-yet-placed", `the answer says infeasible and places ${claim.placed.length} meetings`);
  const placed = checkPlaced(problem, claim.placed, add);
  checkPeople(problem, placed, add);
  checkPlaces(problem, placed, add);
  checkOrder(problem, placed, add);
  const isAgenda = claim.status !== "infeasible" && claim.status !== "unknown";
  if (isAgenda) {
    checkRequired(problem, placed, add);
    checkSpread(problem, placed, add);
  }
  checkUnplaced(problem, claim, placed, add);
  checkFigures(problem, claim, add);
  if (isAgenda) checkBounds(problem, claim, add);
  return violations;
}

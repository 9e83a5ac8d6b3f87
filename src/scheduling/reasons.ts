import { type Agenda, fits } from "./agenda.ts";
import type { Reason } from "./facts.ts";
import { type Hindrance, hindranceAt } from "./fill-in.ts";
import type { Model } from "./model.ts";

/** The one reason why an unplaced meeting is not in the agenda. */
export function explainUnplaced(agenda: Agenda, meeting: number): Reason {
  const { model, who } = agenda;
  const { slots, problem } = model;
  const common = Array.from({ length: slots }, (_, slot) => slot).filter(
    (slot) => model.allowed[meeting * slots + slot] === 1,
  );
  if (common.length === 0) return { code: "no-common-slot" };
  const rows = Array.from(
    model.members.subarray(model.memberStart[meeting] ?? 0, model.memberStart[meeting + 1] ?? 0),
  );
  const isBusy = (row: number, slot: number) => (who[row * slots + slot] ?? -1) >= 0;
  for (const row of rows) {
    const limit = problem.participants[row]?.maxMeetings;
    if (limit !== undefined && (agenda.count[row] ?? 0) >= limit)
      return { code: "quota", person: nameOf(model, row), limit };
  }
  for (const row of rows) {
    if (common.every((slot) => isBusy(row, slot)))
      return { code: "busy", person: nameOf(model, row), slots: common };
  }
  const free = common.filter((slot) => rows.every((row) => !isBusy(row, slot)));
  if (free.length === 0) return { code: "others-worth-more", slots: common };
  const roomy = free.filter((slot) => fits(agenda, meeting, slot));
  if (roomy.length === 0) return { code: "no-place", slots: free };
  const hindrances = roomy.map((slot) => hindranceAt(agenda, meeting, slot));
  const [first] = hindrances;
  if (first === undefined || hindrances.includes(undefined)) return { code: "not-found" };
  return explainHindrance(model, first);
}

function explainHindrance(model: Model, hindrance: Hindrance): Reason {
  const { problem } = model;
  switch (hindrance.rule) {
    case "order":
      return { code: "order", meeting: problem.meetings[hindrance.meeting]?.id ?? "" };
    case "break":
      return { code: "break", person: nameOf(model, hindrance.row) };
    case "row":
      return {
        code: "row",
        person: nameOf(model, hindrance.row),
        limit: model.maxInARow[hindrance.row] ?? 0,
      };
    case "spread":
      return { code: "spread", limit: problem.maxBreakSpread ?? 0 };
    default:
      return hindrance satisfies never;
  }
}

function nameOf(model: Model, row: number): string {
  const person = model.problem.participants[row];
  if (person !== undefined) return person.id;
  const meeting = model.problem.meetings[model.held[model.heldStart[row] ?? 0] ?? 0];
  return meeting?.fixedPlace ?? "";
}

import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const match: Catalogue["match"] = {
  why: "Why this meeting",
  noReason:
    "The calculation found nothing that brings your two profiles together: begin by telling each other why.",
  outOf100: "out of 100",
  scoreOf: (score) => `Score ${score} out of 100`,
  others: (count, points) =>
    plural("en", count, { one: `# other reason: ${points}`, other: `# other reasons: ${points}` }),
  toCheck: "To check:",
  details: "See the reasons",
  forYour: (about) => `For “${about}”`,
  yourWish: "Your wish",
  wishHint: "A “Never” is final and is not shown to the other organisation.",
  noWish: "No opinion",
};

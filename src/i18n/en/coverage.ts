import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const coverage: Catalogue["coverage"] = {
  title: "Coverage",
  lead: "Who has no good match yet, which needs nobody serves, and who is shown.",
  figures: {
    poorlyServed: (of) =>
      plural("en", of, {
        one: "without a good match, of # organisation",
        other: "without a good match, of # organisations",
      }),
    unmet: (of) => plural("en", of, { one: "unanswered, of # need", other: "unanswered, of # needs" }),
    shown: "of organisations with an offer stand in one of the first five places",
    small: (of) => `of the first places go to those under ten staff (${of} of organisations)`,
    gini: "Gini index of exposure (0%: all are shown as much)",
  },
  fairness: (percent) =>
    `Fairness: small organisations that are seldom shown gain at most ${percent} of their score; a weak match is never lifted.`,
  fairnessOff: "Fairness: no small organisation is lifted.",
  fairnessLink: "Change this setting",
  fairnessEffect: "What the setting does",
  measure: "Measure",
  before: "Without",
  after: "With",
  measures: {
    gini: "Gini",
    coverage: "Organisations shown",
    smallShare: "Places of those under ten staff",
  },
  poorlyServed: "Organisations without a good match",
  nobodyPoor: "Each of them has at least one good match.",
  organisation: "Organisation",
  best: "Best score",
  noScore: "none",
  decide: "Propose a meeting",
  more: (count) =>
    plural("en", count, { one: "and # more, in the export", other: "and # more, in the export" }),
  unmet: "Needs that nobody serves",
  nothingUnmet: "Every need has at least one possible answer.",
  unmetHint: "By territory and activity: whom to invite to exhibit, or what to call for projects about.",
  group: (count) => plural("en", count, { one: "# need", other: "# needs" }),
  noDepartment: "Unknown territory",
  noActivity: "Activity to be told",
  closed: (count) =>
    plural("en", count, {
      one: "# organisation would fit but for its area, a reserved lot or a label",
      other: "# organisations would fit but for their area, a reserved lot or a label",
    }),
  exportNeeds: "Needs without an answer (CSV)",
  exportPoor: "Organisations without a good match (CSV)",
  columns: {
    need: "Need",
    department: "Department",
    activity: "Activity",
    closed: "Closed by a gate",
  },
  pairs: "Your decisions",
  pairsHint:
    "A pinned meeting comes first on both sides, with your reason, and is a candidate of the agenda. A meeting ruled out is no longer proposed, booked or planned; your reason is shown to neither of them.",
  noPair: "No decision: the engine alone proposes.",
  one: "Organisation",
  other: "With",
  kind: { pin: "Pin", ban: "Rule out" },
  decided: { pin: "pinned", ban: "ruled out" },
  kindLabel: "Decision",
  reason: "Why",
  reasonHint: "Name no person: the reason stays in the history.",
  save: "Save the decision",
  release: "Lift",
  releaseOf: (one, other) => `the decision between ${one} and ${other}`,
  done: {
    pin: "The meeting is pinned.",
    ban: "The meeting is ruled out.",
    release: "The decision is lifted.",
  },
  unknownName: (name) => `No participant has this name: “${name}”.`,
};

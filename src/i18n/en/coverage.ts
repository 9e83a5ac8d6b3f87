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
  whyPoor: "Why",
  poor: {
    "too-far": "out of area",
    closed: "ruled out by a gate",
    unsought: "nobody looks for it",
    weak: "weak match",
    silent: "empty profile",
  },
  poorBecause: {
    "too-far": (count) =>
      plural("en", count, {
        one: "# would answer a need here, but is too far: its area or the need’s ends before",
        other: "# would answer a need here, but are too far: their area or the need’s ends before",
      }),
    closed: (count) =>
      plural("en", count, {
        one: "# would answer a need, but a reserved lot, a label or a refusal rules it out",
        other: "# would answer a need, but a reserved lot, a label or a refusal rules them out",
      }),
    unsought: (count) =>
      plural("en", count, {
        one: "# offers what nobody looks for here",
        other: "# offer what nobody looks for here",
      }),
    weak: (count) =>
      plural("en", count, {
        one: "# has weak matches only (less than 40 of 100)",
        other: "# have weak matches only (less than 40 of 100)",
      }),
    silent: (count) =>
      plural("en", count, {
        one: "# said nothing of what it offers or needs",
        other: "# said nothing of what they offer or need",
      }),
  },
  noNeed: "no need told",
  withoutNeeds: (count) =>
    plural("en", count, {
      one: "# of them told no need: inviting it to is what would help it most.",
      other: "# of them told no need: inviting them to is what would help them most.",
    }),
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
    needs: "Needs told",
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
  back: "Coverage and decisions",
  between: (one, other) => `between ${one} and ${other}`,
  nothingFor: "The calculation finds nothing that speaks for this meeting",
  against: "What speaks against it",
  outOfRules: "The rules of the fair do not provide for these two to meet: a pin changes nothing of that.",
  saidNever: "One of the two organisations said “never”: nothing passes over it.",
  yourDecision: "Your decision",
  knowingly: "You confirmed it knowing what speaks against it; both organisations read that too.",
  whoReads: {
    pin: "Your reason is shown to both organisations.",
    ban: "Your reason stays with you; the organisations know nothing of it.",
  },
  decideTitle: "Decide",
  reasonDespite: "Say why this meeting takes place in spite of what speaks against it. No person’s name.",
  despite: "I have read what speaks against this meeting, and pin it all the same",
  despiteHint:
    "Meeting is always allowed; answering a reserved lot is only for those entitled to it. Both organisations are told.",
  save: "Save the decision",
  release: "Lift",
  releaseOf: (one, other) => `the decision between ${one} and ${other}`,
  done: {
    pin: "The meeting is pinned.",
    ban: "The meeting is ruled out.",
    release: "The decision is lifted.",
  },
};

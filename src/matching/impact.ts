/** Whether an organisation serves an impact goal, from its status, labels and texts. Rules in data/. */
import type { Card } from "./card.ts";
import rules from "./data/impact-goals-fr.json" with { type: "json" };
import { fold, toStem } from "./text.ts";

type Rule = {
  readonly kinds: boolean;
  readonly labels: readonly string[];
  readonly trades: readonly string[];
  readonly stems: readonly string[];
};

const ruleByGoal = new Map<string, Rule>(
  rules.goals.flatMap((goal) => {
    const rule = {
      kinds: goal.inclusionKind,
      labels: goal.labels.map(fold),
      trades: goal.trades,
      stems: goal.words.map((word) => toStem(fold(word))),
    };
    return goal.names.map((name) => [fold(name), rule] as const);
  }),
);

export function servesGoal(card: Card, goal: string): boolean {
  const rule = ruleByGoal.get(fold(goal));
  if (rule === undefined) return card.being.stems.has(toStem(fold(goal)));
  if (rule.kinds && card.organisation.inclusionKind !== null) return true;
  if (card.organisation.labels.some((label) => rule.labels.some((each) => fold(label).includes(each))))
    return true;
  if (rule.trades.some((trade) => (card.own.get(trade) ?? 0) > 0.5)) return true;
  return rule.stems.some((stem) => card.being.words.has(stem));
}

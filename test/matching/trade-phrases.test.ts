import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNeed } from "../../src/matching/reading.ts";
import { findTrade, toActivity } from "../../src/matching/vocabulary.ts";

test("free text is classified: the trade meant is among the strongest for nine phrases in ten", () => {
  const lines = readFileSync(join(import.meta.dirname, "..", "evaluation", "trade-phrases.txt"), "utf8")
    .split("\n")
    .filter((line) => line.includes("|") && !line.startsWith("#"))
    .map((line) => line.split("|"));
  const missed: string[] = [];
  for (const [wanted = "", text = ""] of lines) {
    expect(findTrade(wanted), wanted).toBeDefined();
    const concepts = [...readNeed(text, [], new Map()).concepts];
    const strongest = Math.max(0, ...concepts.map(([, weight]) => weight));
    const right = concepts.some(
      ([trade, weight]) =>
        weight >= strongest * 0.95 &&
        (trade === wanted || toActivity(trade) === wanted || toActivity(wanted) === trade),
    );
    if (!right) missed.push(`${wanted}: ${text}`);
  }
  expect(lines.length).toBeGreaterThan(350);
  expect(missed.length / lines.length, missed.join("\n")).toBeLessThan(0.1);
});

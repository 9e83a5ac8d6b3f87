import type { Random } from "./random.ts";

/** Words that a wording takes from whoever says it: `{site}` becomes one of its sites. */
export type Words = Readonly<Record<string, readonly string[]>>;

const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(
  " ",
);

/**
 * One way to say a wording: `{a|b|}` is one of these, `{20..180:10}` a number between, by tens, `{site}` a word of
 * the speaker, `{mois}` a month; braces may hold braces. Elisions and contractions come right by themselves.
 */
export function say(wording: string, words: Words, random: Random): string {
  let said = wording;
  for (let before = ""; before !== said; ) {
    before = said;
    said = said.replace(/\{([^{}]*)\}/g, (_, choice: string) => choose(choice, words, random));
  }
  return said
    .replace(/\bde (?=avril|août|octobre)/g, "d'")
    .replace(/\bde les /g, "des ")
    .replace(/(?<= )à les /g, "aux ")
    .replace(/ {2,}/g, " ")
    .replace(/ (?=[,.])/g, "");
}

function choose(choice: string, words: Words, random: Random): string {
  const range = /^(\d+)\.\.(\d+)(?::(\d+))?$/.exec(choice);
  if (range) {
    const [least, most, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
    return formatCount(least + step * random.below(Math.floor((most - least) / step) + 1));
  }
  if (choice === "mois") return random.pick(months) ?? "";
  return random.pick(words[choice] ?? choice.split("|")) ?? "";
}

/** As people type it: « 1 200 ». */
function formatCount(count: number): string {
  return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, " ");
}

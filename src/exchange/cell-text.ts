/**
 * A text that a spreadsheet would run as a formula. Closed under a leading apostrophe, so that
 * `guardFormula` and `unguardFormula` undo each other on every text.
 */
const formulaLike = /^(?:['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])/u;

/** Puts an apostrophe before a text that a spreadsheet would take for a formula. */
export function guardFormula(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text;
}

/** Takes back the apostrophe that `guardFormula` put. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && formulaLike.test(text.slice(1)) ? text.slice(1) : text;
}

/** Lower case, no accents, one space between words: for comparing what people type. */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/gi, "oe")
    .replace(/[’‘`]/g, "'")
    .toLowerCase()
    .replace(/[\s\u00a0\u202f_]+/g, " ")
    .trim();
}

/** Several values in one cell: `a ; b`, with `\` before a `;`, `|` or `\` that belongs to a value. */
export function formatList(values: readonly string[]): string {
  return values
    .map((value) => value.replace(/\s*[\r\n]+\s*/g, " ").replace(/[\\;|]/g, (mark) => `\\${mark}`))
    .join(" ; ");
}

/** Reads `a ; b`, `a | b` or one value a line; empty values vanish. */
export function parseList(text: string, separators = ";|\n"): string[] {
  const values: string[] = [];
  let value = "";
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === "\\" && at + 1 < text.length) {
      at += 1;
      value += text.charAt(at);
    } else if (separators.includes(mark)) {
      values.push(value.trim());
      value = "";
    } else {
      value += mark;
    }
  }
  values.push(value.trim());
  return values.filter((each) => each !== "");
}

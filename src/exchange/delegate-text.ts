import { formatList, parseList } from "./cell-text.ts";
import { type ExchangedDelegate, exchangedDelegateSchema } from "./organisation-exchange.ts";

export type DelegateReading =
  | { ok: true; delegate: ExchangedDelegate }
  | { ok: false; code: "bad-email" | "bad-delegate"; value: string };

/** `Nadia Roux <nadia@alto.fr> ; Jean Petit <jean@alto.fr>`. */
export function formatDelegates(delegates: readonly ExchangedDelegate[]): string {
  return formatList(delegates.map(({ name, email }) => `${name} <${email}>`));
}

/** Reads each `Name <address>` of a cell, parted by `;`, `|` or new lines. */
export function parseDelegates(text: string): DelegateReading[] {
  return parseList(text).map((value) => {
    const found = /^(?:"([^"]+)"|([^<>]+?))\s*<\s*([^<>\s]+)\s*>$/.exec(value);
    const name = found?.[1] ?? found?.[2];
    if (!found || name === undefined) return { ok: false, code: "bad-delegate", value };
    const parsed = exchangedDelegateSchema.safeParse({ name, email: found[3] });
    if (parsed.success) return { ok: true, delegate: parsed.data };
    const wrongEmail = parsed.error.issues.some((issue) => issue.path[0] === "email");
    return {
      ok: false,
      code: wrongEmail ? "bad-email" : "bad-delegate",
      value: wrongEmail ? (found[3] ?? "") : value,
    };
  });
}

import { breakWantedSchema } from "../../domain/fair/comfort.ts";
import type { Catalogue } from "../../i18n/fr.ts";
import type { Form } from "./form.ts";

/** A break as typed; undefined where all was left empty. */
export type TypedBreak = { readonly from: string; readonly to: string; readonly minutes: number };

export function readBreak(form: Form, prefix: string): TypedBreak | undefined {
  const [from, to, minutes] = ["from", "to", "minutes"].map((name) => form.get(`${prefix}.${name}`));
  if (!from && !to && !minutes) return undefined;
  return { from: from ?? "", to: to ?? "", minutes: Number(minutes || "NaN") };
}

/** What is wrong with it, by field and in the reader's language. */
export function breakFaults(
  form: Form,
  prefix: string,
  t: Catalogue,
  known: string = prefix,
): Record<string, string> {
  const typed = readBreak(form, prefix);
  if (typed === undefined) return {};
  const missing = (["minutes", "from", "to"] as const).find((name) => form.get(`${prefix}.${name}`) === "");
  if (missing !== undefined) return { [`${known}.${missing}`]: t.comfort.breakWhole };
  const issues = breakWantedSchema.safeParse(typed).error?.issues ?? [];
  return Object.fromEntries(
    issues.map(({ path, code }) => {
      const name = String(path[0]);
      const text = code === "custom" ? t.comfort.breakTooLong : t.comfort.breakMinutes;
      return [`${known}.${name}`, name === "minutes" ? text : t.outcomes.fault.time];
    }),
  );
}

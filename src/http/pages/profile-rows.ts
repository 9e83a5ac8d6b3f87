import type { Need, Offer } from "../../domain/directory/organisation.ts";
import type { OfferValues } from "../../web/pages/registration-form.tsx";

/** An offer or a need that says something, and where it stands in the form. */
export type Row = { readonly row: OfferValues; readonly index: number };

/** Rows left empty are skipped. */
export function filledRows<Values extends OfferValues>(
  rows: readonly Values[],
): readonly { readonly row: Values; readonly index: number }[] {
  return rows.map((row, index) => ({ row, index })).filter(({ row }) => row.text !== "");
}

/** A row whose text is known keeps its id, then one that stands where it stood; others get a fresh one. */
export function keepIds(prefix: string, rows: readonly Row[], before: readonly (Offer | Need)[]): string[] {
  const taken = new Set<string>();
  const take = (id: string | undefined): string | undefined => {
    if (id === undefined || taken.has(id)) return undefined;
    taken.add(id);
    return id;
  };
  const byText = rows.map(({ row }) =>
    take(before.find((item) => item.text === row.text && !taken.has(item.id))?.id),
  );
  return rows.map(({ index }, order) => {
    const kept = byText[order] ?? take(before[index]?.id);
    if (kept !== undefined) return kept;
    let count = 1;
    while (taken.has(`${prefix}${count}`) || before.some((item) => item.id === `${prefix}${count}`))
      count += 1;
    taken.add(`${prefix}${count}`);
    return `${prefix}${count}`;
  });
}

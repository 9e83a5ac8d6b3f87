import { isSiret } from "../domain/directory/siret.ts";
import { foldText } from "./cell-text.ts";
import type { Fault } from "./faults.ts";
import type { ExchangedDelegate } from "./organisation-exchange.ts";

/** What tells an organisation of the file from the others; known even when the rest of it is faulty. */
export type Identity = {
  readonly line: number;
  readonly reference: string | null;
  readonly name: string | undefined;
  readonly commune: string | undefined;
  readonly siret: string | undefined;
  readonly partners: readonly string[];
  readonly delegates: readonly ExchangedDelegate[];
};

export type SharedFaultColumns = {
  readonly name: string;
  readonly siret: string;
  readonly delegates: string;
  readonly reference: string;
  readonly partners: string;
};

/**
 * What one organisation alone cannot show: the same name in the same commune, SIRET, e-mail or
 * reference twice in the file, partners that are nobody's reference; and the key of each SIRET.
 */
export function faultsAcross(organisations: readonly Identity[], columns: SharedFaultColumns): Fault[] {
  const faults: Fault[] = [];
  const names = firstLines();
  const sirets = firstLines();
  const emails = firstLines();
  const references = firstLines();
  for (const { line, name, commune, siret, delegates, reference } of organisations) {
    const known = name !== undefined && commune !== undefined;
    const sameName = known
      ? names(
          `${foldText(name)}
${foldText(commune)}`,
          line,
        )
      : null;
    if (name !== undefined && sameName !== null) {
      faults.push({
        line,
        column: columns.name,
        code: "duplicate-name",
        params: { name, otherLine: sameName },
      });
    }
    if (siret !== undefined) {
      const at = { line, column: columns.siret };
      if (/^\d{14}$/.test(siret) && !isSiret(siret))
        faults.push({ ...at, code: "siret-key", params: { value: siret } });
      const otherLine = sirets(siret, line);
      if (otherLine !== null) faults.push({ ...at, code: "duplicate-siret", params: { siret, otherLine } });
    }
    for (const { email } of delegates) {
      const otherLine = emails(email, line);
      const at = { line, column: columns.delegates };
      if (otherLine !== null) faults.push({ ...at, code: "duplicate-email", params: { email, otherLine } });
    }
    if (reference !== null) {
      const otherLine = references(reference, line);
      const at = { line, column: columns.reference };
      if (otherLine !== null)
        faults.push({ ...at, code: "duplicate-reference", params: { reference, otherLine } });
    }
  }
  return [...faults, ...unknownPartners(organisations, columns.partners)];
}

function unknownPartners(organisations: readonly Identity[], column: string): Fault[] {
  const known = new Set(organisations.map(({ reference }) => reference));
  return organisations.flatMap(({ line, partners }) =>
    partners
      .filter((partner) => !known.has(partner))
      .map((value): Fault => ({ line, column, code: "unknown-partner", params: { value } })),
  );
}

/** Remembers the line where each key came first; answers that line when the key comes again. */
function firstLines(): (key: string, line: number) => number | null {
  const lines = new Map<string, number>();
  return (key, line) => {
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    return first ?? null;
  };
}

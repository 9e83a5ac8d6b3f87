import { describeFault } from "../../exchange/faults.ts";
import { faultsEn } from "../../exchange/faults-en.ts";
import { faultsFr } from "../../exchange/faults-fr.ts";
import { parseOrganisations } from "../../exchange/organisation-import.ts";
import type { Locale } from "../../i18n/plural.ts";
import type { RegistrationsProps } from "../../web/pages/registrations.tsx";
import type { Refused } from "./api-call.ts";

type Faults = NonNullable<RegistrationsProps["imported"]>["faults"];

/** Where each fault of a refused file stands and what to do about it. */
export async function toFileFaults(bytes: Uint8Array, problem: Refused, locale: Locale): Promise<Faults> {
  const parsed = await parseOrganisations(bytes, { knowsCommunes: true });
  if (parsed.ok) return [{ line: 0, column: problem.errors[0]?.field ?? null, text: problem.detail }];
  const catalogue = locale === "fr" ? faultsFr : faultsEn;
  const quiet = { ...catalogue, where: () => "" };
  return parsed.faults.map((fault) => ({
    line: fault.line ?? 0,
    column: fault.column,
    text: describeFault(fault, quiet),
  }));
}

import { z } from "zod";
import { profileSchema } from "../domain/directory/organisation.ts";
import { meetingSlotsSchema } from "../domain/fair/events.ts";
import { checkCommune } from "./commune-check.ts";
import type { Fault } from "./faults.ts";
import { faultsAcross, type Identity } from "./organisation-duplicates.ts";
import {
  exchangedDelegateSchema,
  type ImportedOrganisation,
  type ImportOutcome,
} from "./organisation-exchange.ts";
import { faultsOfIssues, formatPath } from "./profile-faults.ts";
import { decodeText } from "./read-table.ts";

const recordSchema = profileSchema.extend({
  id: z.string().trim().min(1).max(64),
  delegates: z.array(exchangedDelegateSchema).max(50).default([]),
  meetingSlots: meetingSlotsSchema.optional(),
});
const documentSchema = z.union([
  z.object({ organisations: z.array(z.unknown()) }).transform((document) => document.organisations),
  z.array(z.unknown()),
]);

/**
 * Organisations of a JSON document: `{ "organisations": [...] }` or the bare list, each a profile with
 * its `id` (which `partners` of others may name) and perhaps `delegates: [{ name, email }]`. The line
 * of a fault is the rank of the organisation, from 1; its column the path inside it.
 */
export function parseOrganisationsJson(
  content: Uint8Array | string,
  options: { readonly onlyFictional?: boolean; readonly knowsCommunes?: boolean } = {},
): ImportOutcome {
  const document = documentSchema.safeParse(parseJson(content));
  if (!document.success) return refused([{ line: null, column: null, code: "unreadable-file", params: {} }]);
  const faults: Fault[] = [];
  const organisations: ImportedOrganisation[] = [];
  const identities: Identity[] = [];
  for (const [index, record] of document.data.entries()) {
    if (options.onlyFictional && !isFictional(record)) continue;
    const line = index + 1;
    identities.push(identityOf(record, line));
    const parsed = recordSchema.safeParse(record);
    if (!parsed.success) {
      faults.push(
        ...faultsOfIssues(parsed.error.issues, record, (path) => ({ line, column: formatPath(path) })),
      );
      continue;
    }
    const { id, delegates, meetingSlots, ...profile } = parsed.data;
    const doubt = options.knowsCommunes
      ? checkCommune(profile.place, { withNearest: faults.length < 50 })
      : undefined;
    if (doubt) {
      const { field, ...fault } = doubt;
      faults.push({ line, column: `place.${field}`, ...fault } as Fault);
    }
    const length = meetingSlots === undefined ? {} : { meetingSlots };
    organisations.push({ line, reference: id, profile, delegates, ...length });
  }
  // Partners that the demo leaves out, because they bear the name of a real organisation, are forgotten.
  const knows = new Set(identities.map(({ reference }) => reference));
  const kept = options.onlyFictional
    ? organisations.map((each) => withPartnersAmong(each, knows))
    : organisations;
  const judged = options.onlyFictional ? identities.map((each) => ({ ...each, partners: [] })) : identities;
  faults.push(
    ...faultsAcross(judged, {
      name: "name",
      siret: "siret",
      delegates: "delegates",
      reference: "id",
      partners: "partners",
    }),
  );
  if (faults.length > 0) return refused(faults.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)));
  if (kept.length === 0) return refused([{ line: null, column: null, code: "no-organisation", params: {} }]);
  return { ok: true, organisations: kept, ignoredColumns: [] };
}

function refused(faults: readonly Fault[]): ImportOutcome {
  return { ok: false, faults };
}

function parseJson(content: Uint8Array | string): unknown {
  const text = typeof content === "string" ? content : decodeText(content);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
}

function isFictional(record: unknown): boolean {
  return typeof record === "object" && record !== null && "fictional" in record && record.fictional === true;
}

function withPartnersAmong(
  organisation: ImportedOrganisation,
  references: ReadonlySet<string | null>,
): ImportedOrganisation {
  const { profile } = organisation;
  const partners = profile.partners.filter((partner) => references.has(partner));
  return { ...organisation, profile: { ...profile, partners } };
}

const identitySchema = z.object({
  id: z.string().nullable().catch(null),
  name: z.string().optional().catch(undefined),
  place: z.object({ commune: z.string().optional().catch(undefined) }).catch({}),
  siret: z.string().optional().catch(undefined),
  partners: z.array(z.string()).catch([]),
  delegates: z.array(exchangedDelegateSchema).catch([]),
});

function identityOf(record: unknown, line: number): Identity {
  const known = identitySchema.safeParse(record);
  if (!known.success) {
    return {
      line,
      reference: null,
      name: undefined,
      commune: undefined,
      siret: undefined,
      partners: [],
      delegates: [],
    };
  }
  const { id, name, place, siret, partners, delegates } = known.data;
  return { line, reference: id, name, commune: place.commune, siret, partners, delegates };
}

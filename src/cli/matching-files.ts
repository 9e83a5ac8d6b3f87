/** Reads the files of the matching command lines, with one line for each fault. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { profileSchema } from "../domain/directory/organisation.ts";
import { isSiret } from "../domain/directory/siret.ts";
import type { MatchOrganisation } from "../matching/card.ts";
import type { JudgedPair } from "../matching/evaluate.ts";

export type Loaded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly string[] };

const organisationFileSchema = z.object({
  organisations: z.array(profileSchema.extend({ id: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,79}$/) })),
});
const pairFileSchema = z.object({
  pairs: z.array(
    z.object({
      seeker: z.string().min(1),
      need: z.string().min(1),
      candidate: z.string().min(1),
      relevance: z.number().int().min(0).max(3),
      relation: z.string(),
      trap: z.string().nullable(),
    }),
  ),
});

/** Accepts `{organisations: […]}` or the bare array. */
export async function loadOrganisations(path: string): Promise<Loaded<readonly MatchOrganisation[]>> {
  const read = await readJson(path);
  if (!read.ok) return read;
  const document = Array.isArray(read.value) ? { organisations: read.value } : read.value;
  const parsed = organisationFileSchema.safeParse(document);
  if (!parsed.success) return { ok: false, faults: toFaults(path, parsed.error) };
  const { organisations } = parsed.data;
  const faults = [...findTwice(path, organisations), ...findBadSirets(path, organisations)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: organisations };
}

export async function loadPairs(path: string): Promise<Loaded<readonly JudgedPair[]>> {
  const read = await readJson(path);
  if (!read.ok) return read;
  const document = Array.isArray(read.value) ? { pairs: read.value } : read.value;
  const parsed = pairFileSchema.safeParse(document);
  return parsed.success
    ? { ok: true, value: parsed.data.pairs }
    : { ok: false, faults: toFaults(path, parsed.error) };
}

async function readJson(path: string): Promise<Loaded<unknown>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return { ok: false, faults: [`${path}: cannot be read (${why}); expected a JSON file`] };
  }
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const why = error instanceof Error ? error.message : "invalid";
    return { ok: false, faults: [`${path}: not JSON (${why})`] };
  }
}

function toFaults(path: string, error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${path}: ${toPath(issue.path)}: ${issue.message.replace(/\s+/g, " ")}`);
}

function toPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "document";
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`))
    .join("");
}

function* findTwice(path: string, organisations: readonly MatchOrganisation[]): Generator<string> {
  const seen = new Set<string>();
  for (const [at, { id, needs, offers }] of organisations.entries()) {
    if (seen.has(id)) yield `${path}: organisations[${at}].id: "${id}" is used twice; expected a unique id`;
    seen.add(id);
    for (const [name, list] of [
      ["needs", needs],
      ["offers", offers],
    ] as const) {
      const ids = list.map((each) => each.id);
      const twice = ids.find((each, i) => ids.indexOf(each) !== i);
      if (twice !== undefined) {
        yield `${path}: organisations[${at}].${name}: "${twice}" is used twice; expected unique ids`;
      }
    }
  }
}

function* findBadSirets(path: string, organisations: readonly MatchOrganisation[]): Generator<string> {
  for (const [at, { siret }] of organisations.entries()) {
    if (siret === undefined || isSiret(siret)) continue;
    yield `${path}: organisations[${at}].siret: "${siret}" has a wrong control key; expected a valid SIRET`;
  }
}

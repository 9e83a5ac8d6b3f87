import type { Organisation } from "../domain/directory/organisation.ts";
import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState, Participant } from "../domain/fair/state.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { findTrade, toActivity } from "../matching/vocabulary.ts";

export type DirectoryQuery = {
  readonly text: string;
  readonly kind: Participant["kind"] | null;
  readonly sector: string | null;
  readonly family: string | null;
  readonly inclusionKind: string | null;
  readonly label: string | null;
  /** Department code, from the organisation's place. */
  readonly territory: string | null;
  /** Only those with a slot free. */
  readonly freeOnly: boolean;
};
export type Facet = { readonly value: string; readonly count: number };
export type DirectoryFacets = {
  readonly sectors: readonly Facet[];
  readonly families: readonly Facet[];
  readonly inclusionKinds: readonly Facet[];
  readonly labels: readonly Facet[];
  readonly territories: readonly Facet[];
};
export type DirectoryResult = {
  /** Best first when there is a text to find, else by name. */
  readonly found: readonly OrganisationId[];
  /** What can be filtered by, over every validated participant. */
  readonly facets: DirectoryFacets;
};

type Entry = {
  readonly name: string;
  readonly text: string;
  readonly sectors: ReadonlySet<string>;
  readonly territory: string | null;
};

/** Read once for each version of a profile: profiles are replaced, never changed. */
const entries = new WeakMap<Organisation, Entry>();

/** The validated participants that answer a query. Costs one pass over the participants of the fair. */
export function searchDirectory(
  fair: FairState,
  directory: DirectoryState,
  query: DirectoryQuery,
  hasFreeSlot: (organisation: OrganisationId) => boolean,
): DirectoryResult {
  const words = foldText(query.text).split(" ").filter(Boolean);
  const found: { readonly id: OrganisationId; readonly name: string; readonly rank: number }[] = [];
  const counts = createCounts();
  for (const participant of fair.participants.values()) {
    if (participant.status !== "validated") continue;
    const organisation = directory.organisations.get(participant.organisationId);
    if (!organisation) continue;
    const entry = entryOf(organisation);
    counts.add(organisation, entry);
    const rank = rankText(entry, words);
    if (rank === 0 || !fits(query, participant, organisation, entry)) continue;
    if (query.freeOnly && !hasFreeSlot(organisation.id)) continue;
    found.push({ id: organisation.id, name: entry.name, rank });
  }
  found.sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name, "fr"));
  return { found: found.map(({ id }) => id), facets: counts.toFacets() };
}

/** The sectors of what an organisation offers and seeks. */
export function sectorsOf(organisation: Organisation): ReadonlySet<string> {
  return entryOf(organisation).sectors;
}

/** Lower case without accents; everything but letters and digits parts words. */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function fits(
  query: DirectoryQuery,
  participant: Participant,
  organisation: Organisation,
  entry: Entry,
): boolean {
  if (query.kind !== null && participant.kind !== query.kind && participant.kind !== "both") return false;
  if (query.sector !== null && !entry.sectors.has(query.sector)) return false;
  if (query.family !== null && organisation.family !== query.family) return false;
  if (query.inclusionKind !== null && organisation.inclusionKind !== query.inclusionKind) return false;
  if (query.label !== null && !organisation.labels.includes(query.label)) return false;
  return query.territory === null || entry.territory === query.territory;
}

/** Department code of an organisation's place; null where it is not known. */
export function territoryOf(organisation: Organisation): string | null {
  return entryOf(organisation).territory;
}

/** 0 when a word is nowhere; more when words are in the name, or begin one. */
function rankText(entry: Entry, words: readonly string[]): number {
  let rank = 1;
  for (const word of words) {
    if (` ${entry.name}`.includes(` ${word}`)) rank += 8;
    else if (` ${entry.text}`.includes(` ${word}`)) rank += 2;
    else if (entry.text.includes(word)) rank += 1;
    else return 0;
  }
  return rank;
}

function entryOf(organisation: Organisation): Entry {
  const known = entries.get(organisation);
  if (known) return known;
  const { place, offers, needs } = organisation;
  const activities = [...offers, ...needs].flatMap((item) => item.activities ?? []);
  const texts = [
    organisation.name,
    place.commune,
    organisation.description,
    ...organisation.labels,
    ...offers.map((offer) => offer.text),
    ...needs.map((need) => need.text),
    ...activities.flatMap((code) => findTrade(code)?.label.fr ?? []),
  ];
  const made: Entry = {
    name: foldText(organisation.name),
    text: foldText(texts.join(" ")),
    sectors: new Set(activities.flatMap((code) => findTrade(toActivity(code))?.sector ?? [])),
    territory: place.department ?? departmentOf(place.insee ?? place.postcode),
  };
  entries.set(organisation, made);
  return made;
}

function departmentOf(code: string | undefined): string | null {
  if (code === undefined) return null;
  return code.slice(0, code.startsWith("97") ? 3 : 2);
}

function createCounts() {
  const sectors = new Map<string, number>();
  const families = new Map<string, number>();
  const inclusionKinds = new Map<string, number>();
  const labels = new Map<string, number>();
  const territories = new Map<string, number>();
  const count = (map: Map<string, number>, value: string | null): void => {
    if (value !== null) map.set(value, (map.get(value) ?? 0) + 1);
  };
  return {
    add(organisation: Organisation, entry: Entry): void {
      for (const sector of entry.sectors) count(sectors, sector);
      for (const label of new Set(organisation.labels)) count(labels, label);
      count(families, organisation.family);
      count(inclusionKinds, organisation.inclusionKind);
      count(territories, entry.territory);
    },
    toFacets: (): DirectoryFacets => ({
      sectors: listCounts(sectors),
      families: listCounts(families),
      inclusionKinds: listCounts(inclusionKinds),
      labels: listCounts(labels),
      territories: listCounts(territories),
    }),
  };
}

/** The most frequent first. */
function listCounts(map: ReadonlyMap<string, number>): Facet[] {
  return [...map]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, "fr"));
}

import type { Organisation } from "../domain/directory/organisation.ts";
import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { Instant, OrganisationId } from "../domain/ids.ts";
import type { Recommendation } from "../matching/rank.ts";
import { computeDistanceKm, type Location, toLocation } from "../matching/territory.ts";
import type { Relation } from "../matching/weights.ts";
import { countFreeSlots } from "../views/bookable-slots.ts";
import { sectorsOf, territoryOf } from "../views/directory-search.ts";

type LegalFamily = Organisation["family"];

/** Null where anything will do. */
export type RecommendationFilters = {
  readonly relation: Relation | null;
  readonly sector: string | null;
  /** Department code. */
  readonly territory: string | null;
  readonly family: LegalFamily | null;
  /** At most so far, as the crow flies; who is nobody knows where is left out. */
  readonly withinKm: number | null;
  /** Only those with a slot free. */
  readonly freeOnly: boolean;
};

export const noFilters: RecommendationFilters = {
  relation: null,
  sector: null,
  territory: null,
  family: null,
  withinKm: null,
  freeOnly: false,
};

/** Keeps the order. */
export function filterRecommendations(
  list: readonly Recommendation[],
  filters: RecommendationFilters,
  state: FairState,
  directory: DirectoryState,
  now: Instant,
  self?: OrganisationId,
): readonly Recommendation[] {
  const { relation, sector, territory, family, withinKm, freeOnly } = filters;
  const own = self === undefined ? undefined : directory.organisations.get(self);
  const here = withinKm === null || own === undefined ? undefined : toLocation(own.place);
  return list.filter((one) => {
    const id = one.organisation as OrganisationId;
    const organisation = directory.organisations.get(id);
    return (
      organisation !== undefined &&
      (relation === null || one.relation === relation) &&
      (sector === null || sectorsOf(organisation).has(sector)) &&
      (territory === null || territoryOf(organisation) === territory) &&
      (family === null || organisation.family === family) &&
      (withinKm === null || (here !== undefined && isWithin(here, organisation, withinKm))) &&
      (!freeOnly || countFreeSlots(state, id, now) > 0)
    );
  });
}

function isWithin(here: Location, { place }: Organisation, km: number): boolean {
  const distance = computeDistanceKm(here, toLocation(place));
  return distance !== null && distance <= km;
}

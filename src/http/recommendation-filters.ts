import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { Instant, OrganisationId } from "../domain/ids.ts";
import type { Recommendation } from "../matching/rank.ts";
import type { Relation } from "../matching/weights.ts";
import { countFreeSlots } from "../views/bookable-slots.ts";
import { sectorsOf, territoryOf } from "../views/directory-search.ts";

/** Null where anything will do. */
export type RecommendationFilters = {
  readonly relation: Relation | null;
  readonly sector: string | null;
  /** Department code. */
  readonly territory: string | null;
  /** Only those with a slot free. */
  readonly freeOnly: boolean;
};

export const noFilters: RecommendationFilters = {
  relation: null,
  sector: null,
  territory: null,
  freeOnly: false,
};

/** Keeps the order. */
export function filterRecommendations(
  list: readonly Recommendation[],
  filters: RecommendationFilters,
  state: FairState,
  directory: DirectoryState,
  now: Instant,
): readonly Recommendation[] {
  const { relation, sector, territory, freeOnly } = filters;
  return list.filter((one) => {
    const id = one.organisation as OrganisationId;
    const organisation = directory.organisations.get(id);
    return (
      organisation !== undefined &&
      (relation === null || one.relation === relation) &&
      (sector === null || sectorsOf(organisation).has(sector)) &&
      (territory === null || territoryOf(organisation) === territory) &&
      (!freeOnly || countFreeSlots(state, id, now) > 0)
    );
  });
}

import type { JSX } from "preact";
import { Button } from "../components/button.tsx";
import { Check, type Option } from "../components/field.tsx";
import { FilterChoice, OrganisationChoices } from "../components/filter.tsx";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { Recommendation } from "../view-types.ts";

export type RecommendationFilters = {
  readonly relation: string;
  readonly sector: string;
  readonly department: string;
  readonly family: string;
  /** Kilometres. */
  readonly within: string;
  readonly free: boolean;
};
/** Choices that the list has. */
export type RecommendationOptions = {
  readonly relations: readonly Recommendation["relation"][];
  readonly sectors: readonly Option[];
  readonly departments: readonly Option[];
  readonly families: readonly Option[];
  readonly distances: readonly Option[];
};
type Props = {
  readonly fair: string;
  readonly filters: RecommendationFilters;
  readonly options: RecommendationOptions;
  /** How many are left. */
  readonly found: number;
};

/** Something is left out. */
export function isFiltered({ free, ...chosen }: RecommendationFilters): boolean {
  return free || Object.values(chosen).some((value) => value !== "");
}

/** Narrows one's recommendations; closed until it is used, so that a phone shows whom to meet first. */
export function Filters({ fair, filters, options, found }: Props): JSX.Element | null {
  const { t } = useI18n();
  const active = isFiltered(filters);
  if (!active && found < 4) return null;
  const relations = options.relations.map((value) => ({ value, label: t.terms.relation[value] }));
  return (
    <details class="disclosure" open={active}>
      <summary>{active ? t.space.filtered(found) : t.directory.filters}</summary>
      <div class="disclosure-body">
        <form class="form" method="get" action={paths.space(fair)}>
          <div class="fields-3">
            <FilterChoice
              name="relation"
              label={t.space.relation}
              options={relations}
              value={filters.relation}
              empty={t.common.all}
            />
            <OrganisationChoices filters={filters} options={options} />
            <FilterChoice
              name="within"
              label={t.space.within}
              options={options.distances}
              value={filters.within}
              empty={t.space.anywhere}
            />
          </div>
          <Check name="free" label={t.directory.onlyFree} checked={filters.free} />
          <div class="row">
            <Button icon="search">{t.space.filter}</Button>
            {active && <a href={paths.space(fair)}>{t.space.noFilter}</a>}
          </div>
        </form>
      </div>
    </details>
  );
}

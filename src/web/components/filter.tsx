import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { Field, type Option, Select } from "./field.tsx";

/** A choice that narrows a list; the empty one narrows nothing. */
export function FilterChoice(props: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly empty: string;
  readonly id?: string;
}): JSX.Element {
  return <Select {...props} optional class="no-optional" />;
}

/** Words to look for in a list. */
export function FilterQuery(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}): JSX.Element {
  return <Field {...props} name="q" type="search" optional class="no-optional" />;
}

/** What narrows any list of organisations: what they do, where, and what they are. */
export function OrganisationChoices(props: {
  readonly filters: { readonly sector: string; readonly department: string; readonly family: string };
  readonly options: {
    readonly sectors: readonly Option[];
    readonly departments: readonly Option[];
    readonly families: readonly Option[];
  };
}): JSX.Element {
  const { t } = useI18n();
  const { filters, options } = props;
  return (
    <>
      <FilterChoice
        name="sector"
        label={t.directory.sector}
        options={options.sectors}
        value={filters.sector}
        empty={t.directory.allSectors}
      />
      <FilterChoice
        name="department"
        label={t.directory.department}
        options={options.departments}
        value={filters.department}
        empty={t.common.all}
      />
      <FilterChoice
        name="family"
        label={t.account.family}
        options={options.families}
        value={filters.family}
        empty={t.directory.allFamilies}
      />
    </>
  );
}

import type { PlaceOfOrganisation } from "../domain/directory/organisation.ts";
import {
  type Commune,
  departmentOfInsee,
  departmentsOfPostcode,
  findCommunes,
  foldCommune,
  listCommunes,
  listDepartments,
} from "../matching/communes.ts";
import type { FaultOf } from "./faults.ts";
import { listNearest } from "./near-text.ts";

type PlaceFault = FaultOf<"unknown-commune" | "commune-elsewhere" | "ambiguous-commune" | "unknown-insee">;
/** What is wrong, and the field of the place that says it. */
export type FoundPlaceFault = Pick<PlaceFault, "code" | "params"> & { readonly field: "commune" | "insee" };

const mostChoices = 6;

/**
 * What must be asked of a place: a commune that nobody knows, that is not where the postcode says, or one of several
 * of that name. Nothing where coordinates say it, or in the few territories whose communes are not in our table.
 */
export function checkCommune(
  place: PlaceOfOrganisation,
  { withNearest = true } = {},
): FoundPlaceFault | undefined {
  if (place.lat !== undefined && place.lon !== undefined) return undefined;
  const departments = departmentsOf(place);
  if (departments.some((code) => !known.has(code))) return undefined;
  const value = place.commune;
  if (place.insee !== undefined) {
    const { insee } = place;
    const isKnown = listCommunes(departmentOfInsee(insee)).some((each) => each.insee === insee);
    // The districts of Paris, Lyon and Marseille have codes of their own.
    if (isKnown || /^(?:751|1320|6938)/.test(insee)) return undefined;
    return { field: "insee", code: "unknown-insee", params: { value: insee } };
  }
  const name = cleanName(value);
  const anywhere = findCommunes(name);
  const here =
    departments.length === 0 ? anywhere : anywhere.filter((each) => departments.includes(each.department));
  if (here.length === 1) return undefined;
  if (here.length > 1)
    return { field: "commune", code: "ambiguous-commune", params: { value, choices: toChoices(here) } };
  if (anywhere.length > 0) {
    const params = { value, department: departments.join(", "), choices: toChoices(anywhere) };
    return { field: "commune", code: "commune-elsewhere", params };
  }
  const near = withNearest ? nearest(name, departments) : [];
  return { field: "commune", code: "unknown-commune", params: { value, near: near.map(describe) } };
}

const known: ReadonlySet<string> = new Set(listDepartments());

/** The departments that a place says it is in; none when it says nothing of them. */
function departmentsOf({ insee, department, postcode }: PlaceOfOrganisation): readonly string[] {
  if (insee !== undefined) return [departmentOfInsee(insee)];
  if (department !== undefined) return [department];
  return departmentsOfPostcode(postcode ?? "");
}

/** « Montpellier Cedex 2 », « Lyon 3e », « Paris 11ème arrondissement ». */
function cleanName(name: string): string {
  return name
    .replace(/\s+cedex\b.*$/i, "")
    .replace(/\s+\d{1,2}\s*(?:er|e|è|ème|eme)?(?:\s+arr\w*\.?)?\s*$/iu, "")
    .trim();
}

const nearestKept = new Map<string, readonly Commune[]>();

/** In the department first, then anywhere among names that begin alike: a table of 35,000 is not read for each line. */
function nearest(name: string, departments: readonly string[]): readonly Commune[] {
  const folded = foldCommune(name);
  const key = `${folded}|${departments.join()}`;
  const kept = nearestKept.get(key);
  if (kept) return kept;
  const options = { textOf: (each: Commune) => foldCommune(each.name) };
  const inside = listNearest(folded, departments.flatMap(listCommunes), options);
  const found =
    inside.length > 0
      ? inside
      : listNearest(
          folded,
          listDepartments().flatMap((code) =>
            listCommunes(code).filter((each) => each.name[0]?.toLowerCase() === name[0]?.toLowerCase()),
          ),
          options,
        );
  if (nearestKept.size >= 200) nearestKept.clear();
  nearestKept.set(key, found);
  return found;
}

function toChoices(communes: readonly Commune[]): readonly string[] {
  const choices = communes.slice(0, mostChoices).map(describe);
  return communes.length > mostChoices ? [...choices, "…"] : choices;
}

function describe({ name, department, insee }: Commune): string {
  return `${name} (${department}, Insee ${insee})`;
}

/** Communes of France: INSEE code, name, coordinates. Data: see data/departments.json for its licence. */
import type { PlaceOfOrganisation } from "../domain/directory/organisation.ts";
import departments from "./data/departments.json" with { type: "json" };

export type Commune = {
  readonly insee: string;
  readonly name: string;
  readonly department: string;
  readonly lat: number;
  readonly lon: number;
};

const regionByDepartment = new Map(Object.entries(departments.regionByDepartment));

export function findDepartmentRegion(department: string): string | null {
  return regionByDepartment.get(department) ?? null;
}

/** The commune that a place names without doubt. */
export function locateCommune(_place: PlaceOfOrganisation): Commune | undefined {
  return undefined;
}

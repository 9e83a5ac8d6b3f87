/**
 * Communes of France with their coordinates, from data/communes.json (see generate-communes.mjs there).
 * Data: Licence Ouverte 2.0, Etalab / INSEE; GeoNames CC-BY 4.0.
 */
import type { PlaceOfOrganisation } from "../domain/directory/organisation.ts";
import file from "./data/communes.json" with { type: "json" };
import departments from "./data/departments.json" with { type: "json" };
import { fold } from "./text.ts";

export type Commune = {
  readonly insee: string;
  readonly name: string;
  readonly department: string;
  readonly lat: number;
  readonly lon: number;
  /** False when the position is the mean of its intercommunality (about 10 km off). */
  readonly exact: boolean;
};

const stepsPerDegree = 80;
const originLat = 41;
const originLon = -6;
const shortNames: readonly (readonly [string, string])[] = [
  ["9", "-Saint-"],
  ["8", "-le-"],
  ["7", "-les-"],
  ["6", "-en-"],
  ["5", "-la-"],
  ["4", "-de-"],
  ["3", "-sur-"],
  ["2", "Sainte-"],
  ["1", "Saint-"],
];

const regionByDepartment = new Map(Object.entries(departments.regionByDepartment));
const nameByDepartment = new Map(Object.entries(departments.nameByDepartment));
const nameByRegion = new Map(Object.entries(departments.nameByRegion));
const listByDepartment = new Map(Object.entries(file.departments));
const communesByDepartment = new Map<string, readonly Commune[]>();
let communesByName: ReadonlyMap<string, readonly Commune[]> | undefined;

export function findDepartmentRegion(department: string): string | null {
  return regionByDepartment.get(department) ?? null;
}

/** « Hérault » for 34; the code itself when nobody knows it. */
export function nameDepartment(code: string): string {
  return nameByDepartment.get(code) ?? code;
}

export function nameRegion(code: string): string {
  return nameByRegion.get(code) ?? code;
}

/** Communes of that name, in one department when it is known; several mean that the author must be asked. */
export function findCommunes(name: string, department?: string): readonly Commune[] {
  communesByName ??= indexByName();
  const found = communesByName.get(foldCommune(name)) ?? [];
  return department === undefined ? found : found.filter((each) => each.department === department);
}

/** The commune that a place names without doubt, by its INSEE code or by a name that only one bears. */
export function locateCommune(place: PlaceOfOrganisation): Commune | undefined {
  if (place.insee !== undefined) {
    const { insee } = place;
    return listCommunes(insee.slice(0, 2)).find((each) => each.insee === insee);
  }
  const department = place.department ?? place.postcode?.slice(0, 2);
  const [only, ...others] = findCommunes(place.commune, department);
  return others.length === 0 ? only : undefined;
}

/** The departments whose communes are known. */
export function listDepartments(): readonly string[] {
  return [...listByDepartment.keys()];
}

/** The communes of one department; none overseas. */
export function listCommunes(department: string): readonly Commune[] {
  const known = communesByDepartment.get(department);
  if (known !== undefined) return known;
  const communes = decode(department, listByDepartment.get(department) ?? "");
  communesByDepartment.set(department, communes);
  return communes;
}

function decode(department: string, list: string): readonly Commune[] {
  const communes: Commune[] = [];
  let number = 0;
  for (const entry of list === "" ? [] : list.split("|")) {
    number += Number.parseInt(entry[0] ?? "0", 36);
    if (entry.length === 1) continue;
    const exact = entry[1] !== "~";
    const group = exact ? 0 : Number.parseInt(entry.slice(2, 4), 36) * 4;
    const position = exact ? entry.slice(1, 5) : file.groups.slice(group, group + 4);
    communes.push({
      insee: department + String(number).padStart(3, "0"),
      name: lengthen(entry.slice(exact ? 5 : 4)),
      department,
      lat: Number.parseInt(position.slice(0, 2), 36) / stepsPerDegree + originLat,
      lon: Number.parseInt(position.slice(2), 36) / stepsPerDegree + originLon,
      exact,
    });
  }
  return communes;
}

function lengthen(name: string): string {
  return shortNames.reduce((text, [short, long]) => text.replaceAll(short, long), name);
}

/** A name as people type it, for comparing: no accents, no hyphens, « st » spelt out. */
export function foldCommune(name: string): string {
  return fold(name)
    .replace(/[^a-z]+/g, " ")
    .replace(/\bst\b/g, "saint")
    .replace(/\bste\b/g, "sainte")
    .trim();
}

function indexByName(): ReadonlyMap<string, readonly Commune[]> {
  const byName = new Map<string, Commune[]>();
  for (const department of listByDepartment.keys()) {
    for (const commune of listCommunes(department)) {
      const key = foldCommune(commune.name);
      const known = byName.get(key);
      if (known === undefined) byName.set(key, [commune]);
      else known.push(commune);
    }
  }
  return byName;
}

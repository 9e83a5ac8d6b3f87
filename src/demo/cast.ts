import type { z } from "zod";
import type { profileSchema } from "../domain/directory/organisation.ts";
import { parseArea } from "../exchange/area-text.ts";
import { findCommunes, findDepartmentRegion } from "../matching/communes.ts";
import buyers from "./buyers.json" with { type: "json" };
import { type CastDelegate, type CastPeople, createCastPeople, toSlug } from "./cast-people.ts";
import exhibitors from "./exhibitors.json" with { type: "json" };
import { createRandom, type Random } from "./random.ts";
import { say, type Words } from "./wording.ts";
import wordings from "./wordings.json" with { type: "json" };

type Profile = z.input<typeof profileSchema>;
type Need = NonNullable<Profile["needs"]>[number];
/** An organisation of a file that the import reads. */
export type CastOrganisation = Profile & {
  readonly id: string;
  readonly delegates: readonly CastDelegate[];
};
export type Cast = {
  readonly exhibitors: readonly CastOrganisation[];
  readonly buyers: readonly CastOrganisation[];
};

const essFamilies = ["association", "scop", "scic", "cooperative", "mutual", "foundation", "ess-company"];
type Topic = keyof typeof wordings.topics;
/** What a topic is called in the taxonomy, for needs that declare it. */
const activityOf: Readonly<Partial<Record<string, string>>> = wordings.activities;
/** Departments in which somebody answers; the others are served from anywhere. */
const whereOf: Readonly<Partial<Record<string, string>>> = wordings.where;

/**
 * The rest of the demo's fair: exhibitors as they are written, buyers made of written kinds, names, towns and wordings
 * of needs. One seed, one cast. `taken` are names of people who are there already.
 */
export function createCast(seed: number, taken: readonly string[] = []): Cast {
  const random = createRandom(seed);
  const people = createCastPeople(random, taken);
  const said = new Set<string>();
  const uses = new Map<string, number>();
  return {
    exhibitors: exhibitors.map((written) => toExhibitor(written, people, random)),
    buyers: buyers.kinds.flatMap((kind) =>
      kind.names.map((name) => toBuyer(kind, name, { random, people, said, uses })),
    ),
  };
}

type WrittenExhibitor = {
  readonly name: string;
  readonly at: string;
  readonly family: string;
  readonly kind?: string;
  readonly labels?: readonly string[];
  readonly fte: number;
  readonly keur: number;
  readonly about: string;
  /** Activities, text, reach. */
  readonly offers: readonly (readonly string[])[];
  /** Kind, text, reach. */
  readonly needs: readonly (readonly string[])[];
};

function toExhibitor(written: WrittenExhibitor, people: CastPeople, random: Random): CastOrganisation {
  const { name, at, family, kind = null, labels = [], fte, keur, about, offers, needs } = written;
  const id = toSlug(name).slice(0, 40);
  const luck = random.next();
  return {
    id,
    name,
    family: family as Profile["family"],
    ess: true,
    inclusionKind: kind as NonNullable<Profile["inclusionKind"]> | null,
    labels: [...labels],
    place: toPlace(at),
    staffFte: fte,
    turnoverKeur: keur,
    description: about,
    offers: offers.map(([activities = "", text = "", reach = ""], index) => ({
      id: `o${index + 1}`,
      text,
      activities: activities === "" ? [] : activities.split(","),
      area: toArea(reach),
    })),
    needs: needs.map(([needKind = "buy", text = "", reach = ""], index) => ({
      id: `n${index + 1}`,
      kind: needKind as Need["kind"],
      text,
      area: toArea(reach),
    })),
    delegates: people(id, fte > 20 && luck < 0.3 ? 3 : luck < 0.6 ? 2 : 1),
  };
}

type BuyerKind = (typeof buyers.kinds)[number];
type Making = {
  readonly random: Random;
  readonly people: CastPeople;
  /** Texts of needs: nobody says the same. */
  readonly said: Set<string>;
  /** How often each topic was asked for. */
  readonly uses: Map<string, number>;
};

function toBuyer(kind: BuyerKind, name: string, making: Making): CastOrganisation {
  const { random, people } = making;
  const id = toSlug(name).slice(0, 40);
  const [least = 1, most = 1] = kind.fte;
  const staffFte = least + random.below(most - least + 1);
  const luck = random.next();
  const place = toPlace(random.pick(townsOf(kind, random)) ?? "");
  const topics = kind.topics.filter((topic) => whereOf[topic]?.includes(place.department ?? "") ?? true);
  return {
    id,
    name,
    family: kind.family as Profile["family"],
    ess: essFamilies.includes(kind.family),
    inclusionKind: null,
    labels: [],
    place,
    staffFte,
    turnoverKeur: null,
    description: say(random.pick(kind.about) ?? "", wordsOf(kind), random),
    offers: [],
    needs: [...makeNeeds({ ...kind, topics }, luck < 0.3 ? 1 : luck < 0.8 ? 2 : 3, making)],
    delegates: people(id, staffFte > 40 && random.next() < 0.4 ? 2 : 1),
  };
}

function townsOf({ towns }: BuyerKind, random: Random): readonly string[] {
  if (typeof towns !== "string") return towns;
  const wide = towns === "any" ? (random.next() < 0.5 ? "small" : "big") : towns;
  return buyers.towns[wide as keyof typeof buyers.towns];
}

/** Topics of this kind, those least asked for first among a few drawn: every trade finds somebody. */
function makeNeeds(kind: BuyerKind, count: number, making: Making): readonly Need[] {
  const { random, uses } = making;
  const needs = new Map<Topic, Need>();
  const most = Math.min(count, new Set(kind.topics).size);
  while (needs.size < most) {
    const [topic] = Array.from({ length: 3 }, () => random.pick(kind.topics) as Topic)
      .filter((each) => !needs.has(each))
      .sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    // Who only looks for money exhibits: a buyer buys something first.
    if (topic === undefined || (topic === "pret" && needs.size === 0)) continue;
    uses.set(topic, (uses.get(topic) ?? 0) + 1);
    const need = toNeed(kind, topic, `n${needs.size + 1}`, making);
    if (need) needs.set(topic, need);
  }
  return [...needs.values()];
}

/** Nothing where somebody said just that. */
function toNeed(kind: BuyerKind, topic: Topic, id: string, { random, said }: Making): Need | undefined {
  const text = toSentence(say(random.pick(wordings.topics[topic]) ?? "", wordsOf(kind), random));
  if (said.has(text)) return undefined;
  said.add(text);
  const activity = activityOf[topic];
  const articles = [...text.matchAll(/L2113-1\d/g)].map(([article]) => article);
  return {
    id,
    kind: topic === "pret" ? "finance" : "buy",
    text,
    ...(activity === undefined ? {} : { activities: [activity] }),
    area: areaOfNeed(kind, random),
    ...(articles.length > 0 ? { reservedFor: articles } : {}),
  };
}

/** Some look near, or in their region; most do not say. */
function areaOfNeed({ towns }: BuyerKind, random: Random): Need["area"] {
  const luck = random.next();
  const km = 80 + 20 * random.below(4);
  if (typeof towns !== "string" || luck > 0.4) return null;
  return luck < 0.3 ? { type: "radius", km } : { type: "regions", codes: ["76"] };
}

function wordsOf(kind: BuyerKind): Words {
  const { sites, buildings, grounds, people, staff, public: audience = "adhérents" } = kind;
  return { site: sites, building: buildings, grounds, people, staff, public: [audience] };
}

function toSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** « Lunel 34 » → its commune, as our table knows it. */
function toPlace(at: string): Profile["place"] {
  const space = at.lastIndexOf(" ");
  const department = at.slice(space + 1);
  const [commune, another] = findCommunes(at.slice(0, space), department);
  if (!commune || another) throw new Error(`the demo knows no commune « ${at} », or several`);
  const { name, insee, lat, lon } = commune;
  const region = findDepartmentRegion(department);
  return { commune: name, insee, department, ...(region === null ? {} : { region }), lat, lon };
}

function toArea(text: string): Need["area"] {
  const area = parseArea(text);
  if (area === "bad-area") throw new Error(`the demo knows no area « ${text} »`);
  return area;
}

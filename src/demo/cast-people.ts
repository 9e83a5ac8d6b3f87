import people from "./people.json" with { type: "json" };
import type { Random } from "./random.ts";

export type CastDelegate = { readonly name: string; readonly email: string };
/** Gives each organisation people of its own: no name comes twice. */
export type CastPeople = (organisation: string, count: number) => readonly CastDelegate[];

export function createCastPeople(random: Random, taken: readonly string[]): CastPeople {
  const used = new Set(taken);
  const draw = (): string => {
    const name = `${random.pick(people.first)} ${random.pick(people.last)}`;
    if (used.has(name)) return draw();
    used.add(name);
    return name;
  };
  return (organisation, count) =>
    Array.from({ length: count }, () => {
      const name = draw();
      return { name, email: `${toSlug(name).replace("-", ".")}@${organisation}.example` };
    });
}

/** « Éclat de Garonne » → `eclat-de-garonne`. */
export function toSlug(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

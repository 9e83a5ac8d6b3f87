import { readFile } from "node:fs/promises";
import { z } from "zod";
import { createCast } from "./cast.ts";
import type { FairSize } from "./venue.ts";

export type DemoOrganisations = {
  /** A file for the import. */
  readonly content: Uint8Array;
  /** In the order of the file. */
  readonly references: readonly string[];
  isExhibitor(reference: string): boolean;
  /** Who books and comes as the demo goes; the others only wish, and wait to be asked. */
  acts(reference: string): boolean;
};

const fileSchema = z.object({
  organisations: z.array(
    z.looseObject({ id: z.string(), delegates: z.array(z.looseObject({ name: z.string() })).default([]) }),
  ),
});
/** Buyers without a stand; everybody else exhibits, and those who also look for suppliers are both. */
const writtenBuyers = new Set([
  "cap-lagune",
  "mutuelle-garrigue",
  "creches-tournesol",
  "syndicat-lunevillois",
  "ehpad-glycines",
  "residence-cret",
  "chantiers-estuaire",
  "cigales-forez",
  "cuisine-monts",
  "transforez",
]);
/** One cast for all demos: what a seed changes is what people do. */
const castSeed = 1;
/** Of the buyers of the cast, one in so many acts. */
const actsOneIn = 4;

export async function readOrganisations(size: FairSize): Promise<DemoOrganisations> {
  const file = await readFile(new URL("./organisations.json", import.meta.url), "utf8");
  const written = fileSchema.parse(JSON.parse(file)).organisations;
  const cast =
    size === "full"
      ? createCast(
          castSeed,
          written.flatMap(({ delegates }) => delegates.map(({ name }) => name)),
        )
      : { exhibitors: [], buyers: [] };
  const organisations = [...written, ...cast.exhibitors, ...cast.buyers];
  const buyers = new Set([...writtenBuyers, ...cast.buyers.map(({ id }) => id)]);
  const waits = new Set(cast.buyers.flatMap(({ id }, index) => (index % actsOneIn === 0 ? [] : [id])));
  return {
    content: Buffer.from(JSON.stringify({ organisations })),
    references: organisations.map(({ id }) => id),
    isExhibitor: (reference) => !buyers.has(reference),
    acts: (reference) => !waits.has(reference),
  };
}

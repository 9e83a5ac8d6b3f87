import type { Ask } from "./demo-api.ts";

export const fairSizes = ["full", "small"] as const;
/** `full`: a regional fair of 140 exhibitors and 400 buyers; `small`: the 58 organisations written one by one. */
export type FairSize = (typeof fairSizes)[number];

type Room = {
  readonly name: string;
  /** People, stands and tables, by size. */
  readonly holds: Readonly<Record<FairSize, readonly [capacity: number, stands: number, tables: number]>>;
  readonly accessible: boolean;
};
const rooms: readonly Room[] = [
  { name: "Espace Antigone", holds: { full: [420, 36, 0], small: [180, 12, 0] }, accessible: true },
  { name: "Salle Einstein", holds: { full: [160, 0, 24], small: [60, 0, 12] }, accessible: true },
  { name: "Hall Pasteur", holds: { full: [900, 72, 0], small: [400, 14, 0] }, accessible: true },
  { name: "Salle Sully", holds: { full: [260, 32, 12], small: [90, 6, 8] }, accessible: true },
  { name: "Atelier Comédie", holds: { full: [110, 0, 16], small: [45, 0, 8] }, accessible: false },
];

/** Rooms with their tables, and stands given out in order until there are none left. */
export async function furnish(ask: Ask, size: FairSize, exhibitors: readonly string[]): Promise<void> {
  const waiting = [...exhibitors];
  let table = 0;
  for (const { name, holds, accessible } of rooms) {
    const [capacity, stands, tables] = holds[size];
    const { roomId } = await ask("POST", "/rooms", { name, capacity, accessible });
    const letter = name.split(" ").at(-1)?.[0] ?? "A";
    const places = [
      ...Array.from({ length: stands }, (_, index) => ({
        roomId,
        name: `${letter}${index + 1}`,
        kind: "stand",
        accessible,
        organisationId: waiting.shift(),
      })),
      ...Array.from({ length: tables }, () => {
        table += 1;
        return { roomId, name: `Table ${table}`, kind: "table", accessible };
      }),
    ];
    await ask("POST", "/places", { places });
  }
}

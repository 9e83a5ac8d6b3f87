/** A booking asked for: which buyer, which exhibitor, which slot. */
export type Attempt = readonly [buyer: number, exhibitor: number, slot: number];
export type Mix = { readonly name: string; readonly conflicts: number };

export const exhibitors = 200;
export const buyers = 400;
/** Slots that are measured; as many again warm the engines up. */
export const slots = 40;
export const warmUp = 16_000;
export const connections = 64;
export const mixes: readonly Mix[] = [
  { name: "few conflicts", conflicts: 0.1 },
  { name: "many conflicts", conflicts: 0.9 },
];

/**
 * `count` attempts in a random order that only the seed decides. Buyer `e + s` for exhibitor `e` in slot `s` clashes
 * with no other; the share `conflicts` of them asks instead for a cell of the others, as another buyer.
 */
export function attempts(count: number, { conflicts }: Mix, seed: number, firstSlot = 0): readonly Attempt[] {
  const random = createRandom(seed);
  const cells = shuffle(
    Array.from({ length: exhibitors * slots }, (_, cell) => cell),
    random,
  );
  const fresh = Math.min(cells.length, Math.round(count * (1 - conflicts)));
  const all = Array.from({ length: count }, (_, index): Attempt => {
    const cell = cells[index < fresh ? index : Math.floor(random() * fresh)] ?? 0;
    const [exhibitor, slot] = [cell % exhibitors, firstSlot + Math.floor(cell / exhibitors)];
    const buyer = index < fresh ? (exhibitor + slot) % buyers : Math.floor(random() * buyers);
    return [buyer, exhibitor, slot];
  });
  return shuffle(all, random);
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [mixed[index], mixed[other]];
    if (a === undefined || b === undefined) continue;
    mixed[index] = b;
    mixed[other] = a;
  }
  return mixed;
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Figures = {
  readonly perSecond: number;
  readonly booked: number;
  readonly refused: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the engine (server, database) for one booking, warm-up included; the load's own is not counted. */
  readonly cpuUs?: number;
};

/** Runs the attempts by `connections` loops, each waiting for its answer before the next. */
export async function measureLoops(
  work: readonly Attempt[],
  book: (attempt: Attempt, index: number) => Promise<boolean>,
): Promise<Figures> {
  const times = new Float64Array(work.length);
  let [next, booked] = [0, 0];
  const startedMs = performance.now();
  const loop = async (): Promise<void> => {
    for (let index = next++; index < work.length; index = next++) {
      const attempt = work[index];
      if (!attempt) return;
      const askedMs = performance.now();
      if (await book(attempt, index)) booked += 1;
      times[index] = performance.now() - askedMs;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return toFigures(times, booked, performance.now() - startedMs);
}

export function toFigures(times: Float64Array, booked: number, tookMs: number): Figures {
  const sorted = times.slice().sort();
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    perSecond: (times.length / tookMs) * 1000,
    booked,
    refused: times.length - booked,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

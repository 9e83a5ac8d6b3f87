import { choose } from "../../src/scheduling/choose.ts";
import { createRandom } from "../../src/scheduling/random.ts";
import { repair } from "../../src/scheduling/repair.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { leastRepair } from "../scheduling/exact-repair.ts";
import { drawFair, type FairSize } from "../scheduling/fairs.ts";
import { applied, disrupt, disrupted, kinds, smallCase } from "../scheduling/repairs.ts";

const slotsOfNotice = 2;

/**
 * Random disruptions of all five kinds on a published agenda of some 2,000 meetings, and on one of some 15,000; then
 * small ones, exactly.
 */
export function benchRepair(rounds: number): void {
  disruptAgenda({ exhibitors: 140, buyers: 400, slots: 48, tables: 60, wishes: 2800 }, rounds);
  disruptAgenda(
    { exhibitors: 900, buyers: 2600, slots: 48, tables: 400, wishes: 20_000 },
    Math.ceil(rounds / 5),
  );
  console.log("against the minimum by exact search, on small agendas with little room");
  console.table(compareWithLeast(rounds));
}

function disruptAgenda(size: FairSize, rounds: number): void {
  const fair = drawFair(size, 2);
  const { chosen } = choose(fair, { seconds: 5, elapsed: stopwatch(), seed: 1 });
  const random = createRandom(1);
  const rows = new Map<string, Tally>();
  for (let round = 0; round < rounds; round += 1) {
    const item = chosen[random.below(chosen.length)];
    const kind = kinds[round % kinds.length];
    if (item === undefined || kind === undefined) continue;
    const disruption = disrupt(fair, item, kind, 1 + random.below(4));
    const now = Math.max(0, item.slot - random.below(4));
    const used = process.cpuUsage();
    const plan = repair(fair, chosen, disruption, { now, notice: slotsOfNotice });
    const { user, system } = process.cpuUsage(used);
    const ms = (user + system) / 1000;
    const isLawful =
      verifyChoice(disrupted(fair, disruption), applied(chosen, plan, true)).length === 0 &&
      verifyChoice(fair, applied(chosen, plan, false)).length === 0;
    const hasMovedSoon = plan.moves.some(({ from }) => from.slot < now + slotsOfNotice);
    const isGone = kind === "cancelled" || kind === "no-show";
    for (const name of [kind, "all five"]) {
      const row = rows.get(name) ?? newTally();
      rows.set(name, row);
      row.times.push(ms);
      row.moved += plan.moves.length;
      row.asked += plan.asks.length;
      row.lost += plan.lost.length - (isGone ? 1 : 0);
      row.disturbed += plan.disturbed.length;
      row.holes += plan.refills.length;
      row.refilled += plan.refills.filter(({ offers }) => offers.length > 0).length;
      if (!isLawful || hasMovedSoon) row.invalid += 1;
    }
  }
  console.log(`${chosen.length} meetings, ${rounds} disruptions, CPU time in milliseconds`);
  console.table([...rows].map(([kind, tally]) => ({ kind, ...describe(tally) })));
}

type Tally = {
  readonly times: number[];
  moved: number;
  asked: number;
  lost: number;
  disturbed: number;
  holes: number;
  refilled: number;
  invalid: number;
};

function newTally(): Tally {
  return { times: [], moved: 0, asked: 0, lost: 0, disturbed: 0, holes: 0, refilled: 0, invalid: 0 };
}

function describe({ times, disturbed, ...sums }: Tally) {
  times.sort((a, b) => a - b);
  return {
    disruptions: times.length,
    median: times[times.length >> 1]?.toFixed(1),
    p99: times[Math.floor(times.length * 0.99)]?.toFixed(1),
    most: times.at(-1)?.toFixed(1),
    disturbedEach: (disturbed / times.length).toFixed(3),
    ...sums,
  };
}

function compareWithLeast(rounds: number) {
  let cases = 0;
  let equal = 0;
  let [lost, disturbed, leastLost, leastDisturbed] = [0, 0, 0, 0];
  for (let seed = 1; seed <= rounds; seed += 1) {
    const small = smallCase(seed);
    if (small === undefined) continue;
    const { fair, chosen, hit, disruption } = small;
    const least = leastRepair(disrupted(fair, disruption), chosen, hit, () => true);
    const plan = repair(fair, chosen, disruption, { now: 0, notice: 0 });
    cases += 1;
    if (plan.lost.length === least.lost && plan.disturbed.length === least.disturbed) equal += 1;
    lost += plan.lost.length;
    disturbed += plan.disturbed.length;
    leastLost += least.lost;
    leastDisturbed += least.disturbed;
  }
  return [
    {
      cases,
      equalToMinimum: `${((100 * equal) / cases).toFixed(1)} %`,
      disturbedEach: (disturbed / cases).toFixed(3),
      minimumEach: (leastDisturbed / cases).toFixed(3),
      meanExcess: ((disturbed - leastDisturbed) / cases).toFixed(4),
      lostEach: (lost / cases).toFixed(3),
      leastLostEach: (leastLost / cases).toFixed(3),
    },
  ];
}

function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

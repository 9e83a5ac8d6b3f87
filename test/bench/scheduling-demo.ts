import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCoventis } from "../../src/cli/compose.ts";
import { parseConfig } from "../../src/config.ts";
import { createDemoApi } from "../../src/demo/demo-api.ts";
import { createRandom } from "../../src/demo/random.ts";
import { type DemoFair, registrationDay, seedDemo } from "../../src/demo/seed.ts";
import type { FairProblem } from "../../src/domain/fair/agenda-draft.ts";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { openComputation } from "../../src/runtime/agenda/computation.ts";
import { placeFair, toChoice } from "../../src/runtime/agenda/place-fair.ts";
import { problemOfFair } from "../../src/runtime/agenda/problem-of-fair.ts";
import { listPairs, scoreOfPairs } from "../../src/runtime/agenda/ranked-pairs.ts";
import { createDemoClock } from "../../src/runtime/clock.ts";
import { describeDecisions, describeParticipant } from "../../src/runtime/matching/fair-changes.ts";
import { giniOf } from "../../src/scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { findFreePort } from "../support/free-port.ts";
import { chooseGreedily, chooseThenPlace, measureChoice } from "./scheduling-choices.ts";

/** As the organiser's page proposes it. */
const floor = 3;
/** So many pairs of each list are candidates, as when a draft is computed. */
const rankedTop = 40;

/**
 * The agenda of the demo's fair on the day when booking opens: wishes said, nothing booked. The engine of the drafts
 * beside what peers ship. Seconds are CPU seconds of this process.
 */
export async function benchDemo(seconds: number, seed: number): Promise<void> {
  const { problem, exhibitors } = await problemOfDemo();
  const choice = toChoice(problem);
  let bound = 0;
  const ways: readonly (readonly [string, (elapsed: () => number) => readonly Chosen[]])[] = [
    ["greedy in order of value", () => chooseGreedily(choice)],
    ["choose first, place after", () => chooseThenPlace(choice)],
    [
      `drafts: choose and place, ${seconds} s`,
      (elapsed) => {
        const agenda = placeFair(problem, { seconds, seed, elapsed });
        bound = agenda.bound.value;
        return toChosen(problem, agenda.placed);
      },
    ],
  ];
  const measured = ways.map(([way, run]) => {
    const start = process.cpuUsage();
    const elapsed = (): number => {
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    const chosen = run(elapsed);
    return { way, chosen, used: elapsed() };
  });
  const couldMeet = countMeetings(problem.candidates, exhibitors);
  const able = [...couldMeet].filter(([, candidates]) => candidates >= floor).length;
  console.log(
    `${problem.organisations.length} organisations, ${exhibitors.size} exhibitors of whom ${able} could have three, ` +
      `${problem.candidates.length} candidates, ${problem.grid.length} slots, ${choice.seats.length} tables and stands`,
  );
  const everybody = new Set(problem.organisations.map(({ id }) => id));
  const could = countMeetings(problem.candidates, everybody);
  console.table(
    measured.map(({ way, chosen, used }) => {
      const held = countMeetings(pairsOf(choice, chosen), everybody);
      const served = [...held].filter(([id, meetings]) => meetings >= Math.min(floor, could.get(id) ?? 0));
      const { value, breaks } = measureChoice(choice, chosen);
      const counts = countMeetings(pairsOf(choice, chosen), exhibitors);
      const withThree = [...counts.values()].filter((meetings) => meetings >= floor).length;
      return {
        way,
        meetings: chosen.length,
        value: value.toFixed(0),
        bound: bound.toFixed(0),
        share: `${((100 * value) / bound).toFixed(2)} %`,
        breaks,
        "exhibitors with three": `${((100 * withThree) / exhibitors.size).toFixed(1)} %`,
        "of those who can": `${((100 * withThree) / able).toFixed(1)} %`,
        "all with what they can of three": `${((100 * served.length) / everybody.size).toFixed(1)} %`,
        "Gini of exhibitors": giniOf([...counts.values()]).toFixed(3),
        violations: verifyChoice(choice, chosen).length,
        seconds: used.toFixed(2),
      };
    }),
  );
}

async function problemOfDemo(): Promise<{
  readonly problem: FairProblem;
  readonly exhibitors: DemoFair["exhibitors"];
}> {
  const folder = mkdtempSync(join(tmpdir(), "coventis-bench-demo-"));
  const parsed = parseConfig({
    DATA_DIR: folder,
    PORT: String(await findFreePort()),
    LOG_LEVEL: "warn",
    RATE_COMMANDS: "0",
    RATE_READS: "0",
  });
  if (!parsed.ok) throw new Error(parsed.faults.join("\n"));
  const clock = createDemoClock(registrationDay, 1);
  const server = await startCoventis(parsed.config, { clock, isDemo: true });
  const computation = openComputation();
  try {
    const { fair, exhibitors } = await seedDemo(server, createDemoApi(server.url), clock, createRandom(1));
    const { state } = fair;
    const directory = server.runtime.directory.state;
    const changes = [
      ...describeDecisions(state),
      ...[...state.participants.keys()].map((id) => describeParticipant(state, directory, id)),
    ];
    const pairs = await computation.rank({ changes, today: clock.now().slice(0, 10) }, rankedTop);
    const recommended = [...listPairs(pairs)].map(
      ([a, b]) => [organisationIdSchema.parse(a), organisationIdSchema.parse(b)] as const,
    );
    const options = { at: clock.now(), score: scoreOfPairs(pairs), floor, recommended };
    return { problem: problemOfFair(state, options), exhibitors };
  } finally {
    await computation.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Meetings of a draft in the words of the engine. */
function toChosen(
  { candidates, grid }: FairProblem,
  placed: ReturnType<typeof placeFair>["placed"],
): readonly Chosen[] {
  const idOf = new Map(candidates.map(({ organisations }, index) => [organisations.join(">"), `m${index}`]));
  const gridOf = new Map(grid.map((slot, index) => [slot, index]));
  return placed.map(({ organisations, slot, placeId, delegates }) => ({
    candidate: idOf.get(organisations.join(">")) ?? "",
    slot: gridOf.get(slot) ?? -1,
    place: placeId,
    delegates: [delegates[0], delegates[1]],
  }));
}

type Pair = { readonly organisations: readonly string[] };

function pairsOf({ candidates }: ChooseProblem, chosen: readonly Chosen[]): readonly Pair[] {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return chosen.flatMap(({ candidate }) => byId.get(candidate) ?? []);
}

function countMeetings(
  pairs: readonly Pair[],
  organisations: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const count = new Map([...organisations].map((id) => [id, 0]));
  for (const { organisations: pair } of pairs)
    for (const id of pair) if (count.has(id)) count.set(id, (count.get(id) ?? 0) + 1);
  return count;
}

import { parentPort } from "node:worker_threads";
import type { DraftProgress, FairProblem } from "../../domain/fair/agenda-draft.ts";
import type { MatchOrganisation } from "../../matching/card.ts";
import { createMatcher } from "../../matching/rank.ts";
import { type FairAgenda, placeFair } from "./place-fair.ts";

export type WorkerTask =
  | { readonly type: "rank"; readonly organisations: readonly MatchOrganisation[]; readonly top: number }
  | {
      readonly type: "place";
      readonly problem: FairProblem;
      readonly seconds: number;
      readonly seed: number;
      readonly steps: number | undefined;
      /** Turns to 1 when the search is to end with what it has. */
      readonly stop: Int32Array;
    };
/** Two organisations and the score of their pair. */
export type RankedPair = readonly [string, string, number];
export type WorkerMessage =
  | { readonly type: "ranked"; readonly pairs: readonly RankedPair[] }
  | { readonly type: "progress"; readonly progress: DraftProgress }
  | { readonly type: "placed"; readonly agenda: FairAgenda; readonly took: number };

parentPort?.on("message", (task: WorkerTask) => {
  if (task.type === "rank") tell({ type: "ranked", pairs: rank(task.organisations, task.top) });
  else place(task);
});

function rank(organisations: readonly MatchOrganisation[], top: number): readonly RankedPair[] {
  const matcher = createMatcher(organisations);
  return organisations.flatMap(({ id }) =>
    matcher.rankOrganisation(id, { top }).map((other): RankedPair => [id, other.organisation, other.score]),
  );
}

function place({ problem, seconds, seed, steps, stop }: Extract<WorkerTask, { type: "place" }>): void {
  const startedMs = performance.now();
  const elapsed = (): number => (performance.now() - startedMs) / 1000;
  const agenda = placeFair(problem, {
    seconds,
    seed,
    elapsed,
    ...(steps === undefined ? {} : { steps }),
    shouldStop: () => Atomics.load(stop, 0) !== 0,
    onProgress: (progress) => tell({ type: "progress", progress }),
  });
  tell({ type: "placed", agenda, took: elapsed() });
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

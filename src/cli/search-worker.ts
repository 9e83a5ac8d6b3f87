import { parentPort } from "node:worker_threads";
import type { Problem } from "../scheduling/problem.ts";
import type { Answer } from "../scheduling/solution.ts";
import { type Progress, solve } from "../scheduling/solve.ts";

export type SearchTask = {
  readonly problem: Problem;
  readonly seconds: number;
  readonly seed: number;
  readonly steps?: number;
  /** Turns to 1 when the search is to end with what it has. */
  readonly stop: Int32Array;
};
export type SearchMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "answer"; readonly answer: Answer };

parentPort?.on("message", ({ problem, stop, ...limits }: SearchTask) => {
  const start = performance.now();
  const answer = solve(problem, {
    ...limits,
    elapsed: () => (performance.now() - start) / 1000,
    shouldStop: () => Atomics.load(stop, 0) !== 0,
    onProgress: (progress) => tell({ type: "progress", progress }),
  });
  tell({ type: "answer", answer });
});

function tell(message: SearchMessage): void {
  parentPort?.postMessage(message);
}

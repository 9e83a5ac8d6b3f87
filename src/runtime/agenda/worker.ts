import { parentPort } from "node:worker_threads";
import type { DraftProgress, FairProblem } from "../../domain/fair/agenda-draft.ts";
import { createFairLists, type ListChange } from "../matching/fair-lists.ts";
import { type FairAgenda, placeFair } from "./place-fair.ts";
import { buffersOf, packPairs, type RankedPair, type RankedPairs } from "./ranked-pairs.ts";

export type WorkerTask =
  | { readonly type: "rank"; readonly fair: RankedFair; readonly top: number }
  | {
      readonly type: "place";
      readonly problem: FairProblem;
      readonly seconds: number;
      readonly seed: number;
      readonly steps: number | undefined;
      /** Turns to 1 when the search is to end with what it has. */
      readonly stop: Int32Array;
    };
/** What the lists of a fair are made of, and the day on which they are. */
export type RankedFair = { readonly changes: readonly ListChange[]; readonly today: string };
export type WorkerMessage =
  | { readonly type: "ranked"; readonly pairs: RankedPairs }
  | { readonly type: "progress"; readonly progress: DraftProgress }
  /** A valid agenda to be going on with: read only where somebody asks for it. */
  | { readonly type: "interim"; readonly agenda: AgendaBytes }
  | { readonly type: "placed"; readonly agenda: AgendaBytes; readonly took: number };
/** The JSON of an agenda, which is handed over where objects would be copied one by one. */
export type AgendaBytes = Uint8Array<ArrayBuffer>;

parentPort?.on("message", (task: WorkerTask) => {
  if (task.type === "rank")
    void rank(task.fair, task.top).then((pairs) => tell({ type: "ranked", pairs }, buffersOf(pairs)));
  else place(task);
});

/** The scores that participants read on their own lists: the small lifted as the organiser chose, pins first. */
async function rank({ changes, today }: RankedFair, top: number): Promise<RankedPairs> {
  const lists = createFairLists({ today, pause: () => Promise.resolve() });
  for (const change of changes) lists.take(change);
  await lists.survey();
  return packPairs(
    changes.flatMap((change) =>
      change.type === "present"
        ? lists
            .list(change.organisation.id, top)
            .map((other): RankedPair => [change.organisation.id, other.organisation, other.score])
        : [],
    ),
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
    onInterim(agenda) {
      const bytes = toBytes(agenda);
      tell({ type: "interim", agenda: bytes }, [bytes.buffer]);
    },
  });
  const bytes = toBytes(agenda);
  tell({ type: "placed", agenda: bytes, took: elapsed() }, [bytes.buffer]);
}

function toBytes(agenda: FairAgenda): AgendaBytes {
  return new TextEncoder().encode(JSON.stringify(agenda));
}

function tell(message: WorkerMessage, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}

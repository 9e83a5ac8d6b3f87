import type { DraftProgress, FairProblem } from "../../domain/fair/agenda-draft.ts";
import { openThread } from "../open-thread.ts";
import type { FairAgenda } from "./place-fair.ts";
import type { RankedPairs } from "./ranked-pairs.ts";
import type { AgendaBytes, RankedFair, WorkerMessage, WorkerTask } from "./worker.ts";

/** A thread that ranks pairs and computes an agenda; the caller's event loop stays free. */
export type Computation = {
  rank(fair: RankedFair, top: number): Promise<RankedPairs>;
  place(
    problem: FairProblem,
    options: { readonly seconds: number; readonly seed: number; readonly steps?: number },
    told: { onProgress(progress: DraftProgress): void; onInterim?(read: () => FairAgenda): void },
  ): Promise<{ readonly agenda: () => FairAgenda; readonly took: number }>;
  /** Ends the search with the best agenda so far. */
  stop(): void;
  close(): Promise<void>;
};

export function openComputation(): Computation {
  const worker = openThread(import.meta.url, "worker");
  const stop = new Int32Array(new SharedArrayBuffer(4));
  let waiting: { onMessage(message: WorkerMessage): void; reject(error: unknown): void } | undefined;
  let fault: Error | undefined;
  worker.on("message", (message: WorkerMessage) => waiting?.onMessage(message));
  worker.on("error", (error: Error) => {
    fault ??= error;
    waiting?.reject(fault);
  });
  worker.on("exit", (code) => {
    fault ??= new Error(`the agenda thread ended with code ${code}`);
    waiting?.reject(fault);
  });
  const ask = <T>(task: WorkerTask, read: (message: WorkerMessage) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      if (fault) return reject(fault);
      waiting = {
        reject,
        onMessage(message) {
          const answer = read(message);
          if (answer !== undefined) resolve(answer);
        },
      };
      worker.postMessage(task);
    });
  return {
    rank: (fair, top) =>
      ask({ type: "rank", fair, top }, (message) => (message.type === "ranked" ? message.pairs : undefined)),
    place: (problem, { seconds, seed, steps }, told) =>
      ask({ type: "place", problem, seconds, seed, steps, stop }, (message) => {
        if (message.type === "progress") told.onProgress(message.progress);
        if (message.type === "interim") told.onInterim?.(readOnce(message.agenda));
        return message.type === "placed"
          ? { agenda: readOnce(message.agenda), took: message.took }
          : undefined;
      }),
    stop: () => void Atomics.store(stop, 0, 1),
    async close() {
      await worker.terminate();
    },
  };
}

/** Decodes at the first call only: most agendas on the way are overtaken before anybody looks at them. */
function readOnce(bytes: AgendaBytes): () => FairAgenda {
  let agenda: FairAgenda | undefined;
  return () => {
    agenda ??= JSON.parse(new TextDecoder().decode(bytes)) as FairAgenda;
    return agenda;
  };
}

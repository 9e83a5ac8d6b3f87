import { once } from "node:events";
import { openThread } from "../runtime/open-thread.ts";
import type { Problem } from "../scheduling/problem.ts";
import type { Answer } from "../scheduling/solution.ts";
import type { Progress } from "../scheduling/solve.ts";
import type { SearchMessage, SearchTask } from "./search-worker.ts";

export type SearchLimits = Pick<SearchTask, "seconds" | "seed" | "steps">;

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Solves in a thread of its own: told to stop by a signal, the process ends the search with the best agenda so far.
 * A second signal ends the process.
 */
export async function searchInThread(
  problem: Problem,
  limits: SearchLimits,
  onProgress: (progress: Progress) => void,
): Promise<Answer | "out of memory"> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const onSignal = (): void => void Atomics.store(stop, 0, 1);
  for (const signal of signals) process.once(signal, onSignal);
  const worker = openThread(import.meta.url, "search-worker");
  try {
    const answered = new Promise<Answer>((resolve) => {
      worker.on("message", (message: SearchMessage) => {
        if (message.type === "progress") onProgress(message.progress);
        else resolve(message.answer);
      });
    });
    const task: SearchTask = { problem, ...limits, stop };
    worker.postMessage(task);
    return await Promise.race([answered, failureOf(worker)]);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    await worker.terminate();
  }
}

async function failureOf(worker: ReturnType<typeof openThread>): Promise<"out of memory"> {
  try {
    const [code] = await once(worker, "exit");
    throw new Error(`the search ended with code ${code}`);
  } catch (error) {
    if (isOutOfMemory(error)) return "out of memory";
    throw error;
  }
}

function isOutOfMemory(error: unknown): boolean {
  const hasNoHeap = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return hasNoHeap || (error instanceof RangeError && error.message.includes("allocation failed"));
}

import type { Recommendation } from "../../matching/rank.ts";
import { openThread } from "../open-thread.ts";
import type { FairCoverage } from "./fair-coverage.ts";
import type { ClosedPair, ListChange, OwnAdvice } from "./fair-lists.ts";
import type { MatchingMessage, MatchingTask, Question } from "./worker.ts";

/** A thread that ranks for all fairs of this node; the caller's event loop stays free for bookings. */
export type MatchingThread = {
  /** A fair that it does not know yet, without anybody. */
  open(fair: string, today: string): void;
  /** Taken before whatever is asked next. */
  take(fair: string, changes: readonly ListChange[]): void;
  ask<Q extends Question>(fair: string, question: Q): Promise<AnswerTo[Q["type"]]>;
  close(): Promise<void>;
};
export type AnswerTo = {
  readonly list: readonly Recommendation[];
  readonly explain: Recommendation | undefined;
  readonly advise: readonly OwnAdvice[];
  readonly closed: ClosedPair;
  readonly coverage: FairCoverage;
};

type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** `onLost`: the thread ended by itself, and with it all that it knew; what waited is rejected. */
export function openMatchingThread(options: {
  readonly onLifted: (fair: string) => void;
  readonly onRefused: (error: Error) => void;
  readonly onLost: (error: Error) => void;
}): MatchingThread {
  const worker = openThread(import.meta.url, "worker");
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let lost: Error | undefined;
  const lose = (error: Error): void => {
    if (lost) return;
    lost = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    options.onLost(error);
  };
  worker.on("message", (message: MatchingMessage) => {
    if (message.type === "lifted") return options.onLifted(message.fair);
    if (message.type === "refused")
      return options.onRefused(new Error(`${message.fair}: ${message.message}`));
    const question = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "answer") question?.resolve(message.value);
    else question?.reject(new Error(message.message));
  });
  worker.on("error", lose);
  worker.on("exit", (code) => lose(new Error(`the matching thread ended with code ${code}`)));
  // What keeps a process alive is its server.
  worker.unref();
  const post = (task: MatchingTask): void => worker.postMessage(task);
  return {
    open: (fair, today) => post({ type: "open", fair, today }),
    take: (fair, changes) => post({ type: "take", fair, changes }),
    ask<Q extends Question>(fair: string, question: Q) {
      return new Promise<AnswerTo[Q["type"]]>((resolve, reject) => {
        if (lost) return reject(lost);
        asked += 1;
        waiting.set(asked, { resolve: (value) => resolve(value as AnswerTo[Q["type"]]), reject });
        post({ type: "ask", fair, id: asked, question });
      });
    },
    async close() {
      lost ??= new Error("the matching thread is closed");
      for (const { reject } of waiting.values()) reject(lost);
      waiting.clear();
      await worker.terminate();
    },
  };
}

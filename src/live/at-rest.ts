import type { FairStream } from "../runtime/runtime.ts";

/** How to read a state that is exactly at the stream's version. */
export type AtRest = {
  /** Runs `then` now or very soon, when no decided fact waits for the disk. */
  run(then: () => void): void;
  close(): void;
};

const lookAgainMs = 5;

/** To be made after every listener that must have taken a commit before `then` runs. */
export function createAtRest(stream: FairStream): AtRest {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const drain = (): void => {
    for (const then of waiting.splice(0)) then();
  };
  const look = (): void => {
    timer = undefined;
    if (stream.isSettled) drain();
    else if (waiting.length > 0 && !isClosed) timer = setTimeout(look, lookAgainMs);
  };
  // A stream under load is never at rest when timers run; it is each time that it tells of a commit.
  const stop = stream.onCommit(drain);
  return {
    run(then) {
      if (isClosed) return;
      if (stream.isSettled) return then();
      waiting.push(then);
      timer ??= setTimeout(look, lookAgainMs);
    },
    close() {
      isClosed = true;
      stop();
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}

import { type Computation, openComputation } from "../../../src/runtime/agenda/computation.ts";

/** A computation that goes on until it is told to stop, however soon its search has nothing left to find. */
export function openHeldComputation(): Computation {
  const own = openComputation();
  let release: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    ...own,
    async place(...task) {
      const placed = await own.place(...task);
      await stopped;
      return placed;
    },
    stop() {
      own.stop();
      release();
    },
  };
}

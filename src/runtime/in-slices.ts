/**
 * Runs steps to their end in slices of about `sliceMs`; whatever else waits for the event loop comes between two. What
 * the steps read may change there: each of them must hold by itself.
 */
export async function inSlices<T>(steps: Generator<void, T, void>, sliceMs = 4): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs;
    while (performance.now() < until) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await new Promise((resume) => setImmediate(resume));
  }
}

/** Runs steps to their end at once. */
export function atOnce<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** One writer at a time on a file, in order of arrival: left to SQLite, the loser sleeps with its whole thread. */
export type Turns = { take<T>(work: () => T | Promise<T>): Promise<T> };

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const own = last.then(work);
      last = own.catch(() => undefined);
      return own;
    },
  };
}

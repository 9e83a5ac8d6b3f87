import type { DraftId } from "../../domain/ids.ts";

/** What is done to one draft, one after the other. */
export type Turns = <T>(id: DraftId, act: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const turns = new Map<DraftId, Promise<unknown>>();
  return async (id, act) => {
    const before = turns.get(id) ?? Promise.resolve();
    const turn = before.then(act, act);
    turns.set(id, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(id) === turn) turns.delete(id);
    }
  };
}

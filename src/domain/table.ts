/** A keyed index that only `evolve` writes; everyone else gets a `ReadonlyTable`. */
export type ReadonlyTable<K, V> = {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  keys(): IterableIterator<K>;
  values(): IterableIterator<V>;
  entries(): IterableIterator<[K, V]>;
};

export type Table<K, V> = ReadonlyTable<K, V> & {
  set(key: K, value: V): void;
  delete(key: K): void;
};

/** Remembers how to take back what was written since `begin`: decisions evolve the state before the journal accepts them. */
export type UndoLog = {
  begin(): void;
  /** Keeps everything written since `begin`. */
  keep(): void;
  /** Takes back everything written since `begin`, newest first. */
  rollback(): void;
  record(undo: () => void): void;
  readonly isOpen: boolean;
};

export function createUndoLog(): UndoLog {
  let undos: (() => void)[] | undefined;
  return {
    begin() {
      undos = [];
    },
    keep() {
      undos = undefined;
    },
    rollback() {
      const taken = undos ?? [];
      undos = undefined;
      for (let index = taken.length - 1; index >= 0; index -= 1) taken[index]?.();
    },
    record(undo) {
      undos?.push(undo);
    },
    get isOpen() {
      return undos !== undefined;
    },
  };
}

/** Reads and writes cost O(1). Iteration order is insertion order, except after a rollback; never decide by it. */
export function createTable<K, V>(log: UndoLog): Table<K, V> {
  const map = new Map<K, V>();
  const remember = (key: K): void => {
    if (!log.isOpen) return;
    const had = map.has(key);
    const before = map.get(key);
    log.record(() => {
      if (had) map.set(key, before as V);
      else map.delete(key);
    });
  };
  return {
    get size() {
      return map.size;
    },
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    keys: () => map.keys(),
    values: () => map.values(),
    entries: () => map.entries(),
    set(key, value) {
      remember(key);
      map.set(key, value);
    },
    delete(key) {
      remember(key);
      map.delete(key);
    },
  };
}

/** One replaceable value under the same undo log. */
export type Cell<V> = { get(): V; set(value: V): void };

export function createCell<V>(log: UndoLog, initial: V): Cell<V> {
  let current = initial;
  return {
    get: () => current,
    set(value) {
      if (log.isOpen) {
        const before = current;
        log.record(() => {
          current = before;
        });
      }
      current = value;
    },
  };
}

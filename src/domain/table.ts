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
  /** What a map holds at a key, about to be written. */
  recordEntry<K, V>(map: Map<K, V>, key: K): void;
  readonly isOpen: boolean;
};

/** A published agenda writes some hundred thousand entries: three cells each instead of a closure. */
export function createUndoLog(): UndoLog {
  let maps: (Map<unknown, unknown> | undefined)[] = [];
  let keys: unknown[] = [];
  let values: unknown[] = [];
  let isOpen = false;
  const forget = (): void => {
    isOpen = false;
    if (maps.length > 0) [maps, keys, values] = [[], [], []];
  };
  return {
    begin() {
      forget();
      isOpen = true;
    },
    keep: forget,
    rollback() {
      const [inMaps, atKeys, before] = [maps, keys, values];
      forget();
      for (let index = inMaps.length - 1; index >= 0; index -= 1) {
        const [map, value] = [inMaps[index], before[index]];
        if (map === undefined) (value as () => void)();
        else if (value === absent) map.delete(atKeys[index]);
        else map.set(atKeys[index], value);
      }
    },
    record(undo) {
      if (!isOpen) return;
      maps.push(undefined);
      keys.push(undefined);
      values.push(undo);
    },
    recordEntry(map, key) {
      if (!isOpen) return;
      const before = map.get(key);
      maps.push(map as Map<unknown, unknown>);
      keys.push(key);
      values.push(before === undefined && !map.has(key) ? absent : before);
    },
    get isOpen() {
      return isOpen;
    },
  };
}

const absent = Symbol("absent");

/** Reads and writes cost O(1). Iteration order is insertion order, except after a rollback; never decide by it. */
export function createTable<K, V>(log: UndoLog): Table<K, V> {
  const map = new Map<K, V>();
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
      log.recordEntry(map, key);
      map.set(key, value);
    },
    delete(key) {
      log.recordEntry(map, key);
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

import { growInts } from "./trail.ts";

/** Variables by activity, the most active on top; those that are assigned may be missing. */
export type Heap = {
  items: Int32Array<ArrayBuffer>;
  /** Where a variable is in `items`, -1 where it is not. */
  places: Int32Array<ArrayBuffer>;
  size: number;
  activity: Float64Array<ArrayBuffer>;
  bump: number;
};

export function createHeap(): Heap {
  return {
    items: new Int32Array(0),
    places: new Int32Array(0),
    size: 0,
    activity: new Float64Array(0),
    bump: 1,
  };
}

export function growHeap(heap: Heap, variables: number): void {
  heap.items = growInts(heap.items, variables);
  const known = heap.places.length;
  heap.places = growInts(heap.places, variables).fill(-1, known);
  const activity = new Float64Array(variables);
  activity.set(heap.activity);
  heap.activity = activity;
}

export function insert(heap: Heap, variable: number): void {
  if ((heap.places[variable] ?? -1) >= 0) return;
  heap.items[heap.size] = variable;
  heap.size += 1;
  siftUp(heap, heap.size - 1);
}

export function popTop(heap: Heap): number {
  const { items, places } = heap;
  const top = items[0] ?? 0;
  heap.size -= 1;
  places[top] = -1;
  if (heap.size > 0) {
    items[0] = items[heap.size] ?? 0;
    siftDown(heap);
  }
  return top;
}

export function bumpActivity(heap: Heap, variable: number): void {
  const { activity, places } = heap;
  const grown = (activity[variable] ?? 0) + heap.bump;
  activity[variable] = grown;
  if (grown > 1e100) {
    for (let index = 0; index < activity.length; index += 1)
      activity[index] = (activity[index] ?? 0) * 1e-100;
    heap.bump *= 1e-100;
  }
  const at = places[variable] ?? -1;
  if (at >= 0) siftUp(heap, at);
}

/** What was bumped before now counts for less. */
export function decayActivity(heap: Heap, factor: number): void {
  heap.bump /= factor;
}

function siftUp(heap: Heap, start: number): void {
  const { items, places, activity } = heap;
  const variable = items[start] ?? 0;
  const own = activity[variable] ?? 0;
  let at = start;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = items[parent] ?? 0;
    if ((activity[above] ?? 0) >= own) break;
    items[at] = above;
    places[above] = at;
    at = parent;
  }
  items[at] = variable;
  places[variable] = at;
}

function siftDown(heap: Heap): void {
  const { items, places, activity, size } = heap;
  const variable = items[0] ?? 0;
  const own = activity[variable] ?? 0;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && (activity[items[child + 1] ?? 0] ?? 0) > (activity[items[child] ?? 0] ?? 0))
      child += 1;
    const below = items[child] ?? 0;
    if ((activity[below] ?? 0) <= own) break;
    items[at] = below;
    places[below] = at;
    at = child;
  }
  items[at] = variable;
  places[variable] = at;
}

import { growInts } from "./trail.ts";

/** Variables in the order of their last part in a conflict; the next decision is the latest that is open. */
export type Queue = {
  before: Int32Array<ArrayBuffer>;
  after: Int32Array<ArrayBuffer>;
  stamps: Float64Array<ArrayBuffer>;
  first: number;
  last: number;
  /** No open variable is later than this one. */
  from: number;
  now: number;
};

export function createQueue(): Queue {
  return {
    before: new Int32Array(0),
    after: new Int32Array(0),
    stamps: new Float64Array(0),
    first: -1,
    last: -1,
    from: -1,
    now: 0,
  };
}

export function growQueue(queue: Queue, variables: number): void {
  queue.before = growInts(queue.before, variables);
  queue.after = growInts(queue.after, variables);
  const stamps = new Float64Array(variables);
  stamps.set(queue.stamps);
  queue.stamps = stamps;
}

/** A new variable, later than all others. */
export function enqueue(queue: Queue, variable: number): void {
  append(queue, variable);
  queue.from = variable;
}

/** Takes the variables that shared in a conflict to the end, in the order they have. */
export function moveToEnd(queue: Queue, variables: number[], values: Int8Array): void {
  const { stamps } = queue;
  variables.sort((a, b) => (stamps[a] ?? 0) - (stamps[b] ?? 0));
  for (const variable of variables) {
    if (queue.last === variable) continue;
    const before = queue.before[variable] ?? -1;
    const after = queue.after[variable] ?? -1;
    // What is searched from must not move with its variable: those before it may be open.
    if (queue.from === variable) queue.from = before >= 0 ? before : after;
    if (before >= 0) queue.after[before] = after;
    else queue.first = after;
    if (after >= 0) queue.before[after] = before;
    append(queue, variable);
    if ((values[variable * 2] ?? 0) === 0) queue.from = variable;
  }
}

/** Called for each variable that opens again. */
export function reopen(queue: Queue, variable: number): void {
  if ((queue.stamps[variable] ?? 0) > (queue.stamps[queue.from] ?? 0)) queue.from = variable;
}

/** The latest open variable, -1 for none. */
export function latestOpen(queue: Queue, values: Int8Array): number {
  let at = queue.from;
  while (at >= 0 && (values[at * 2] ?? 0) !== 0) at = queue.before[at] ?? -1;
  if (at >= 0) queue.from = at;
  return at;
}

function append(queue: Queue, variable: number): void {
  queue.before[variable] = queue.last;
  queue.after[variable] = -1;
  if (queue.last >= 0) queue.after[queue.last] = variable;
  else queue.first = variable;
  queue.last = variable;
  queue.now += 1;
  queue.stamps[variable] = queue.now;
}

import { upcastFairEvent } from "../domain/fair/upcast.ts";
import type { FairId, Instant } from "../domain/ids.ts";
import { toInstant } from "../domain/instant.ts";
import type { OccupancyPort } from "../http/services.ts";
import type { FairStream, Runtime } from "../runtime/runtime.ts";
import { boardAt, createOccupancy, type Occupancy, type TouchedBoard } from "../views/occupancy.ts";
import type { NameOf } from "../views/occupancy-places.ts";
import { type RepairBoard, repairBoard } from "../views/repair/tasks.ts";
import { createSeries, createTimeline, type FairCommit } from "../views/timeline.ts";
import type { BoardPoint, BoardState } from "../views/topics.ts";

/** The rooms of one fair on this node: now, kept up commit by commit, and at any past minute. */
export type FairBoard = {
  readonly occupancy: Occupancy;
  readonly nameOf: NameOf;
  /** What is to repair and to fill: made anew after a commit, once a second at most, and as time passes. */
  repairs(): RepairBoard;
  now(): BoardState | undefined;
  at(instant: Instant): Promise<BoardState | undefined>;
  /** The minutes known so far; those before this node opened the fair only after `loadPast`. */
  points(): readonly BoardPoint[];
  loadPast(): Promise<void>;
  /** Told of every commit, with what it may have changed. Returns how to stop. */
  onChange(listener: (touched: TouchedBoard, version: number) => void): () => void;
};
export type Boards = OccupancyPort & { of(id: FairId): FairBoard | undefined };

const byRuntime = new WeakMap<Runtime, Boards>();
/** How long after a minute no command given before its end can still arrive. */
const graceMs = 2_000;
const commitsPerTurn = 200;
const repairEveryMs = 500;
/** Time alone brings meetings nearer, and ends slots. */
const repairAgainMs = 5_000;
/** What somebody at the desk has just done, or waits for. */
const urgent: ReadonlySet<string> = new Set([
  "DisruptionDeclared",
  "DisruptionEnded",
  "RepairApplied",
  "TaskDismissed",
  "OfferMade",
  "OfferAnswered",
  "OfferEnded",
  "RefillEnded",
]);

/** The boards of a runtime, made once for pages, API and sockets alike: before the server listens. */
export function boardsOf(runtime: Runtime): Boards {
  const known = byRuntime.get(runtime);
  if (known) return known;
  const boards = createBoards(runtime);
  byRuntime.set(runtime, boards);
  return boards;
}

function createBoards(runtime: Runtime): Boards {
  const byFair = new Map<FairId, FairBoard>();
  const nameOf: NameOf = (id) => runtime.directory.state.organisations.get(id)?.name ?? id;
  runtime.onFairOpened((stream, id) => byFair.set(id, createFairBoard(runtime, stream, nameOf)));
  const open = async (id: FairId): Promise<FairBoard | undefined> => {
    const stream = await runtime.fair(id);
    return stream && byFair.get(id);
  };
  return {
    of: (id) => byFair.get(id),
    async board(fairId, at) {
      const board = await open(fairId);
      if (!board) return undefined;
      if (at !== undefined && at < lately(runtime)) return board.at(at);
      await board.loadPast();
      return board.now();
    },
    async present(fairId, roomId) {
      const room = (await open(fairId))?.occupancy.room(roomId);
      return room && { present: room.present, capacity: room.capacity };
    },
  };
}

function createFairBoard(runtime: Runtime, stream: FairStream, nameOf: NameOf): FairBoard {
  const { state } = stream;
  const startedAt = runtime.clock.now();
  const occupancy = createOccupancy(state);
  const series = createSeries(state, occupancy, startedAt);
  const timeline = createTimeline((after) => readCommits(runtime, stream.name, after));
  const listeners = new Set<(touched: TouchedBoard, version: number) => void>();
  let past: readonly BoardPoint[] = [];
  let loading: Promise<void> | undefined;

  stream.onCommit(({ version, events }) => {
    const at = events.reduce<Instant | undefined>(
      (latest, event) => (latest === undefined || event.at > latest ? event.at : latest),
      undefined,
    );
    if (at !== undefined) series.rollTo(at);
    const touched = occupancy.take(events);
    for (const listener of listeners) listener(touched, version);
  });
  const repairs = keepRepairs(() => repairBoard(state, runtime.clock.now(), nameOf));
  stream.onCommit(({ events }) => repairs.take(events));
  const points = (): readonly BoardPoint[] => {
    series.rollTo(lately(runtime));
    return [...past, ...series.points];
  };
  return {
    occupancy,
    nameOf,
    points,
    repairs: repairs.board,
    now: () => boardAt(state, occupancy, runtime.clock.now(), nameOf, points(), repairs.board()),
    at: (instant) => timeline.boardAt(instant, nameOf),
    loadPast() {
      loading ??= timeline.pointsUntil(startedAt).then(
        (loaded) => {
          past = loaded;
        },
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Proposals are worth some milliseconds each: what may have changed them decides when they are made again. */
function keepRepairs(make: () => RepairBoard) {
  let kept: RepairBoard | undefined;
  let madeAtMs = 0;
  let tookMs = 0;
  let isDirty = false;
  let isUrgent = false;
  return {
    take(events: readonly { readonly type: string }[]): void {
      if (events.every(({ type }) => type === "BadgeScanned")) return;
      isDirty = true;
      isUrgent ||= events.some(({ type }) => urgent.has(type));
    },
    board(): RepairBoard {
      const ageMs = performance.now() - madeAtMs;
      // In a large fair proposals take their time: nine tenths of it stay for bookings.
      const dueMs = Math.max(isDirty ? repairEveryMs : repairAgainMs, 9 * tookMs);
      if (kept && !isUrgent && ageMs < dueMs) return kept;
      const startedAtMs = performance.now();
      kept = make();
      madeAtMs = performance.now();
      tookMs = madeAtMs - startedAtMs;
      isDirty = false;
      isUrgent = false;
      return kept;
    },
  };
}

/** The latest instant of which everything is known. */
function lately({ clock }: Runtime): Instant {
  return toInstant(clock.nowMs() - graceMs * clock.speed);
}

async function* readCommits(runtime: Runtime, stream: string, after: number): AsyncIterable<FairCommit> {
  let read = 0;
  for await (const { version, events } of runtime.journal.read(stream, after)) {
    yield { version, events: events.map(upcastFairEvent) };
    read += 1;
    // A long history must not hold up those who book meanwhile.
    if (read % commitsPerTurn === 0) await new Promise((done) => setImmediate(done));
  }
}

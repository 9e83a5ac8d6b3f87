import type { Recorded } from "../domain/decision.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import { evolveFair } from "../domain/fair/evolve.ts";
import { createFairState, type FairState, type FairWriter } from "../domain/fair/state.ts";
import type { Instant } from "../domain/ids.ts";
import { minutesAfter, toInstant, toMillis } from "../domain/instant.ts";
import type { Table } from "../domain/table.ts";
import { boardAt, createOccupancy, type Occupancy } from "./occupancy.ts";
import { dayWindows } from "./occupancy-moment.ts";
import type { NameOf } from "./occupancy-places.ts";
import type { BoardPoint, BoardState } from "./topics.ts";

export type FairCommit = { readonly version: number; readonly events: readonly Recorded<FairEvent>[] };
/** The commits of one fair after a version, oldest first, as far as they go. */
export type ReadCommits = (afterVersion: number) => AsyncIterable<FairCommit>;

/** The rooms of one fair at any past minute, from its journal. */
export type Timeline = {
  /** The board as it stood when every commit up to `at` was in, and no other. */
  boardAt(at: Instant, nameOf: NameOf): Promise<BoardState | undefined>;
  /** Every minute of every day of the fair before `until`. */
  pointsUntil(until: Instant): Promise<readonly BoardPoint[]>;
};

/** Present and in use, minute after minute of the fair's days: a point counts all that was recorded up to it. */
export type Series = {
  readonly points: readonly BoardPoint[];
  /** To be called before the occupancy takes what was recorded at `at`; and later, when nothing earlier can come. */
  rollTo(at: Instant): void;
  /** What `rollTo` would add, for who looks before it is certain. */
  ahead(at: Instant): readonly BoardPoint[];
};

/** Without `from` it begins with the first day. */
export function createSeries(state: FairState, occupancy: Occupancy, from?: Instant): Series {
  const points: BoardPoint[] = [];
  let rolledTo = from === undefined ? undefined : justBefore(from);
  const ahead = (at: Instant): readonly BoardPoint[] => {
    const added: BoardPoint[] = [];
    if (rolledTo !== undefined && at <= rolledTo) return added;
    const counts = { present: occupancy.present(), inUse: occupancy.seated.size };
    for (const { opensAt, closesAt } of dayWindows(state)) {
      let minute = rolledTo === undefined || rolledTo < opensAt ? opensAt : nextMinute(rolledTo);
      // The minute of `at` itself may still be added to.
      for (; minute < at && minute <= closesAt; minute = minutesAfter(minute, 1))
        added.push({ at: minute, ...counts });
    }
    return added;
  };
  return {
    points,
    ahead,
    rollTo(at) {
      points.push(...ahead(at));
      if (rolledTo === undefined || at > rolledTo) rolledTo = justBefore(at);
    },
  };
}

type Fold = {
  readonly writer: FairWriter;
  readonly occupancy: Occupancy;
  version: number;
  /** The latest time recorded so far: clocks of several nodes may differ by a little. */
  at: Instant | undefined;
};
type Checkpoint = { readonly writer: FairWriter; readonly version: number; readonly at: Instant };

const checkpointsKept = 32;

/** `spacing`: commits between checkpoints at first; it doubles when there are too many of them. */
export function createTimeline(read: ReadCommits, spacing = 500): Timeline {
  const head = foldOf(createFairState(), 0, undefined);
  const series = createSeries(head.writer, head.occupancy);
  let checkpoints: Checkpoint[] = [];
  let every = spacing;
  /** Where the last question led: dragging forward goes on from there. */
  let cursor: Fold | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const extend = async (): Promise<void> => {
    for await (const commit of read(head.version)) {
      const at = timeOf(head, commit);
      series.rollTo(at);
      take(head, commit, at);
      const last = checkpoints.at(-1)?.version ?? 0;
      if (head.version - last < every) continue;
      checkpoints.push({ writer: copyOf(head.writer), version: head.version, at });
      if (checkpoints.length <= checkpointsKept) continue;
      checkpoints = checkpoints.filter((_, index) => index % 2 === 1);
      every *= 2;
    }
  };
  const foldTo = async (at: Instant): Promise<Fold> => {
    if (head.at === undefined || head.at <= at) return head;
    const checkpoint = checkpoints.findLast((candidate) => candidate.at <= at);
    const from = checkpoint?.version ?? 0;
    let fold = cursor?.at !== undefined && cursor.at <= at && cursor.version >= from ? cursor : undefined;
    fold ??= checkpoint
      ? foldOf(copyOf(checkpoint.writer), checkpoint.version, checkpoint.at)
      : foldOf(createFairState(), 0, undefined);
    cursor = undefined;
    for await (const commit of read(fold.version)) {
      const recordedAt = timeOf(fold, commit);
      if (recordedAt > at) break;
      take(fold, commit, recordedAt);
    }
    cursor = fold;
    return fold;
  };
  /** One question after the other: they share folds. */
  const inTurn = <T>(body: () => Promise<T>): Promise<T> => {
    const turn = queue.then(body, body);
    queue = turn.catch(() => undefined);
    return turn;
  };

  return {
    boardAt: (at, nameOf) =>
      inTurn(async () => {
        await extend();
        const fold = await foldTo(at);
        const points = [...series.points, ...(fold === head ? series.ahead(at) : [])];
        return boardAt(fold.writer, fold.occupancy, at, nameOf, points);
      }),
    pointsUntil: (until) =>
      inTurn(async () => {
        await extend();
        return [...series.points, ...series.ahead(until)].filter((point) => point.at < until);
      }),
  };
}

function foldOf(writer: FairWriter, version: number, at: Instant | undefined): Fold {
  return { writer, occupancy: createOccupancy(writer), version, at };
}

function timeOf(fold: Fold, { events }: FairCommit): Instant {
  let at = fold.at;
  for (const event of events) if (at === undefined || event.at > at) at = event.at;
  return at ?? toInstant(0);
}

function take(fold: Fold, { version, events }: FairCommit, at: Instant): void {
  for (const event of events) {
    evolveFair(fold.writer, event);
    // Scans are only remembered to be counted once, and the journal holds each once.
    if (event.type === "BadgeScanned") fold.writer.scans.delete(event.scanId);
  }
  fold.occupancy.take(events);
  fold.version = version;
  fold.at = at;
}

/** What boards are made of and what folding on needs; values are shared, they never change. */
function copyOf(from: FairWriter): FairWriter {
  const to = createFairState();
  to.header.set(from.header.get());
  to.programme.set(from.programme.get());
  to.slots.set(from.slots.get());
  to.rules.set(from.rules.get());
  to.tables.set(from.tables.get());
  to.publishedDraft.set(from.publishedDraft.get());
  copyTable(from.closedSlots, to.closedSlots);
  copyTable(from.rooms, to.rooms);
  copyTable(from.places, to.places);
  copyTable(from.standOf, to.standOf);
  copyTable(from.participants, to.participants);
  copyTable(from.delegates, to.delegates);
  copyTable(from.wishes, to.wishes);
  copyTable(from.wishesOf, to.wishesOf);
  copyTable(from.meetings, to.meetings);
  copyTable(from.meetingsOf, to.meetingsOf);
  copyTable(from.openPair, to.openPair);
  copyTable(from.delegateBusy, to.delegateBusy);
  copyTable(from.placeBusy, to.placeBusy);
  copyTable(from.tablesUsed, to.tablesUsed);
  copyTable(from.firstTable, to.firstTable);
  copyTable(from.scheduledAt, to.scheduledAt);
  copyTable(from.scheduledOf, to.scheduledOf);
  copyTable(from.disruptions, to.disruptions);
  copyTable(from.shut, to.shut);
  copyTable(from.holes, to.holes);
  copyTable(from.offers, to.offers);
  copyTable(from.openOffers, to.openOffers);
  copyTable(from.offersOf, to.offersOf);
  copyTable(from.asked, to.asked);
  copyTable(from.dismissed, to.dismissed);
  copyTable(from.presence, to.presence);
  copyTable(from.presentIn, to.presentIn);
  return to;
}

function copyTable<K, V>(from: Table<K, V>, to: Table<K, V>): void {
  for (const [key, value] of from.entries()) to.set(key, value);
}

function nextMinute(after: Instant): Instant {
  return toInstant((Math.floor(toMillis(after) / 60_000) + 1) * 60_000);
}

function justBefore(at: Instant): Instant {
  return toInstant(toMillis(at) - 1);
}

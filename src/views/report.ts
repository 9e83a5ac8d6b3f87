import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState, Meeting, Participant } from "../domain/fair/state.ts";
import type { OrganisationId, RoomId } from "../domain/ids.ts";

/** The simple balance of a fair, as funders ask for it. Shares are between 0 and 1; null where nothing was counted. */
export type Report = {
  readonly registered: number;
  readonly validated: number;
  readonly exhibitors: number;
  readonly buyers: number;
  readonly delegates: number;
  /** Every request and booking ever made, and what became of them. */
  readonly asked: number;
  readonly accepted: number;
  readonly scheduled: number;
  readonly held: number;
  readonly missed: number;
  readonly declined: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly spread: Spread;
  readonly ratings: {
    readonly count: number;
    readonly average: number | null;
    readonly byStars: readonly number[];
  };
  readonly organisations: readonly OrganisationLine[];
};
/** How evenly meetings fall on validated organisations. */
export type Spread = {
  readonly lowest: number;
  readonly median: number;
  readonly highest: number;
  readonly without: number;
  /** 0 when all have as many, towards 1 when one has them all. */
  readonly gini: number | null;
};
export type OrganisationLine = {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kind: Participant["kind"];
  readonly status: Participant["status"];
  readonly asked: number;
  readonly received: number;
  readonly scheduled: number;
  readonly held: number;
  readonly missed: number;
  readonly absent: number;
  /** What others gave them. */
  readonly rating: number | null;
};
/** The highest number of people in each room. */
export type RoomPeak = {
  readonly roomId: RoomId;
  readonly name: string;
  readonly capacity: number;
  readonly peak: number;
  readonly at: string | null;
  /** Meetings held there; those still planned or missed are not. */
  readonly held: number;
};

export function toReport(fair: FairState, directory: DirectoryState): Report {
  const participants = [...fair.participants.values()];
  const meetings = [...fair.meetings.values()];
  const of = (...statuses: readonly Meeting["status"][]): number =>
    meetings.filter((meeting) => statuses.includes(meeting.status)).length;
  const lines = toLines(fair, directory, meetings);
  const validated = participants.filter((participant) => participant.status === "validated");
  return {
    registered: participants.length,
    validated: validated.length,
    exhibitors: validated.filter((participant) => participant.kind !== "buyer").length,
    buyers: validated.filter((participant) => participant.kind !== "exhibitor").length,
    delegates: fair.delegates.size,
    asked: meetings.length,
    accepted: of("accepted", "scheduled", "held", "missed"),
    scheduled: of("scheduled", "held", "missed"),
    held: of("held"),
    missed: of("missed"),
    declined: of("declined"),
    cancelled: of("cancelled", "withdrawn"),
    expired: of("expired"),
    spread: toSpread(
      lines
        .filter((line) => line.status === "validated")
        .map((line) => line.scheduled + line.held + line.missed),
    ),
    ratings: toRatings(meetings),
    organisations: lines,
  };
}

/** The Gini coefficient of what each one has; null without anything to share. */
export function computeGini(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (sorted.length === 0 || total === 0) return null;
  const weighted = sorted.reduce((sum, value, index) => sum + (index + 1) * value, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}

function toSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    lowest: sorted[0] ?? 0,
    median: medianOf(sorted),
    highest: sorted.at(-1) ?? 0,
    without: sorted.filter((value) => value === 0).length,
    gini: computeGini(sorted),
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function toRatings(meetings: readonly Meeting[]): Report["ratings"] {
  const all = meetings.flatMap((meeting) => (meeting.status === "held" ? [...meeting.ratings.values()] : []));
  return {
    count: all.length,
    average: averageOf(all),
    byStars: [1, 2, 3, 4, 5].map((stars) => all.filter((rating) => rating === stars).length),
  };
}

function averageOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

type Tally = {
  asked: number;
  received: number;
  scheduled: number;
  held: number;
  missed: number;
  absent: number;
  ratings: number[];
};

function toLines(
  fair: FairState,
  directory: DirectoryState,
  meetings: readonly Meeting[],
): OrganisationLine[] {
  const tallies = new Map<OrganisationId, Tally>();
  const tallyOf = (id: OrganisationId): Tally => {
    const known = tallies.get(id);
    if (known) return known;
    const made = { asked: 0, received: 0, scheduled: 0, held: 0, missed: 0, absent: 0, ratings: [] };
    tallies.set(id, made);
    return made;
  };
  for (const meeting of meetings) count(meeting, tallyOf);
  return [...fair.participants.values()]
    .map((participant): OrganisationLine => {
      const { ratings, ...tally } = tallyOf(participant.organisationId);
      return {
        id: participant.organisationId,
        name: directory.organisations.get(participant.organisationId)?.name ?? participant.organisationId,
        kind: participant.kind,
        status: participant.status,
        ...tally,
        rating: averageOf(ratings),
      };
    })
    .sort(
      (a, b) =>
        b.scheduled + b.held + b.missed - (a.scheduled + a.held + a.missed) || a.name.localeCompare(b.name),
    );
}

function count(meeting: Meeting, tallyOf: (id: OrganisationId) => Tally): void {
  const [from, to] = meeting.organisations;
  tallyOf(from).asked += 1;
  // A request that was silenced was never received.
  const isSilent = "silent" in meeting && meeting.silent === true;
  if (!isSilent) tallyOf(to).received += 1;
  for (const [index, id] of meeting.organisations.entries()) {
    const tally = tallyOf(id);
    if (meeting.status === "scheduled") tally.scheduled += 1;
    if (meeting.status === "held") {
      tally.held += 1;
      const given = meeting.ratings.get(index === 0 ? to : from);
      if (given !== undefined) tally.ratings.push(given);
    }
    if (meeting.status === "missed") {
      tally.missed += 1;
      if (meeting.absent.includes(id)) tally.absent += 1;
    }
  }
}

/** Meetings held and peaks of presence by room, from the scans of the journal in the order of their time. */
export function toRoomPeaks(
  fair: FairState,
  scans: readonly {
    readonly badge: string;
    readonly roomId: RoomId;
    readonly direction: "in" | "out";
    readonly scannedAt: string;
  }[],
): RoomPeak[] {
  const where = new Map<string, RoomId>();
  const present = new Map<RoomId, number>();
  const peaks = new Map<RoomId, { readonly peak: number; readonly at: string }>();
  const add = (room: RoomId, change: number): number => {
    const next = (present.get(room) ?? 0) + change;
    present.set(room, next);
    return next;
  };
  for (const scan of [...scans].sort((a, b) =>
    a.scannedAt < b.scannedAt ? -1 : a.scannedAt > b.scannedAt ? 1 : 0,
  )) {
    const before = where.get(scan.badge);
    if (scan.direction === "out") {
      if (before !== scan.roomId) continue;
      where.delete(scan.badge);
      add(scan.roomId, -1);
      continue;
    }
    if (before === scan.roomId) continue;
    if (before !== undefined) add(before, -1);
    where.set(scan.badge, scan.roomId);
    const now = add(scan.roomId, 1);
    if (now > (peaks.get(scan.roomId)?.peak ?? 0)) peaks.set(scan.roomId, { peak: now, at: scan.scannedAt });
  }
  const held = countHeld(fair);
  return [...fair.rooms.values()].map((room) => ({
    roomId: room.id,
    name: room.name,
    capacity: room.capacity,
    peak: peaks.get(room.id)?.peak ?? 0,
    at: peaks.get(room.id)?.at ?? null,
    held: held.get(room.id) ?? 0,
  }));
}

function countHeld(fair: FairState): ReadonlyMap<RoomId, number> {
  const counted = new Map<RoomId, number>();
  for (const meeting of fair.meetings.values()) {
    if (meeting.status !== "held") continue;
    const room = fair.places.get(meeting.placeId)?.roomId;
    if (room !== undefined) counted.set(room, (counted.get(room) ?? 0) + 1);
  }
  return counted;
}

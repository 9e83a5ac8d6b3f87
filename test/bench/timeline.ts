/** What looking back costs on a long day: npx tsx test/bench/timeline.ts [commits] */

import type { Recorded } from "../../src/domain/decision.ts";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { instantSchema, personIdSchema, roomIdSchema } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { createTimeline, type FairCommit } from "../../src/views/timeline.ts";

const wanted = Number(process.argv[2] ?? "100000");
const opensAt = instantSchema.parse("2099-03-09T08:00:00.000Z");
const minutes = 9 * 60;
const people = 440;
const meetings = 2_000;

const at = (index: number) => minutesAfter(opensAt, (index / wanted) * minutes - 30);
const record = (event: FairEvent, index: number): Recorded<FairEvent> => ({
  ...event,
  at: at(index),
  by: "system",
});
const org = (n: number) => `org_o${n}` as never;
const per = (n: number) => personIdSchema.parse(`per_p${n}`);
const roomId = roomIdSchema.parse("room_a");

const setup: FairEvent[] = [
  {
    type: "FairOpened",
    v: 1,
    fairId: "fair_long" as never,
    name: "Long",
    venue: "Corum",
    timeZone: "Europe/Paris",
  },
  {
    type: "ProgrammeSet",
    v: 1,
    programme: { slotMinutes: 20, days: [{ on: "2099-03-09", start: "09:00", end: "18:00", breaks: [] }] },
    slots: Array.from({ length: 27 }, (_, slot) => ({
      day: 0,
      startsAt: minutesAfter(opensAt, slot * 20),
      endsAt: minutesAfter(opensAt, slot * 20 + 20),
    })),
  },
  { type: "RoomSet", v: 1, roomId, name: "Antigone", capacity: 900, accessible: true },
  ...Array.from(
    { length: 84 },
    (_, n): FairEvent => ({
      type: "PlaceSet",
      v: 1,
      placeId: `plc_${n}` as never,
      roomId,
      name: String(n),
      kind: "table",
      accessible: true,
    }),
  ),
  ...Array.from({ length: people }, (_, n): FairEvent[] => [
    { type: "ParticipantRegistered", v: 1, organisationId: org(n), kind: "both" },
    { type: "DelegateRegistered", v: 1, personId: per(n), organisationId: org(n) },
    { type: "ParticipantValidated", v: 1, organisationId: org(n) },
  ]).flat(),
];
const day: FairEvent[] = Array.from({ length: wanted - setup.length }, (_, n): FairEvent => {
  if (n < meetings)
    return {
      type: "MeetingScheduled",
      v: 1,
      meetingId: `mtg_${n}` as never,
      organisations: [org((n * 2) % people), org((n * 2 + 1) % people)],
      slot: Math.floor(n / 84),
      placeId: `plc_${n % 84}` as never,
      delegates: [per((n * 2) % people), per((n * 2 + 1) % people)],
      origin: "agenda",
    };
  const scannedAt = at(n);
  return {
    type: "BadgeScanned",
    v: 1,
    scanId: `s${n}`,
    badge: n % 3 === 0 ? per(n % people) : `vis_${n % 5_000}`,
    roomId,
    direction: n % 2 === 0 ? "in" : "out",
    scannedAt,
  };
});
const commits: FairCommit[] = [...setup, ...day].map((event, index) => ({
  version: index + 1,
  events: [record(event, index)],
}));

async function* read(after: number): AsyncIterable<FairCommit> {
  for (let index = after; index < commits.length; index += 1) {
    const commit = commits[index];
    if (commit) yield commit;
  }
}
const timeline = createTimeline(read);
const nameOf = (id: string): string => id;
const timed = async (minute: number): Promise<number> => {
  const startedAt = performance.now();
  await timeline.boardAt(minutesAfter(opensAt, minute), nameOf);
  return performance.now() - startedAt;
};
const heapBefore = process.memoryUsage().heapUsed;
const first = await timed(200);
const drags: number[] = [];
for (let n = 0; n < 60; n += 1) drags.push(await timed((n * 197) % 500));
const slides: number[] = [];
for (let minute = 100; minute < 200; minute += 1) slides.push(await timed(minute));
const middle = (values: number[]): string =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)]?.toFixed(1) ?? "";
const kept = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
console.log(
  `${wanted} commits, ${people} participants, ${meetings} meetings: first look back ${first.toFixed(0)} ms, ` +
    `a jump ${middle(drags)} ms (longest ${drags.at(-1)?.toFixed(0)}), a minute on ${middle(slides)} ms, ${kept.toFixed(0)} MB`,
);

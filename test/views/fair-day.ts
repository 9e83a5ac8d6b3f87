import type { Recorded } from "../../src/domain/decision.ts";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { type Instant, instantSchema } from "../../src/domain/ids.ts";
import { minutesAfter, toMillis } from "../../src/domain/instant.ts";
import type { FairCommit } from "../../src/views/timeline.ts";
import { type FairStory, openFair, opening, type PlainCommand } from "../support/fair-story.ts";

/** A fair whose day was lived, and the commits that it left. */
export type LivedDay = { readonly fair: FairStory; readonly commits: readonly FairCommit[] };

const organisations = ["alto", "brisa", "coop", "dune"];

/** A seeded day of bookings, scans, arrivals, misses and overruns in two rooms; some scans arrive late. */
export function liveDay(random: () => number, minutes = 120): LivedDay {
  const fair = openFair({ rules: { overrunMinutes: 5, bookingMode: "direct" } })
    .given({ type: "SetRoom", roomId: "room_b", name: "Pasteur", capacity: 4, accessible: true })
    .given({
      type: "SetPlace",
      placeId: "plc_3",
      roomId: "room_b",
      name: "3",
      kind: "table",
      accessible: true,
    });
  // Two of them need more time, so that meetings of one and of two slots live side by side.
  if (random() < 0.5)
    fair
      .given({ type: "SetMeetingSlots", organisationId: "org_dune", slots: 2 })
      .given({ type: "SetMeetingSlots", organisationId: "org_brisa", slots: 3 });
  const commits: FairCommit[] = [{ version: 1, events: [...fair.events] }];
  let taken = fair.events.length;
  const commit = (): void => {
    const events: readonly Recorded<FairEvent>[] = fair.events.slice(taken);
    taken = fair.events.length;
    if (events.length > 0) commits.push({ version: commits.length + 1, events });
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let ids = 0;
  for (let now = minutesAfter(opening, -40); now < minutesAfter(opening, minutes); now = tick(now, random)) {
    const at = { at: now };
    const known = [...fair.state.meetings.values()].filter((meeting) => meeting.status === "scheduled");
    const meeting = known.length > 0 ? pick(known) : undefined;
    const dice = random();
    ids += 1;
    const give = (command: PlainCommand, as: "organiser" | "steward" = "organiser") =>
      fair.when(command, { ...at, as });
    if (dice < 0.3)
      give({
        type: "BookMeeting",
        meetingId: `mtg_d${ids}`,
        from: `org_${pick(organisations)}`,
        to: `org_${pick(organisations)}`,
        slot: Math.floor(random() * 6),
      });
    else if (dice < 0.5)
      give(
        {
          type: "RecordScans",
          scans: [
            {
              scanId: `s${ids}`,
              badge: pick([...organisations.map((name) => `per_${name}`), "vis_1", "vis_2", "vis_3"]),
              roomId: pick(["room_a", "room_b"]),
              direction: random() < 0.7 ? "in" : "out",
              scannedAt: minutesAfter(now, -Math.floor(random() * 5)),
            },
          ],
        },
        "steward",
      );
    else if (dice < 0.75 && meeting)
      give({ type: "AttendMeeting", meetingId: meeting.id, personId: pick(meeting.delegates) }, "steward");
    else if (dice < 0.8 && meeting) give({ type: "EndMeeting", meetingId: meeting.id }, "steward");
    else if (dice < 0.85 && meeting)
      give({ type: "MoveMeeting", meetingId: meeting.id, slot: Math.floor(random() * 6) });
    else if (dice < 0.88 && meeting) give({ type: "CancelMeeting", meetingId: meeting.id });
    else if (dice < 0.9)
      give({
        type: "SetWish",
        from: `org_${pick(organisations)}`,
        to: `org_${pick(organisations)}`,
        level: pick(["must", "like", "never"]),
      });
    else give({ type: "SettleTime" });
    // Several commands may leave as one commit.
    if (random() < 0.8) commit();
  }
  commit();
  return { fair, commits };
}

/** The commits after a version, as a journal hands them over; counts what is read. */
export function readerOf(commits: readonly FairCommit[]) {
  const reader = {
    read: 0,
    async *after(version: number): AsyncIterable<FairCommit> {
      for (const commit of commits.slice(version)) {
        reader.read += 1;
        yield commit;
      }
    },
  };
  return reader;
}

function tick(now: Instant, random: () => number): Instant {
  return instantSchema.parse(new Date(toMillis(now) + Math.floor(random() * 60_000)).toISOString());
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CalendarEntry, toCalendarFeed, toCalendarInvitation } from "../../src/exchange/calendar.ts";

const frame = { name: "Rendez-vous de Nadia", timeZone: "Europe/Paris", language: "fr" } as const;
const booked: CalendarEntry = {
  uid: "mtg_1@coventis.example.org",
  sequence: 0,
  start: "2027-03-09T13:20:00.000Z",
  end: "2027-03-09T13:40:00.000Z",
  summary: "Alto × Bréal",
  description: "Draps ; serviettes, 30 km\nÀ \\ prévoir",
  location: "Salle Pasteur, table 12",
  status: "confirmed",
  url: "https://coventis.example.org/fr/rendez-vous/mtg_1?a=b;c,d",
  lastModified: "2027-02-01T08:00:00.000Z",
};

describe("the feed", () => {
  test("reads back field by field, times in UTC, zone named", () => {
    const { calendar, events } = read(toCalendarFeed(frame, [booked]));
    expect(calendar).toMatchObject({
      VERSION: "2.0",
      METHOD: "PUBLISH",
      "X-WR-CALNAME": "Rendez-vous de Nadia",
      "X-WR-TIMEZONE": "Europe/Paris",
      "REFRESH-INTERVAL;VALUE=DURATION": "PT15M",
    });
    expect(events).toEqual([
      {
        UID: "mtg_1@coventis.example.org",
        SEQUENCE: "0",
        DTSTAMP: "20270201T080000Z",
        DTSTART: "20270309T132000Z",
        DTEND: "20270309T134000Z",
        SUMMARY: "Alto × Bréal",
        DESCRIPTION: "Draps ; serviettes, 30 km\nÀ \\ prévoir",
        LOCATION: "Salle Pasteur, table 12",
        STATUS: "CONFIRMED",
        TRANSP: "OPAQUE",
        "URL;VALUE=URI": "https://coventis.example.org/fr/rendez-vous/mtg_1?a=b%3Bc%2Cd",
        "LAST-MODIFIED": "20270201T080000Z",
      },
    ]);
  });

  test("a move keeps the uid and raises the sequence; a deletion stays, cancelled", () => {
    const moved = {
      ...booked,
      sequence: 1,
      start: "2027-03-09T14:00:00.000Z",
      end: "2027-03-09T14:20:00.000Z",
    };
    const cancelled = { ...moved, sequence: 2, status: "cancelled" as const };
    const seen = [booked, moved, cancelled].map((entry) => read(toCalendarFeed(frame, [entry])).events[0]);
    expect(seen.map((event) => event?.UID)).toEqual(Array(3).fill(booked.uid));
    expect(seen.map((event) => event?.SEQUENCE)).toEqual(["0", "1", "2"]);
    expect(seen.map((event) => event?.DTSTART)).toEqual([
      "20270309T132000Z",
      "20270309T140000Z",
      "20270309T140000Z",
    ]);
    expect(seen.map((event) => event?.STATUS)).toEqual(["CONFIRMED", "CONFIRMED", "CANCELLED"]);
  });

  test("the same entries give the same bytes, whatever the machine's zone", () => {
    const before = process.env.TZ;
    try {
      const texts = ["Asia/Kathmandu", "America/St_Johns", "UTC"].map((zone) => {
        process.env.TZ = zone;
        return toCalendarFeed(frame, [booked]);
      });
      expect(new Set(texts).size).toBe(1);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test("any text survives; no line is over 75 octets, none is broken inside a character", () => {
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom(";", ",", "\\", "\n", "\\n", '"', ":", "é", "🌱", "BEGIN:VEVENT"),
          fc.string(),
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join("").replace(/[^\P{Cc}\n]/gu, "x"));
    fc.assert(
      fc.property(text, text, (description, summary) => {
        const feed = toCalendarFeed(frame, [{ ...booked, description, summary }]);
        for (const line of feed.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toContain("\ufffd");
        }
        const { events } = read(feed);
        expect(events).toHaveLength(1);
        expect(events[0]?.DESCRIPTION ?? "").toBe(description);
        expect(events[0]?.SUMMARY ?? "").toBe(summary.replace(/\s+/g, " ").trim());
        expect(events[0]?.DTSTART).toBe("20270309T132000Z");
      }),
    );
  });
});

describe("the calendar part of a mail", () => {
  const people = {
    organiser: { name: 'Coventis "2027"', email: "rdv@coventis.example.org" },
    attendee: { name: "Nadia Roux\r\nATTENDEE:x", email: "nadia@alto.example.org" },
  };

  test("REQUEST when it stands, CANCEL when it is called off", () => {
    const request = toCalendarInvitation(frame, booked, people);
    expect(request.method).toBe("REQUEST");
    expect(read(request.content).calendar.METHOD).toBe("REQUEST");
    const cancel = toCalendarInvitation(frame, { ...booked, sequence: 1, status: "cancelled" }, people);
    expect(cancel.method).toBe("CANCEL");
    const { calendar, events } = read(cancel.content);
    expect([calendar.METHOD, events[0]?.STATUS, events[0]?.SEQUENCE]).toEqual(["CANCEL", "CANCELLED", "1"]);
  });

  test("names organiser and attendee, and nobody slips in another line", () => {
    const { content } = toCalendarInvitation(frame, booked, people);
    const lines = unfold(content);
    expect(lines).toContain("ORGANIZER;CN=\"Coventis '2027'\":mailto:rdv@coventis.example.org");
    expect(lines.filter((line) => line.startsWith("ATTENDEE"))).toEqual([
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Nadia Roux ATTENDEE:x":MAILTO:nadia@alto.example.org',
    ]);
  });
});

type Fields = Record<string, string>;

/** A reader of its own, after RFC 5545 § 3.1 and 3.3.11. */
function read(text: string): { calendar: Fields; events: Fields[] } {
  const calendar: Fields = {};
  const events: Fields[] = [];
  let target = calendar;
  for (const line of unfold(text)) {
    if (line === "BEGIN:VEVENT") {
      target = {};
      events.push(target);
    } else if (line === "END:VEVENT") target = calendar;
    else {
      const colon = line.indexOf(":");
      target[line.slice(0, colon)] = line
        .slice(colon + 1)
        .replace(/\\([\\;,nN])/g, (_, mark: string) => (mark.toLowerCase() === "n" ? "\n" : mark));
    }
  }
  return { calendar, events };
}

function unfold(text: string): string[] {
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  return text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "");
}

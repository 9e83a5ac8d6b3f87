import createCalendar, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Language } from "./number-text.ts";

/** One meeting in a calendar; instants are ISO 8601 in UTC. */
export type CalendarEntry = {
  /** The same for the whole life of the meeting, e.g. `mtg_x@coventis.example.org`. */
  readonly uid: string;
  /** Grows each time that the meeting moves, comes back or is cancelled. */
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** A cancelled entry stays in the feed: it is how calendars learn to remove it. */
  readonly status: "confirmed" | "cancelled";
  readonly url: string;
  readonly lastModified: string;
};

export type CalendarPerson = { readonly name: string; readonly email: string };
export type CalendarFrame = {
  readonly name: string;
  /** IANA zone in which a reader is shown the times; the times themselves are UTC. */
  readonly timeZone: string;
  readonly language: Language;
};

export const calendarContentType = "text/calendar; charset=utf-8";

/** A feed to subscribe to (RFC 5545, PUBLISH); the same entries always give the same bytes. */
export function toCalendarFeed(
  frame: CalendarFrame,
  entries: readonly CalendarEntry[],
  refreshMinutes = 15,
): string {
  const calendar = calendarOf(frame, ICalCalendarMethod.PUBLISH);
  calendar.name(oneLine(frame.name)).ttl(refreshMinutes * 60);
  for (const entry of entries) addEntry(calendar, entry);
  return print(calendar, frame);
}

/** The calendar part of a mail (RFC 5546): REQUEST for a meeting booked or moved, CANCEL for one called off. */
export function toCalendarInvitation(
  frame: CalendarFrame,
  entry: CalendarEntry,
  people: { readonly organiser: CalendarPerson; readonly attendee: CalendarPerson },
): { readonly method: "REQUEST" | "CANCEL"; readonly content: string } {
  const cancelled = entry.status === "cancelled";
  const calendar = calendarOf(frame, cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST);
  addEntry(calendar, entry)
    .organizer({ name: personName(people.organiser.name), email: people.organiser.email })
    .createAttendee({
      name: personName(people.attendee.name),
      email: people.attendee.email,
      // The meeting is agreed on the platform; a reply from the calendar would reach nobody.
      status: ICalAttendeeStatus.ACCEPTED,
      role: ICalAttendeeRole.REQ,
      rsvp: false,
    });
  return { method: cancelled ? "CANCEL" : "REQUEST", content: print(calendar, frame) };
}

function calendarOf({ language }: CalendarFrame, method: ICalCalendarMethod): ICalCalendar {
  const prodId = { company: "Coventis", product: "Coventis", language: language.toUpperCase() };
  return createCalendar({ prodId, method });
}

function addEntry(calendar: ICalCalendar, entry: CalendarEntry) {
  const cancelled = entry.status === "cancelled";
  return calendar.createEvent({
    id: oneLine(entry.uid),
    sequence: entry.sequence,
    start: entry.start,
    end: entry.end,
    // Not the time of sending: a feed that did not change must not change.
    stamp: entry.lastModified,
    lastModified: entry.lastModified,
    summary: oneLine(entry.summary),
    description: clean(entry.description),
    location: oneLine(entry.location),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    // The library escapes URIs as if they were text.
    url: entry.url.replace(/[;,\\\s]/g, encodeURIComponent),
  });
}

/**
 * With a zone of its own the library would write local times without their VTIMEZONE; we keep UTC and
 * only name the zone, before the first component as RFC 5545 wants it.
 */
function print(calendar: ICalCalendar, { timeZone }: CalendarFrame): string {
  const zone = timeZone.replace(/[^\w/+-]/g, "");
  const text = calendar.toString().replace(/^METHOD:\w+\r\n/m, (line) => `${line}X-WR-TIMEZONE:${zone}\r\n`);
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}

/** RFC 5545 has no way to write a double quote inside a parameter. */
function personName(name: string): string {
  return oneLine(name).replaceAll('"', "'");
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, " ").trim();
}

function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]|\p{Cs}/gu, " ");
}

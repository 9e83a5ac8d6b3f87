import type { FairEvent } from "../domain/fair/events.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { OrganisationId, PersonId } from "../domain/ids.ts";
import { type CalendarEntry, toCalendarFeed } from "../exchange/calendar.ts";
import { type Circumstances, mailsOfMeeting, type Placements } from "./reactions-meetings.ts";
import { mailsOfOffer } from "./reactions-offers.ts";
import {
  createMailWords,
  type MailFrameOfFair,
  type MailWords,
  type Side,
  type WantedMail,
  type Where,
} from "./reactions-words.ts";

/** The mails that a commit causes, given the state that it led to. Nothing goes to a side that must not know. */
export function mailsOf(
  state: FairState,
  committed: { readonly version: number; readonly events: readonly FairEvent[] },
  before: Placements,
  frame: MailFrameOfFair,
): readonly WantedMail[] {
  const words = createMailWords(state, frame);
  const fairId = state.header.get()?.id;
  if (!words || fairId === undefined) return [];
  const circumstances: Circumstances = { state, before, events: committed.events };
  return committed.events.flatMap((event, index): readonly WantedMail[] => {
    const id = `${fairId}:${committed.version}:${index}`;
    switch (event.type) {
      case "ParticipantRegistered":
      case "ParticipantValidated":
      case "ParticipantRefused":
        return mailsOfParticipant(words, circumstances, event, id);
      case "AgendaPublished":
        return mailsOfAgenda(words, state, event, id);
      case "AgendaUnpublished": {
        const people = new Set<PersonId>();
        for (const [meetingId, placement] of before)
          if (state.meetings.get(meetingId)?.status === "accepted")
            for (const person of placement.delegates) people.add(person);
        const params = () => ({ fair: words.fair, link: words.links.agenda });
        return [...people].map((to) => words.mail(id, to, "agenda-unpublished", params));
      }
      case "OfferMade":
        return mailsOfOffer(words, state, event, id);
      default:
        return mailsOfMeeting(words, circumstances, event, id);
    }
  });
}

type ParticipantEvent = Extract<
  FairEvent,
  { type: "ParticipantRegistered" | "ParticipantValidated" | "ParticipantRefused" }
>;

function mailsOfParticipant(
  words: MailWords,
  { events }: Circumstances,
  event: ParticipantEvent,
  id: string,
): readonly WantedMail[] {
  const { fair, links, contact } = words;
  const people = words.peopleOf(event.organisationId);
  const organisation = words.nameOf(event.organisationId);
  const isAlso = (type: ParticipantEvent["type"], of: OrganisationId): boolean =>
    events.some((other) => other.type === type && other.organisationId === of);
  switch (event.type) {
    // Whoever the organiser brings in already validated has not registered, and is told neither.
    case "ParticipantRegistered": {
      if (isAlso("ParticipantValidated", event.organisationId)) return [];
      const params = () => ({ fair, organisation, link: links.profile });
      return people.map((to) => words.mail(id, to, "registration-received", params));
    }
    case "ParticipantValidated": {
      if (isAlso("ParticipantRegistered", event.organisationId)) return [];
      const params = () => ({ fair, organisation, link: links.space });
      return people.map((to) => words.mail(id, to, "organisation-validated", params));
    }
    case "ParticipantRefused": {
      const params = () => ({ fair, organisation, reason: event.reason, contact });
      return people.map((to) => words.mail(id, to, "organisation-refused", params));
    }
    default:
      return event satisfies never;
  }
}

/** One mail a delegate, with all their meetings as one calendar. */
function mailsOfAgenda(
  words: MailWords,
  state: FairState,
  { meetings }: Extract<FairEvent, { type: "AgendaPublished" }>,
  id: string,
): readonly WantedMail[] {
  type Line = { readonly entry: CalendarEntry; readonly where: Where; readonly with: string };
  const byPerson = new Map<PersonId, Line[]>();
  for (const { meetingId } of meetings) {
    const meeting = state.meetings.get(meetingId);
    if (meeting?.status !== "scheduled") continue;
    for (const side of [0, 1] satisfies Side[]) {
      const line = {
        entry: words.entryOf(meeting, side, meeting, "confirmed"),
        where: words.whereOf(meeting),
        with: words.nameOf(meeting.organisations[side === 0 ? 1 : 0]),
      };
      const lines = byPerson.get(meeting.delegates[side]);
      if (lines) lines.push(line);
      else byPerson.set(meeting.delegates[side], [line]);
    }
  }
  return [...byPerson].map(([to, lines]) => {
    lines.sort((a, b) => (a.entry.start < b.entry.start ? -1 : 1));
    const entries = lines.map(({ entry }) => entry);
    return words.mail(
      id,
      to,
      "agenda-published",
      (reader) => ({
        fair: words.fair,
        link: words.links.agenda,
        meetings: lines.map((line) => ({
          when: words.when(line.where, reader),
          where: line.where.place,
          with: line.with,
        })),
      }),
      {
        calendar: ({ locale }) => ({
          method: "PUBLISH",
          content: toCalendarFeed({ name: words.fair, timeZone: words.timeZone, language: locale }, entries),
        }),
      },
    );
  });
}

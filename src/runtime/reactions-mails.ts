import { isHiddenFrom } from "../domain/fair/decide-attendance.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import type { DeclineReason, FairState, Meeting, Placement } from "../domain/fair/state.ts";
import type { MeetingId, OrganisationId, PersonId } from "../domain/ids.ts";
import { type CalendarEntry, toCalendarFeed, toCalendarInvitation } from "../exchange/calendar.ts";
import { catalogue } from "../i18n/catalogue.ts";
import { formatInstant, formatSlot, type Reader, type Span } from "../i18n/format.ts";
import { type ComposedMail, composeMail } from "../mail/compose.ts";
import type { MailKind, MailParams } from "../mail/message.ts";
import type { Mail, Person } from "../vault/vault.ts";
import { toPlaceName } from "../views/organisation-card.ts";

/** A mail to be written once its reader is known; holds no state, only what was true when it was caused. */
export type WantedMail = {
  /** Made of the fact that causes it and of its reader: two nodes, or one that starts again, make the same. */
  readonly id: string;
  readonly to: PersonId;
  /** The other person whose name it says. */
  readonly about?: PersonId;
  /** The request whose words it quotes. */
  readonly quotes?: MeetingId;
  write(reader: Person, known: Known): ComposedMail & { readonly calendar?: NonNullable<Mail["calendar"]> };
};
export type Known = { readonly aboutName: string | null; readonly message: string | null };

/** What mails say of a fair beside its state. */
export type MailFrameOfFair = {
  readonly nameOf: (organisation: OrganisationId) => string;
  readonly baseUrl: string;
  /** The address that mails come from, and calendars name as organiser. */
  readonly from: string;
};
/** Where meetings stood before the commit. */
export type Placements = ReadonlyMap<MeetingId, Placement>;

type Write<K extends MailKind> = (reader: Reader, known: Known) => MailParams[K];
type Where = { readonly span: Span | undefined; readonly place: string };

/** The mails that a commit causes, given the state that it led to. Nothing goes to a side that must not know. */
export function mailsOf(
  state: FairState,
  committed: { readonly version: number; readonly events: readonly FairEvent[] },
  before: Placements,
  frame: MailFrameOfFair,
): readonly WantedMail[] {
  const header = state.header.get();
  if (!header) return [];
  const { name: fair, timeZone } = header;
  const { nameOf, baseUrl } = frame;
  const pages = `${baseUrl}/fairs/${header.id}`;
  const links = { agenda: `${pages}/me/agenda`, inbox: `${pages}/me/requests`, space: `${pages}/me` };
  const host = new URL(baseUrl).hostname;
  const scheduledHere = new Set(
    committed.events.flatMap((event) => (event.type === "MeetingScheduled" ? [event.meetingId] : [])),
  );
  const validatedHere = new Set(
    committed.events.flatMap((event) =>
      event.type === "ParticipantValidated" ? [event.organisationId] : [],
    ),
  );
  const wanted: WantedMail[] = [];

  const whereOf = ({ slot, placeId }: Placement): Where => {
    const place = toPlaceName(state, placeId);
    return {
      span: state.slots.get()[slot],
      place: [place?.place, place?.room].filter(Boolean).join(", "),
    };
  };
  const when = ({ span }: Where, reader: Reader): string => (span ? formatSlot(span, reader) : fair);
  const want = <K extends MailKind>(
    index: number,
    to: PersonId,
    kind: K,
    params: Write<K>,
    more: {
      readonly about?: PersonId;
      readonly quotes?: MeetingId;
      readonly calendar?: (reader: Person) => NonNullable<Mail["calendar"]>;
    } = {},
  ): void => {
    wanted.push({
      id: `${header.id}:${committed.version}:${index}:${to}`,
      to,
      ...(more.about === undefined ? {} : { about: more.about }),
      ...(more.quotes === undefined ? {} : { quotes: more.quotes }),
      write(person, known) {
        const reader = { locale: person.locale, timeZone };
        const content = composeMail(kind, params(reader, known), person, { signature: fair, contact: null });
        return more.calendar ? { ...content, calendar: more.calendar(person) } : content;
      },
    });
  };
  const peopleOf = (organisation: OrganisationId): readonly PersonId[] =>
    state.participants.get(organisation)?.delegates ?? [];
  /** Who asked, where the request names them, else everybody on that side. */
  const askersOf = (meeting: Meeting): readonly PersonId[] => peopleOf(meeting.organisations[0]);
  const entryOf = (
    meeting: Meeting,
    side: 0 | 1,
    placement: Placement,
    cancelled: boolean,
  ): CalendarEntry => {
    const { span, place } = whereOf(placement);
    return {
      uid: `${meeting.id}@${host}`,
      sequence: meeting.sequence,
      start: span?.startsAt ?? meeting.changedAt,
      end: span?.endsAt ?? meeting.changedAt,
      summary: nameOf(meeting.organisations[side === 0 ? 1 : 0]),
      description: fair,
      location: [place, header.venue].filter(Boolean).join(", "),
      status: cancelled ? "cancelled" : "confirmed",
      url: links.agenda,
      lastModified: meeting.changedAt,
    };
  };
  const invitation = (entry: CalendarEntry) => (reader: Person) =>
    toCalendarInvitation({ name: fair, timeZone, language: reader.locale }, entry, {
      organiser: { name: fair, email: frame.from },
      attendee: { name: reader.name, email: reader.email },
    });
  const toBothSides = (
    meeting: Meeting,
    delegates: readonly [PersonId, PersonId],
    body: (side: 0 | 1, to: PersonId, other: PersonId, name: string) => void,
  ): void => {
    body(0, delegates[0], delegates[1], nameOf(meeting.organisations[1]));
    body(1, delegates[1], delegates[0], nameOf(meeting.organisations[0]));
  };

  const react = (event: FairEvent, index: number): void => {
    switch (event.type) {
      case "ParticipantRegistered": {
        // Whoever the organiser brings in, already validated, has not registered and is not told so.
        if (validatedHere.has(event.organisationId)) return;
        const organisation = nameOf(event.organisationId);
        for (const to of peopleOf(event.organisationId))
          want(index, to, "registration-received", () => ({
            fair,
            organisation,
            link: `${links.space}/profile`,
          }));
        return;
      }
      case "ParticipantValidated": {
        if (committed.events.some((other) => isRegistrationOf(other, event.organisationId))) return;
        const organisation = nameOf(event.organisationId);
        for (const to of peopleOf(event.organisationId))
          want(index, to, "organisation-validated", () => ({ fair, organisation, link: links.space }));
        return;
      }
      case "ParticipantRefused": {
        const organisation = nameOf(event.organisationId);
        for (const to of peopleOf(event.organisationId))
          want(index, to, "organisation-refused", () => ({
            fair,
            organisation,
            reason: event.reason,
            contact: null,
          }));
        return;
      }
      case "MeetingRequested": {
        const meeting = state.meetings.get(event.meetingId);
        if (!meeting || event.silent || isHiddenFrom(state, meeting, event.to)) return;
        for (const to of peopleOf(event.to)) wantRequest(index, to, event);
        return;
      }
      case "MeetingAccepted": {
        const meeting = state.meetings.get(event.meetingId);
        if (!meeting || scheduledHere.has(event.meetingId)) return;
        const other = nameOf(meeting.organisations[1]);
        for (const to of askersOf(meeting))
          want(index, to, "meeting-accepted", () => ({ fair, with: other, link: links.agenda }));
        return;
      }
      case "MeetingDeclined":
      case "MeetingExpired": {
        const meeting = state.meetings.get(event.meetingId);
        if (!meeting) return;
        const other = nameOf(meeting.organisations[1]);
        for (const to of askersOf(meeting))
          if (event.type === "MeetingExpired")
            want(index, to, "meeting-expired", () => ({ fair, with: other, link: links.space }));
          else
            want(index, to, "meeting-declined", ({ locale }) => ({
              fair,
              with: other,
              link: links.space,
              reason: reasonText(locale, event.reason),
            }));
        return;
      }
      case "MeetingWithdrawn": {
        const meeting = state.meetings.get(event.meetingId);
        if (!meeting || hidesFromAddressee(state, meeting)) return;
        const other = nameOf(meeting.organisations[0]);
        for (const to of peopleOf(meeting.organisations[1]))
          want(index, to, "meeting-withdrawn", () => ({ fair, with: other, link: links.inbox }));
        return;
      }
      case "MeetingScheduled": {
        const meeting = state.meetings.get(event.meetingId);
        if (meeting?.status !== "scheduled") return;
        const where = whereOf(meeting);
        toBothSides(meeting, meeting.delegates, (side, to, about, other) =>
          want(
            index,
            to,
            "meeting-booked",
            (reader, { aboutName }) => ({
              fair,
              with: other,
              link: links.agenda,
              when: when(where, reader),
              where: where.place,
              delegate: aboutName,
            }),
            { about, calendar: invitation(entryOf(meeting, side, meeting, false)) },
          ),
        );
        return;
      }
      case "MeetingMoveProposed": {
        const meeting = state.meetings.get(event.meetingId);
        if (meeting?.status !== "scheduled") return;
        const asked = meeting.organisations[0] === event.from ? 1 : 0;
        const where = whereOf(meeting);
        const proposed = whereOf({ ...meeting, slot: event.slot });
        const other = nameOf(event.from);
        want(index, meeting.delegates[asked], "meeting-move-proposed", (reader) => ({
          fair,
          with: other,
          link: links.agenda,
          when: when(where, reader),
          proposed: when(proposed, reader),
        }));
        return;
      }
      case "MeetingMoved": {
        const meeting = state.meetings.get(event.meetingId);
        if (meeting?.status !== "scheduled") return;
        const where = whereOf(meeting);
        const was = before.get(event.meetingId);
        const wasAt = was && whereOf(was);
        toBothSides(meeting, meeting.delegates, (side, to, about, other) =>
          want(
            index,
            to,
            "meeting-moved",
            (reader, { aboutName }) => ({
              fair,
              with: other,
              link: links.agenda,
              when: when(where, reader),
              where: where.place,
              before: wasAt ? `${when(wasAt, reader)}, ${wasAt.place}` : "",
              delegate: aboutName,
            }),
            { about, calendar: invitation(entryOf(meeting, side, meeting, false)) },
          ),
        );
        return;
      }
      case "MeetingCancelled": {
        const meeting = state.meetings.get(event.meetingId);
        if (meeting?.status !== "cancelled") return;
        const cancelled =
          (other: string, where: Where | undefined): Write<"meeting-cancelled"> =>
          (reader) => ({
            fair,
            with: other,
            link: links.space,
            when: where ? when(where, reader) : fair,
            reason: event.reason === undefined ? null : reasonText(reader.locale, event.reason),
          });
        const { was } = meeting;
        if (!was) {
          for (const [side, organisation] of meeting.organisations.entries())
            if (organisation !== event.organisationId)
              for (const to of peopleOf(organisation))
                want(
                  index,
                  to,
                  "meeting-cancelled",
                  cancelled(nameOf(meeting.organisations[side === 0 ? 1 : 0]), undefined),
                );
          return;
        }
        toBothSides(meeting, was.delegates, (side, to, _, other) =>
          want(index, to, "meeting-cancelled", cancelled(other, whereOf(was)), {
            calendar: invitation(entryOf(meeting, side, was, true)),
          }),
        );
        return;
      }
      case "AgendaPublished":
        return wantAgendas(event, index);
      case "AgendaUnpublished": {
        const people = new Set<PersonId>();
        for (const [id, placement] of before)
          if (state.meetings.get(id)?.status === "accepted")
            for (const to of placement.delegates) people.add(to);
        for (const to of people) want(index, to, "agenda-unpublished", () => ({ fair, link: links.agenda }));
        return;
      }
      default:
        return;
    }
  };
  const wantRequest = (
    index: number,
    to: PersonId,
    event: Extract<FairEvent, { type: "MeetingRequested" }>,
  ): void => {
    const other = nameOf(event.from);
    const spans = event.proposedSlots.flatMap((slot) => state.slots.get()[slot] ?? []);
    want(
      index,
      to,
      "meeting-requested",
      (reader, { message }) => ({
        fair,
        with: other,
        link: links.inbox,
        message,
        proposed: spans.map((span) => formatSlot(span, reader)),
        answerBefore: formatInstant(event.expiresAt, reader),
      }),
      { quotes: event.meetingId },
    );
  };
  const wantAgendas = (event: Extract<FairEvent, { type: "AgendaPublished" }>, index: number): void => {
    const byPerson = new Map<PersonId, { entry: CalendarEntry; where: Where; other: string }[]>();
    for (const { meetingId } of event.meetings) {
      const meeting = state.meetings.get(meetingId);
      if (meeting?.status !== "scheduled") continue;
      toBothSides(meeting, meeting.delegates, (side, to, _, other) => {
        const line = { entry: entryOf(meeting, side, meeting, false), where: whereOf(meeting), other };
        const known = byPerson.get(to);
        if (known) known.push(line);
        else byPerson.set(to, [line]);
      });
    }
    for (const [to, lines] of byPerson) {
      lines.sort((a, b) => (a.entry.start < b.entry.start ? -1 : 1));
      want(
        index,
        to,
        "agenda-published",
        (reader) => ({
          fair,
          link: links.agenda,
          meetings: lines.map(({ where, other }) => ({
            when: when(where, reader),
            where: where.place,
            with: other,
          })),
        }),
        {
          calendar: ({ locale }) => ({
            method: "PUBLISH",
            content: toCalendarFeed(
              { name: fair, timeZone, language: locale },
              lines.map(({ entry }) => entry),
            ),
          }),
        },
      );
    }
  };

  for (const [index, event] of committed.events.entries()) react(event, index);
  return wanted;
}

function isRegistrationOf(event: FairEvent, organisation: OrganisationId): boolean {
  return event.type === "ParticipantRegistered" && event.organisationId === organisation;
}

/** A request that was hidden while it waited must not be heard of when it ends. */
function hidesFromAddressee(state: FairState, meeting: Meeting): boolean {
  return isHiddenFrom(state, { ...meeting, status: "requested" }, meeting.organisations[1]);
}

function reasonText(locale: Reader["locale"], reason: DeclineReason): string {
  return catalogue(locale).terms.declineReason[reason];
}

import { timeOf } from "../domain/fair/span.ts";
import type { FairState, Meeting, Placement } from "../domain/fair/state.ts";
import type { MeetingId, OrganisationId, PersonId } from "../domain/ids.ts";
import { type CalendarEntry, toCalendarInvitation } from "../exchange/calendar.ts";
import { formatSlot, type Reader, type Span } from "../i18n/format.ts";
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
  /** Where questions go; null leaves them to the answer to a mail. */
  readonly contact: string | null;
};

/** When and where, as it was when the mail was caused. */
export type Where = { readonly span: Span | undefined; readonly place: string };
export type Side = 0 | 1;
export type Write<K extends MailKind> = (reader: Reader, known: Known) => MailParams[K];
type Extras = {
  readonly about?: PersonId;
  readonly quotes?: MeetingId;
  readonly calendar?: (reader: Person) => NonNullable<Mail["calendar"]>;
};

/** The words and calendar entries in which mails about one fair are written. */
export type MailWords = {
  /** Its name. */
  readonly fair: string;
  readonly timeZone: string;
  readonly contact: string | null;
  readonly links: {
    readonly agenda: string;
    readonly inbox: string;
    readonly space: string;
    readonly profile: string;
  };
  nameOf(organisation: OrganisationId): string;
  peopleOf(organisation: OrganisationId): readonly PersonId[];
  whereOf(placement: Placement): Where;
  when(where: Where | undefined, reader: Reader): string;
  /** The meeting as it stands, or stood, in the calendar of one of its sides. */
  entryOf(meeting: Meeting, side: Side, placement: Placement, status: CalendarEntry["status"]): CalendarEntry;
  invitation(entry: CalendarEntry): NonNullable<Extras["calendar"]>;
  /** `id` tells apart the mails of one reader. */
  mail<K extends MailKind>(id: string, to: PersonId, kind: K, params: Write<K>, extras?: Extras): WantedMail;
};

/** Undefined while no fair has been opened. */
export function createMailWords(state: FairState, frame: MailFrameOfFair): MailWords | undefined {
  const header = state.header.get();
  if (!header) return undefined;
  const { id: fairId, name: fair, venue, timeZone } = header;
  const { nameOf, baseUrl, from, contact } = frame;
  const pages = `${baseUrl}/fairs/${fairId}`;
  const host = new URL(baseUrl).hostname;
  const whereOf = (placement: Placement): Where => {
    const place = toPlaceName(state, placement.placeId);
    return { span: timeOf(state, placement), place: [place?.place, place?.room].filter(Boolean).join(", ") };
  };
  const links = {
    agenda: `${pages}/me/agenda`,
    inbox: `${pages}/me/requests`,
    space: `${pages}/me`,
    profile: `${pages}/me/profile`,
  };
  return {
    fair,
    timeZone,
    contact,
    links,
    nameOf,
    whereOf,
    peopleOf: (organisation) => state.participants.get(organisation)?.delegates ?? [],
    when: (where, reader) => (where?.span ? formatSlot(where.span, reader) : fair),
    entryOf(meeting, side, placement, status) {
      const { span, place } = whereOf(placement);
      return {
        uid: `${meeting.id}@${host}`,
        sequence: meeting.sequence,
        start: span?.startsAt ?? meeting.changedAt,
        end: span?.endsAt ?? meeting.changedAt,
        summary: nameOf(meeting.organisations[side === 0 ? 1 : 0]),
        description: fair,
        location: [place, venue].filter(Boolean).join(", "),
        status,
        url: links.agenda,
        lastModified: meeting.changedAt,
      };
    },
    invitation: (entry) => (reader) =>
      toCalendarInvitation({ name: fair, timeZone, language: reader.locale }, entry, {
        organiser: { name: fair, email: from },
        attendee: { name: reader.name, email: reader.email },
      }),
    mail(id, to, kind, params, { about, quotes, calendar } = {}) {
      return {
        id: `${id}:${to}`,
        to,
        ...(about === undefined ? {} : { about }),
        ...(quotes === undefined ? {} : { quotes }),
        write(person, known) {
          const reader = { locale: person.locale, timeZone };
          const content = composeMail(kind, params(reader, known), person, {
            signature: fair,
            contact,
          });
          return calendar ? { ...content, calendar: calendar(person) } : content;
        },
      };
    },
  };
}

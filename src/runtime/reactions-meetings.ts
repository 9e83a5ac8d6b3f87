import { isHiddenFrom } from "../domain/fair/decide-attendance.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import { neededLength, timeOf } from "../domain/fair/span.ts";
import type { DeclineReason, FairState, Meeting, Placement } from "../domain/fair/state.ts";
import type { MeetingId, PersonId } from "../domain/ids.ts";
import { catalogue } from "../i18n/catalogue.ts";
import { formatInstant, formatSlot, type Reader } from "../i18n/format.ts";
import type { MailWords, Side, WantedMail, Write } from "./reactions-words.ts";

/** Where meetings stood before the commit. */
export type Placements = ReadonlyMap<MeetingId, Placement>;
/** A commit, as far as one of its events needs to know of the others. */
export type Circumstances = {
  readonly state: FairState;
  readonly before: Placements;
  readonly events: readonly FairEvent[];
};

/** The mails that one event about one meeting causes; none to a side that must not know. `id` is the event's. */
export function mailsOfMeeting(
  words: MailWords,
  { state, before, events }: Circumstances,
  event: FairEvent,
  id: string,
): readonly WantedMail[] {
  if (!("meetingId" in event)) return [];
  const meeting = state.meetings.get(event.meetingId);
  if (!meeting) return [];
  const { fair, links } = words;
  const [asker, asked] = meeting.organisations;
  const toAskers = (mail: (to: PersonId) => WantedMail) => words.peopleOf(asker).map(mail);
  switch (event.type) {
    case "MeetingRequested":
      return mailsOfRequest(words, state, meeting, event, id);
    case "MeetingAccepted": {
      const isScheduled = events.some(
        (other) => other.type === "MeetingScheduled" && other.meetingId === event.meetingId,
      );
      if (isScheduled) return [];
      const params = () => ({ fair, with: words.nameOf(asked), link: links.agenda });
      return toAskers((to) => words.mail(id, to, "meeting-accepted", params));
    }
    case "MeetingDeclined":
      return toAskers((to) =>
        words.mail(id, to, "meeting-declined", ({ locale }) => ({
          fair,
          with: words.nameOf(asked),
          link: links.space,
          reason: reasonText(locale, event.reason),
        })),
      );
    case "MeetingExpired": {
      const params = () => ({ fair, with: words.nameOf(asked), link: links.space });
      return toAskers((to) => words.mail(id, to, "meeting-expired", params));
    }
    case "MeetingWithdrawn": {
      if (isHiddenFrom(state, { ...meeting, status: "requested" }, asked)) return [];
      const params = () => ({ fair, with: words.nameOf(asker), link: links.inbox });
      return words.peopleOf(asked).map((to) => words.mail(id, to, "meeting-withdrawn", params));
    }
    case "MeetingScheduled":
    case "MeetingMoved":
      return mailsOfPlacement(
        words,
        meeting,
        event.type === "MeetingMoved" ? before.get(meeting.id) : undefined,
        id,
      );
    case "MeetingMoveProposed": {
      if (meeting.status !== "scheduled") return [];
      const where = words.whereOf(meeting);
      const proposed = words.whereOf({ ...meeting, slot: event.slot });
      return [
        words.mail(
          id,
          meeting.delegates[asker === event.from ? 1 : 0],
          "meeting-move-proposed",
          (reader) => ({
            fair,
            with: words.nameOf(event.from),
            link: links.agenda,
            when: words.when(where, reader),
            proposed: words.when(proposed, reader),
          }),
        ),
      ];
    }
    case "MeetingCancelled": {
      if (meeting.status !== "cancelled") return [];
      const { was } = meeting;
      if (was)
        return sides.map((side) =>
          calledOff(words, meeting, side, was, was.delegates[side], event.reason, id),
        );
      return sides
        .filter((side) => meeting.organisations[side] !== event.organisationId)
        .flatMap((side) =>
          words
            .peopleOf(meeting.organisations[side])
            .map((to) =>
              words.mail(
                id,
                to,
                "meeting-cancelled",
                cancelled(words, meeting, side, undefined, event.reason),
              ),
            ),
        );
    }
    default:
      return [];
  }
}

/** A request, to everybody of the side that is asked; nothing where that side must not see it. */
export function mailsOfRequest(
  words: MailWords,
  state: FairState,
  meeting: Meeting,
  request: { readonly proposedSlots: readonly number[]; readonly expiresAt: string },
  id: string,
): readonly WantedMail[] {
  const [asker, asked] = meeting.organisations;
  if (isHiddenFrom(state, meeting, asked)) return [];
  const length = neededLength(state, meeting.organisations);
  const spans = request.proposedSlots.flatMap((slot) => timeOf(state, { slot, length }) ?? []);
  const params: Write<"meeting-requested"> = (reader, { message }) => ({
    fair: words.fair,
    with: words.nameOf(asker),
    link: words.links.inbox,
    message,
    proposed: spans.map((span) => formatSlot(span, reader)),
    answerBefore: formatInstant(request.expiresAt, reader),
  });
  return words
    .peopleOf(asked)
    .map((to) => words.mail(id, to, "meeting-requested", params, { quotes: meeting.id }));
}

const sides: readonly Side[] = [0, 1];

/** Booked, or moved from where it was; who no longer attends is told that it is off for them. */
function mailsOfPlacement(
  words: MailWords,
  meeting: Meeting,
  was: Placement | undefined,
  id: string,
): readonly WantedMail[] {
  if (meeting.status !== "scheduled") return [];
  const where = words.whereOf(meeting);
  const before = was && words.whereOf(was);
  return sides.flatMap((side) => {
    const other: Side = side === 0 ? 1 : 0;
    const to = meeting.delegates[side];
    const extras = {
      about: meeting.delegates[other],
      calendar: words.invitation(words.entryOf(meeting, side, meeting, "confirmed")),
    };
    const common = {
      fair: words.fair,
      with: words.nameOf(meeting.organisations[other]),
      link: words.links.agenda,
    };
    const placed = (reader: Reader) => ({ when: words.when(where, reader), where: where.place });
    if (!was || !before)
      return [
        words.mail(
          id,
          to,
          "meeting-booked",
          (reader, { aboutName }) => ({ ...common, ...placed(reader), delegate: aboutName }),
          extras,
        ),
      ];
    const moved = words.mail(
      id,
      to,
      "meeting-moved",
      (reader, { aboutName }) => ({
        ...common,
        ...placed(reader),
        before: `${words.when(before, reader)}, ${before.place}`,
        delegate: aboutName,
      }),
      extras,
    );
    const replaced = was.delegates[side];
    return replaced === to ? [moved] : [moved, calledOff(words, meeting, side, was, replaced, undefined, id)];
  });
}

/** To one person: the meeting that stood there does not any more; it leaves their calendar. */
function calledOff(
  words: MailWords,
  meeting: Meeting,
  side: Side,
  was: Placement,
  to: PersonId,
  reason: DeclineReason | undefined,
  id: string,
): WantedMail {
  return words.mail(id, to, "meeting-cancelled", cancelled(words, meeting, side, was, reason), {
    calendar: words.invitation(words.entryOf(meeting, side, was, "cancelled")),
  });
}

function cancelled(
  words: MailWords,
  meeting: Meeting,
  side: Side,
  was: Placement | undefined,
  reason: DeclineReason | undefined,
): Write<"meeting-cancelled"> {
  const where = was && words.whereOf(was);
  return (reader) => ({
    fair: words.fair,
    with: words.nameOf(meeting.organisations[side === 0 ? 1 : 0]),
    link: words.links.space,
    when: words.when(where, reader),
    reason: reason === undefined ? null : reasonText(reader.locale, reason),
  });
}

function reasonText(locale: Reader["locale"], reason: DeclineReason): string {
  return catalogue(locale).terms.declineReason[reason];
}

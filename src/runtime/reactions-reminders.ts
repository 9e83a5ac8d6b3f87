import { isHiddenFrom } from "../domain/fair/decide-attendance.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { Instant, MeetingId, PersonId } from "../domain/ids.ts";
import { formatDay, formatSlot } from "../i18n/format.ts";
import { composeMail } from "../mail/compose.ts";
import { dayWindows } from "../views/occupancy-moment.ts";
import { toPlaceName } from "../views/organisation-card.ts";
import { type MailFrameOfFair, mailsOf, type WantedMail } from "./reactions-mails.ts";

/** A day is announced to its participants from the evening before. */
const dayBeforeMs = 15 * 3_600_000;

/** A request not answered yet, told once more to the side that was asked. */
export function reminderOf(state: FairState, id: MeetingId, frame: MailFrameOfFair): readonly WantedMail[] {
  const meeting = state.meetings.get(id);
  if (meeting?.status !== "requested") return [];
  const [from, to] = meeting.organisations;
  if (isHiddenFrom(state, meeting, to)) return [];
  const { proposedSlots, expiresAt, silent } = meeting;
  const asked: FairEvent = {
    type: "MeetingRequested",
    v: 1,
    meetingId: id,
    from,
    to,
    proposedSlots: [...proposedSlots],
    expiresAt,
    silent,
  };
  return mailsOf(state, { version: 0, events: [asked] }, new Map(), frame).map((mail) => ({
    ...mail,
    id: `reminder:${id}:${mail.to}`,
  }));
}

/** When a waiting request is told again: two thirds of its time are gone. */
export function remindAt(createdAt: Instant, expiresAt: Instant): number {
  const [created, expires] = [Date.parse(createdAt), Date.parse(expiresAt)];
  return created + ((expires - created) * 2) / 3;
}

/** The day of a fair that is about to begin, as its index; undefined when none is. */
export function dayAhead(state: FairState, nowMs: number): number | undefined {
  const day = dayWindows(state).findIndex(({ opensAt }) => {
    const ahead = Date.parse(opensAt) - nowMs;
    return ahead > 0 && ahead <= dayBeforeMs;
  });
  return day === -1 ? undefined : day;
}

/** Everybody's meetings of one day, the day before: one mail a delegate. */
export function dayRemindersOf(state: FairState, day: number, frame: MailFrameOfFair): readonly WantedMail[] {
  const header = state.header.get();
  if (!header) return [];
  const { id, name: fair, venue, timeZone } = header;
  const slots = state.slots.get();
  const byPerson = new Map<PersonId, { slot: number; where: string; other: string }[]>();
  for (const [slot, ids] of state.scheduledAt.entries()) {
    if (slots[slot]?.day !== day) continue;
    for (const meetingId of ids) {
      const meeting = state.meetings.get(meetingId);
      if (meeting?.status !== "scheduled") continue;
      const place = toPlaceName(state, meeting.placeId);
      const where = [place?.place, place?.room].filter(Boolean).join(", ");
      for (const [side, person] of meeting.delegates.entries()) {
        const line = { slot, where, other: frame.nameOf(meeting.organisations[side === 0 ? 1 : 0]) };
        const known = byPerson.get(person);
        if (known) known.push(line);
        else byPerson.set(person, [line]);
      }
    }
  }
  return [...byPerson].map(([to, lines]): WantedMail => {
    lines.sort((a, b) => a.slot - b.slot);
    return {
      id: `day:${id}:${day}:${to}`,
      to,
      write(person) {
        const reader = { locale: person.locale, timeZone };
        const opensAt = slots.find((slot) => slot.day === day)?.startsAt ?? "";
        const meetings = lines.flatMap(({ slot, where, other }) => {
          const span = slots[slot];
          return span ? [{ when: formatSlot(span, reader), where, with: other }] : [];
        });
        const params = {
          fair,
          venue,
          day: formatDay(opensAt, reader),
          meetings,
          link: `${frame.baseUrl}/fairs/${id}/me/agenda`,
        };
        return composeMail("reminder", params, person, { signature: fair, contact: null });
      },
    };
  });
}

import type { FairState } from "../domain/fair/state.ts";
import type { Instant, MeetingId, PersonId } from "../domain/ids.ts";
import { formatDay } from "../i18n/format.ts";
import { dayWindows } from "../views/occupancy-moment.ts";
import { mailsOfRequest } from "./reactions-meetings.ts";
import { createMailWords, type MailFrameOfFair, type WantedMail, type Where } from "./reactions-words.ts";

/** A day is announced to its participants from the evening before. */
const dayBeforeMs = 15 * 3_600_000;

/** A request not answered yet, told once more to the side that was asked. */
export function reminderOf(state: FairState, id: MeetingId, frame: MailFrameOfFair): readonly WantedMail[] {
  const meeting = state.meetings.get(id);
  const words = createMailWords(state, frame);
  if (!words || meeting?.status !== "requested") return [];
  return mailsOfRequest(words, state, meeting, meeting, `reminder:${id}`);
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

/** Everybody's meetings of one day: one mail a delegate. */
export function dayRemindersOf(state: FairState, day: number, frame: MailFrameOfFair): readonly WantedMail[] {
  const words = createMailWords(state, frame);
  const header = state.header.get();
  const opensAt = dayWindows(state)[day]?.opensAt;
  if (!words || !header || opensAt === undefined) return [];
  const byPerson = new Map<PersonId, { slot: number; where: Where; with: string }[]>();
  for (const [slot, ids] of state.scheduledAt.entries()) {
    if (state.slots.get()[slot]?.day !== day) continue;
    for (const id of ids) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || meeting.slot !== slot) continue;
      for (const [side, person] of meeting.delegates.entries()) {
        const other = meeting.organisations[side === 0 ? 1 : 0];
        const line = { slot, where: words.whereOf(meeting), with: words.nameOf(other) };
        const lines = byPerson.get(person);
        if (lines) lines.push(line);
        else byPerson.set(person, [line]);
      }
    }
  }
  return [...byPerson].map(([to, lines]) => {
    lines.sort((a, b) => a.slot - b.slot);
    return words.mail(`day:${header.id}:${day}`, to, "reminder", (reader) => ({
      fair: words.fair,
      venue: header.venue,
      day: formatDay(opensAt, reader),
      meetings: lines.map((line) => ({
        when: words.when(line.where, reader),
        where: line.where.place,
        with: line.with,
      })),
      link: words.links.agenda,
    }));
  });
}

import type {
  AgendaDraft,
  DraftChange,
  DraftViolation,
  UnplacedReason,
} from "../domain/fair/agenda-draft.ts";
import type { FairState } from "../domain/fair/state.ts";
import { meetingIdSchema, organisationIdSchema, placeIdSchema, roomIdSchema } from "../domain/ids.ts";
import { formatDayMedium, formatTime } from "../i18n/format.ts";
import type { Locale } from "../i18n/plural.ts";
import { slotsText, unplacedText } from "../i18n/unplaced.ts";
import { changeText, type ViolationNames, violationText } from "../i18n/violations.ts";
import type { Runtime } from "../runtime/runtime.ts";

const slotsNamed = 4;

/** Sentences about a draft for one reader: people, organisations and places by name, slots by day and hour. */
export type AgendaWords = ViolationNames & {
  unplaced(reason: UnplacedReason): string;
  violation(violation: DraftViolation): string;
  change(change: DraftChange): string;
};
type Subject = Pick<AgendaDraft, "meetings" | "violations" | "clash" | "lastEdit"> & {
  /** Others to be named, beside those of its violations. */
  readonly people?: readonly string[];
};

export async function agendaWords(
  runtime: Runtime,
  state: FairState,
  locale: Locale,
  subject: Partial<Subject> = {},
): Promise<AgendaWords> {
  const { meetings = [], violations = [], clash = [], lastEdit } = subject;
  const told = [...violations, ...clash, ...(lastEdit?.brought ?? []), ...(lastEdit?.ended ?? [])];
  const ids = [...(subject.people ?? []), ...told.flatMap(({ person }) => person ?? [])];
  const people = await runtime.vault.getPeople([...new Set(ids)]);
  const pairOf = new Map<string, readonly string[]>(
    meetings.map(({ meetingId, organisations }) => [meetingId, organisations]),
  );
  const reader = { locale, timeZone: state.header.get()?.timeZone ?? "UTC" };
  const organisation = (id: string): string => {
    const parsed = organisationIdSchema.safeParse(id);
    return (parsed.success && runtime.directory.state.organisations.get(parsed.data)?.name) || id;
  };
  const slot = (index: number): string => {
    const span = state.slots.get()[index];
    return span
      ? `${formatDayMedium(span.startsAt, reader)}, ${formatTime(span.startsAt, reader)}`
      : `#${index}`;
  };
  const slots = (some: readonly number[]): string => {
    const named = some.slice(0, slotsNamed).flatMap((index) => state.slots.get()[index]?.startsAt ?? []);
    const days = new Map<string, string[]>();
    for (const startsAt of named) {
      const day = formatDayMedium(startsAt, reader);
      days.set(day, [...(days.get(day) ?? []), formatTime(startsAt, reader)]);
    }
    return slotsText([...days], some.length - named.length, locale);
  };
  const names: ViolationNames = {
    locale,
    organisation,
    slot,
    span: (from, to) =>
      `${formatDayMedium(from, reader)}, ${formatTime(from, reader)}–${formatTime(to, reader)}`,
    person: (id) => people.get(id)?.name ?? id,
    place(id) {
      const parsed = placeIdSchema.safeParse(id);
      return (parsed.success && state.places.get(parsed.data)?.name) || id;
    },
    room(id) {
      const parsed = roomIdSchema.safeParse(id);
      return (parsed.success && state.rooms.get(parsed.data)?.name) || id;
    },
    meeting(id) {
      const parsed = meetingIdSchema.safeParse(id);
      const known = parsed.success ? state.meetings.get(parsed.data)?.organisations : undefined;
      return (pairOf.get(id) ?? known ?? [id]).map(organisation).join(" ↔ ");
    },
  };
  return {
    ...names,
    unplaced: (reason) => unplacedText(reason, { locale, organisation, slots }),
    violation: (violation) => violationText(violation, names),
    change: (change) => changeText(change, names),
  };
}

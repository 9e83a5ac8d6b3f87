import { Temporal } from "temporal-polyfill";
import { type Instant, instantSchema } from "../ids.ts";
import type { Programme, SlotOfProgramme } from "./events.ts";

export type ProgrammeFault = {
  readonly code:
    | "time-zone-unknown"
    | "day-repeated"
    | "day-ends-before-it-starts"
    | "break-outside-day"
    | "day-without-slot";
  /** Path in the programme, as `days.1.breaks.0`. */
  readonly field: string;
};
export type ProgrammeSlots =
  | { readonly ok: true; readonly slots: readonly SlotOfProgramme[] }
  | { readonly ok: false; readonly faults: readonly ProgrammeFault[] };

/**
 * The slots of the wall-clock days of a programme, in order; none overlaps a break. Wall times become instants
 * through the fair's zone, so a day when clocks change is as long as it really is.
 */
export function computeSlots(programme: Programme, timeZone: string): ProgrammeSlots {
  const faults: ProgrammeFault[] = [];
  const slots: SlotOfProgramme[] = [];
  const days = programme.days
    .map((day, index) => ({ day, index }))
    .sort((a, b) => a.day.on.localeCompare(b.day.on));
  for (const [order, { day, index }] of days.entries()) {
    const field = `days.${index}`;
    if (order > 0 && days[order - 1]?.day.on === day.on) faults.push({ code: "day-repeated", field });
    if (day.end <= day.start) faults.push({ code: "day-ends-before-it-starts", field });
    for (const [at, pause] of day.breaks.entries())
      if (pause.end <= pause.start || pause.start < day.start || pause.end > day.end)
        faults.push({ code: "break-outside-day", field: `${field}.breaks.${at}` });
  }
  if (faults.length > 0) return { ok: false, faults };
  try {
    for (const [order, { day, index }] of days.entries()) {
      const before = slots.length;
      const end = toMinutes(day.end);
      let start = toMinutes(day.start);
      while (start + programme.slotMinutes <= end) {
        const until = start + programme.slotMinutes;
        const pause = day.breaks.find(
          (candidate) => toMinutes(candidate.start) < until && start < toMinutes(candidate.end),
        );
        if (pause) {
          start = toMinutes(pause.end);
          continue;
        }
        const startsAt = toInstantOf(day.on, start, timeZone);
        const endsAt = toInstantOf(day.on, until, timeZone);
        // The hour that clocks jump over has no length.
        if (startsAt < endsAt) slots.push({ day: order, startsAt, endsAt });
        start = until;
      }
      if (slots.length === before) faults.push({ code: "day-without-slot", field: `days.${index}` });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, faults: [{ code: "time-zone-unknown", field: "timeZone" }] };
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, slots };
}

/** A wall time of a day, as `12:00`, in the fair's zone. */
export function wallInstant(on: string, time: string, timeZone: string): Instant {
  return toInstantOf(on, toMinutes(time), timeZone);
}

function toMinutes(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function toInstantOf(on: string, minutes: number, timeZone: string): Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  const zoned = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone, plainTime: time });
  return instantSchema.parse(new Date(zoned.epochMilliseconds).toISOString());
}

import { z } from "zod";
import type { PersonId } from "../ids.ts";
import type { FairState } from "./state.ts";

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const breakShape = {
  /** Wall times of the fair. */
  from: wallTime,
  to: wallTime,
  minutes: z.number().int().min(5).max(240),
};
type Window = { readonly from: string; readonly to: string; readonly minutes: number };
// A time that cannot be read is a fault of its own.
const fits = ({ from, to, minutes }: Window): boolean => !(minutes > minutesBetween(from, to));
const tooLong = { path: ["minutes"], message: "expected no more minutes than lie between the two times" };

/** A break of so many minutes in a row, anywhere between two times of every day. */
export const breakWantedSchema = z.object(breakShape).refine(fits, tooLong);
export type BreakWanted = z.infer<typeof breakWantedSchema>;

/** The same as a delegate wants it: on every day, or on one. */
const ownBreakSchema = z.object({ ...breakShape, on: z.iso.date().optional() }).refine(fits, tooLong);
export type OwnBreak = z.infer<typeof ownBreakSchema>;

export const slotsInARowSchema = z.number().int().min(1).max(50);

/** What a delegate needs and wishes for, beside the slots in which they are away. */
export const comfortSchema = z.object({
  needsAccess: z.boolean().default(false),
  /** Slots that they meet in without a pause, at most; null is as the fair has it. */
  mostInARow: slotsInARowSchema.nullable().default(null),
  breaks: z.array(ownBreakSchema).max(10).default([]),
});
export type Comfort = z.infer<typeof comfortSchema>;

export const noComfort: Comfort = { needsAccess: false, mostInARow: null, breaks: [] };

/** What holds for a delegate: the rules of the fair, and what they said themselves. */
export type ComfortOf = {
  readonly needsAccess: boolean;
  readonly mostInARow: number | null;
  readonly breaks: readonly OwnBreak[];
};

/** K2–K4: the stricter of the two limits; the fair's break and their own ones. O(1). */
export function comfortOf(state: FairState, person: PersonId): ComfortOf {
  const { mostInARow, breakWanted } = state.rules.get();
  const own = state.delegates.get(person)?.comfort ?? noComfort;
  const limits = [mostInARow, own.mostInARow].flatMap((limit) => limit ?? []);
  return {
    needsAccess: own.needsAccess,
    mostInARow: limits.length === 0 ? null : Math.min(...limits),
    breaks: breakWanted === null ? own.breaks : [breakWanted, ...own.breaks],
  };
}

function minutesBetween(from: string, to: string): number {
  return toMinutes(to) - toMinutes(from);
}

function toMinutes(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

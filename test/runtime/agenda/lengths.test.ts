import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DraftMeeting } from "../../../src/domain/fair/agenda-draft.ts";
import { rulesSchema } from "../../../src/domain/fair/rules.ts";
import {
  isUnbroken,
  lengthOf,
  neededLength,
  recordedLength,
  slotsIn,
} from "../../../src/domain/fair/span.ts";
import { meetingIdSchema, organisationIdSchema } from "../../../src/domain/ids.ts";
import { boundOfFair } from "../../../src/runtime/agenda/bound-of-fair.ts";
import { findStrains } from "../../../src/runtime/agenda/check-comfort.ts";
import { checkDraft, toPublished } from "../../../src/runtime/agenda/check-draft.ts";
import { compareDrafts } from "../../../src/runtime/agenda/compare-drafts.ts";
import { openDiary } from "../../../src/runtime/agenda/openings.ts";
import { placeFair } from "../../../src/runtime/agenda/place-fair.ts";
import { problemOfFair } from "../../../src/runtime/agenda/problem-of-fair.ts";
import { resolveEdit } from "../../../src/runtime/agenda/resolve-edit.ts";
import { before, booking, type FairStory, inSlot, openFair } from "../../support/fair-story.ts";
import { fairId, openSetting, organiser, wishEachOther } from "./agenda-fair.ts";

const org = (name: string) => organisationIdSchema.parse(`org_${name}`);
const names = ["alto", "brisa", "coop", "dune"] as const;
const pairs = [
  ["alto", "coop"],
  ["alto", "dune"],
  ["brisa", "coop"],
  ["brisa", "dune"],
  ["alto", "brisa"],
] as const;
type Shape = {
  readonly slots: number;
  /** The slot before which there is a break. */
  readonly pause: number;
  readonly lengths: readonly number[];
  readonly wished: readonly boolean[];
  readonly closed: readonly number[];
  readonly away: number;
  readonly tables: number;
};
const shapes = (slots: number): fc.Arbitrary<Shape> =>
  fc.record({
    slots: fc.constant(slots),
    pause: fc.integer({ min: 1, max: slots }),
    lengths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
    wished: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    closed: fc.array(fc.integer({ min: 0, max: slots - 1 }), { maxLength: 1 }),
    away: fc.integer({ min: 0, max: slots - 1 }),
    tables: fc.integer({ min: 1, max: 2 }),
  });

function fairOf({ slots, pause, lengths, wished, closed, away, tables }: Shape): FairStory {
  const grid = Array.from({ length: slots }, (_, slot) => ({
    day: 0,
    startsAt: inSlot(slot, slot < pause ? 0 : 60),
    endsAt: inSlot(slot + 1, slot < pause ? 0 : 60),
  }));
  const fair = openFair().given({
    type: "SetProgramme",
    programme: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
    slots: grid,
  });
  if (tables === 1) fair.given({ type: "RemovePlace", placeId: "plc_2" });
  for (const [index, name] of names.entries())
    fair.given({ type: "SetMeetingSlots", organisationId: org(name), slots: lengths[index] ?? 1 });
  for (const [index, [a, b]] of pairs.entries()) {
    if (!wished[index]) continue;
    fair.given({ type: "SetWish", from: org(a), to: org(b), level: index % 2 === 0 ? "must" : "like" });
    fair.given({ type: "SetWish", from: org(b), to: org(a), level: "like" });
  }
  for (const slot of closed) fair.given({ type: "SetSlotClosed", slot, closed: true });
  return fair.given({ type: "SetAvailability", personId: "per_alto", unavailable: [away] });
}

const stand = {
  type: "SetPlace",
  placeId: "plc_9",
  roomId: "room_b",
  name: "S",
  kind: "stand",
  accessible: false,
} as const;
const problemOf = (fair: FairStory, at = before) => problemOfFair(fair.state, { at, score: () => 0 });
const solve = (fair: FairStory, at = before) =>
  placeFair(problemOf(fair, at), { seconds: 5, elapsed: () => 0, seed: 1, steps: 60 });
const draftOf = (agenda: ReturnType<typeof solve>): DraftMeeting[] =>
  agenda.placed.map((placed, index) => ({
    ...placed,
    ...recordedLength(placed),
    meetingId: meetingIdSchema.parse(`mtg_d${index}`),
    organisations: [...placed.organisations],
    delegates: [...placed.delegates],
  }));
/** The most that all agendas of a fair without meetings are worth; one delegate a side, any table. O(slots ^ pairs). */
function bestOf(fair: FairStory, worth: (candidate: { readonly value: number }) => number): number {
  const { state } = fair;
  const { candidates } = problemOf(fair);
  const grid = state.slots.get();
  const busy = new Set<string>();
  const load = new Map<number, number>();
  const fits = (organisations: readonly string[], slots: readonly number[]): boolean =>
    slots.every(
      (slot) =>
        !state.closedSlots.has(slot) &&
        (load.get(slot) ?? 0) < state.tables.get().length &&
        organisations.every((id) => {
          const [person] = state.participants.get(organisationIdSchema.parse(id))?.delegates ?? [];
          const isAway = person !== undefined && state.delegates.get(person)?.unavailable.has(slot) === true;
          return !isAway && !busy.has(`${id}@${slot}`);
        }),
    );
  const from = (index: number): number => {
    const candidate = candidates[index];
    if (!candidate) return 0;
    let best = from(index + 1);
    for (let slot = 0; slot < grid.length; slot += 1) {
      const span = { slot, length: neededLength(state, candidate.organisations) };
      if (!isUnbroken(grid, span) || !fits(candidate.organisations, slotsIn(span))) continue;
      const keys = slotsIn(span).flatMap((at) => candidate.organisations.map((id) => `${id}@${at}`));
      for (const key of keys) busy.add(key);
      for (const at of slotsIn(span)) load.set(at, (load.get(at) ?? 0) + 1);
      best = Math.max(best, worth(candidate) + from(index + 1));
      for (const key of keys) busy.delete(key);
      for (const at of slotsIn(span)) load.set(at, (load.get(at) ?? 0) - 1);
    }
    return best;
  };
  return from(0);
}

describe("agendas with longer meetings", () => {
  it("[U2] whatever the lengths, breaks, closed slots and bookings, an agenda passes the checker and is published", () => {
    const booked = fc.array(fc.tuple(fc.constantFrom(...pairs), fc.nat(8)), { maxLength: 2 });
    fc.assert(
      fc.property(shapes(8), booked, fc.constantFrom(before, inSlot(1, 5)), (shape, bookings, at) => {
        const fair = fairOf(shape);
        for (const [[from, to], slot] of bookings)
          fair.when(booking({ from: org(from), to: org(to), slot }), { as: "organiser" });
        const agenda = solve(fair, at);
        expect(agenda.value).toBeLessThanOrEqual(agenda.bound.value + 1e-9);
        expect(agenda.placed.length).toBeLessThanOrEqual(agenda.bound.meetings);
        const meetings = toPublished(fair.state, draftOf(agenda));
        const context = { at, by: "system", as: "organiser" } as const;
        expect(checkDraft(fair.state, meetings, context)).toEqual([]);
        if (meetings.length > 0)
          fair.when({ type: "PublishAgenda", draftId: "drf_1", meetings }, context).then("AgendaPublished");
      }),
      { numRuns: 120 },
    );
  });

  it("[U2] [K3] [K4] with rows, walks and breaks to be spared, a draft puts nobody through more", () => {
    const spared = fc.record({
      mostInARow: fc.constantFrom(null, 3, 4),
      walkingMinutes: fc.constantFrom(0, 5, 20, 30),
      breakWanted: fc.constantFrom(
        null,
        { from: "09:00", to: "10:20", minutes: 20 },
        { from: "09:40", to: "12:00", minutes: 40 },
      ),
    });
    fc.assert(
      fc.property(shapes(8), spared, (shape, rules) => {
        const fair = fairOf(shape);
        fair
          .given({ type: "SetRoom", roomId: "room_b", name: "Pasteur", capacity: 100, accessible: false })
          .given({ ...stand, organisationId: org("alto") })
          .given({ type: "SetRules", rules: rulesSchema.parse(rules) });
        const agenda = solve(fair);
        expect(agenda.value).toBeLessThanOrEqual(agenda.bound.value + 1e-9);
        const meetings = toPublished(fair.state, draftOf(agenda));
        expect(checkDraft(fair.state, meetings, { at: before, by: "system", as: "organiser" })).toEqual([]);
        expect(findStrains(fair.state, meetings)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("no bound is below what every agenda of a small fair, tried one by one, is worth", () => {
    fc.assert(
      fc.property(shapes(5), (shape) => {
        const fair = fairOf(shape);
        const best = bestOf(fair, ({ value }) => value);
        const agenda = solve(fair);
        expect(agenda.bound.value).toBeGreaterThanOrEqual(best - 1e-6);
        expect(agenda.value).toBeLessThanOrEqual(best + 1e-9);
        expect(agenda.bound.meetings).toBeGreaterThanOrEqual(bestOf(fair, () => 1));
        expect(boundOfFair(problemOf(fair), ({ value }) => value)).toBeGreaterThanOrEqual(best - 1e-6);
      }),
      { numRuns: 80 },
    );
  });

  it("a long meeting counts for the time that it takes in the bound", () => {
    const fair = openFair({ slots: 4 });
    for (const name of ["coop", "dune"]) {
      fair.given({ type: "SetWish", from: org(name), to: org("alto"), level: "must" });
      fair.given({ type: "SetWish", from: org("alto"), to: org(name), level: "must" });
      fair.given({ type: "SetWish", from: org(name), to: org("brisa"), level: "must" });
      fair.given({ type: "SetWish", from: org("brisa"), to: org(name), level: "must" });
    }
    expect(solve(fair).bound.meetings).toBe(4);
    for (const name of ["coop", "dune"])
      fair.given({ type: "SetMeetingSlots", organisationId: org(name), slots: 3 });
    const agenda = solve(fair);
    expect(agenda.bound.meetings).toBe(2);
    expect(agenda.placed).toHaveLength(2);
  });

  it("[U4] of a meeting under way, what is ahead stays taken", () => {
    const fair = openFair({ slots: 3, rules: { noticeMinutes: 0 } });
    fair.given({ type: "SetMeetingSlots", organisationId: org("coop"), slots: 2 });
    fair.given(booking({ slot: 0 }), { as: "organiser" });
    fair.given({ type: "SetWish", from: org("dune"), to: org("alto"), level: "must" });
    const problem = problemOf(fair, inSlot(0, 5));
    expect(problem.grid).toEqual([1, 2]);
    expect(problem.fixed).toMatchObject([{ slot: 0, delegates: ["per_coop", "per_alto"] }]);
    expect(problem.fixed[0]).not.toHaveProperty("length");
    expect(solve(fair, inSlot(0, 5)).placed).toMatchObject([{ slot: 2 }]);
  });

  it("[U1] [U5] a draft follows what its sides need, and says where it no longer fits", async () => {
    const setting = await openSetting({ exhibitors: 1, buyers: 2, slots: 3, tables: 2 });
    for (const buyer of ["b0", "b1"]) await wishEachOther(setting, buyer, "e0");
    const draft = await setting.compute();
    expect(draft.meetings.map(lengthOf)).toEqual([1, 1]);
    await setting.given({ type: "SetMeetingSlots", organisationId: "org_e0", slots: 2 });
    const stale = await setting.agenda.draft(fairId, draft.id);
    expect(stale?.meetings.map(lengthOf)).toEqual([2, 2]);
    expect(stale?.violations.length).toBeGreaterThan(0);
    expect(stale?.changes).toMatchObject([{ code: "length", count: 1, organisations: ["org_e0"] }]);
    expect(await setting.agenda.publish(fairId, draft.id, organiser)).toMatchObject({ ok: false });
    await setting.given({ type: "SetMeetingSlots", organisationId: "org_e0", slots: 3 });
    const anew = await setting.compute();
    expect(anew).toMatchObject({ violations: [], meetings: [{ slot: 0, length: 3 }] });
    expect(anew.unplaced.map(({ reason }) => reason.code)).toEqual(["busy"]);
    const locked = await setting.agenda.edit(fairId, anew.id, {
      type: "lock",
      which: { all: true },
      locked: true,
    });
    expect(locked).toMatchObject({ ok: true });
    const rest = await setting.compute({ from: anew.id });
    expect(rest.meetings).toMatchObject([{ slot: 0, length: 3, locked: true }]);
    expect(await setting.agenda.publish(fairId, rest.id, organiser)).toMatchObject({ ok: true, left: [] });
    const [published] = [...setting.fair.state.meetings.values()];
    expect(published).toMatchObject({ status: "scheduled", slot: 0, length: 3 });
  });

  it("[U2] by hand: openings are where all of it is free, and a place is free in all of its slots", () => {
    const fair = openFair();
    fair.given({ type: "SetMeetingSlots", organisationId: org("coop"), slots: 2 });
    const [other, own] = [
      { from: "dune", to: "alto", slot: 3 },
      { from: "coop", to: "alto", slot: 0 },
    ].map(
      ({ from, to, slot }, index): DraftMeeting => ({
        meetingId: meetingIdSchema.parse(`mtg_d${index}`),
        organisations: [org(from), org(to)],
        slot,
        ...recordedLength({ length: neededLength(fair.state, [org(from), org(to)]) }),
        placeId: fair.state.tables.get()[0] as DraftMeeting["placeId"],
        delegates: [from, to].map(
          (name) => fair.state.participants.get(org(name))?.delegates[0],
        ) as DraftMeeting["delegates"],
        kind: "mutual",
        value: 1,
      }),
    );
    if (!other || !own) throw new Error("two meetings");
    const diary = openDiary(fair.state, [other]);
    const at = [0, 1, 2, 3, 4, 5].map((slot) => diary.opening([org("coop"), org("alto")], slot, before));
    expect(at.map(({ isOpen, free }) => isOpen && free[1].length > 0)).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(at[2]?.busyWith).toEqual([undefined, "mtg_d0"]);
    const moved = resolveEdit(
      fair.state,
      { meetings: [other, own], unplaced: [] },
      { type: "move", meetingId: own.meetingId, slot: 5 },
      { at: before, newMeetingId: () => meetingIdSchema.parse("mtg_new") },
    );
    if (!moved.ok || moved.edit.type !== "move") throw new Error("not moved");
    const context = { at: before, by: "system", as: "organiser" } as const;
    const faults = (meetings: readonly DraftMeeting[]) =>
      checkDraft(fair.state, toPublished(fair.state, meetings), context).map(({ code }) => code);
    expect(faults([other, own])).toEqual([]);
    expect(faults([other, { ...own, slot: 5 }])).toEqual(["slot-too-short"]);
    // Both at table 1, with alto, in slot 3: each said once, although the second goes on after it.
    expect(faults([{ ...other, slot: 2 }, own])).toEqual([]);
    expect(new Set(faults([other, { ...own, slot: 2 }]))).toEqual(new Set(["double-booked", "place-taken"]));
    const header = { status: "ready", unplaced: [] } as unknown as Parameters<typeof compareDrafts>[0];
    const compared = compareDrafts(
      { ...header, meetings: [own, { ...other, slot: 2 }] },
      { ...header, meetings: [own, other] },
      () => 0,
    );
    expect(compared.totals.map(({ breaks }) => breaks)).toEqual([0, 1]);
  });
});

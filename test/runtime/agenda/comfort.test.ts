import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DraftMeeting } from "../../../src/domain/fair/agenda-draft.ts";
import { meetingIdSchema } from "../../../src/domain/ids.ts";
import { findStrains } from "../../../src/runtime/agenda/check-comfort.ts";
import { checkDraft, toPublished } from "../../../src/runtime/agenda/check-draft.ts";
import { type FairAgenda, placeFair } from "../../../src/runtime/agenda/place-fair.ts";
import { problemOfFair } from "../../../src/runtime/agenda/problem-of-fair.ts";
import {
  before,
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
} from "../../support/fair-story.ts";

const context = { at: before, by: "system", as: "organiser" } as const;
const organiser = { as: "organiser" } as const;
const problem = (fair: FairStory, at = before) => problemOfFair(fair.state, { at, score: () => 0 });
const compute = (fair: FairStory, steps = 200): FairAgenda =>
  placeFair(problem(fair), { seconds: 5, elapsed: () => 0, seed: 1, steps });
const toMeetings = ({ placed }: Pick<FairAgenda, "placed">): DraftMeeting[] =>
  placed.map(({ organisations: [a, b], delegates: [first, second], ...rest }, index) => ({
    ...rest,
    meetingId: meetingIdSchema.parse(`mtg_draft${index}`),
    organisations: [a, b],
    delegates: [first, second],
  }));
/** Everything that the checks find in an agenda, as the draft's page would show it. */
const faults = (fair: FairStory, agenda: Pick<FairAgenda, "placed">): string[] => {
  const published = toPublished(fair.state, toMeetings(agenda));
  return [...checkDraft(fair.state, published, context), ...findStrains(fair.state, published)].map(
    ({ code, person }) => `${code} ${person ?? ""}`,
  );
};
const mutual = (fair: FairStory, from: string, to: string): FairStory =>
  fair
    .given({ type: "SetWish", from: `org_${from}`, to: `org_${to}`, level: "must" })
    .given({ type: "SetWish", from: `org_${to}`, to: `org_${from}`, level: "must" });
const comfort = (person: string, fields: Record<string, unknown>): PlainCommand => ({
  type: "SetComfort",
  personId: `per_${person}`,
  comfort: fields,
});
const register = (fair: FairStory, name: string, kind = "buyer"): FairStory =>
  fair
    .given(
      { type: "RegisterParticipant", organisationId: `org_${name}`, kind, delegates: [`per_${name}`] },
      organiser,
    )
    .given({ type: "ValidateParticipant", organisationId: `org_${name}` });
/** org_alto meets five buyers. */
function withBuyers(options: Parameters<typeof openFair>[0]): FairStory {
  const fair = openFair(options);
  for (const name of ["elan", "fonte", "gard"]) register(fair, name);
  for (const name of ["coop", "dune", "elan", "fonte", "gard"]) mutual(fair, "alto", name);
  return fair;
}
const slotsOf = ({ placed }: FairAgenda, person: string): number[] =>
  placed
    .flatMap(({ delegates, slot }) => (delegates.some((id) => id === person) ? [slot] : []))
    .sort((a, b) => a - b);

describe("an agenda that is computed", () => {
  it("[K3] gives nobody more slots in a row than the fair and they themselves allow", () => {
    const fair = withBuyers({ slots: 6, rules: { mostInARow: 3 } });
    const agenda = compute(fair);
    expect(slotsOf(agenda, "per_alto")).toHaveLength(5);
    expect(faults(fair, agenda)).toEqual([]);
    fair.given(comfort("alto", { mostInARow: 1 }));
    const spared = compute(fair);
    expect(slotsOf(spared, "per_alto")).toHaveLength(3);
    expect(faults(fair, spared)).toEqual([]);
    expect(faults(fair, agenda)).toContain("too-many-in-a-row per_alto");
    expect(new Set(spared.unplaced.map(({ reason }) => JSON.stringify(reason)))).toEqual(
      new Set([
        JSON.stringify({
          code: "comfort",
          rules: ["in-a-row"],
          slots: freeOf(slotsOf(spared, "per_alto"), 6),
        }),
      ]),
    );
  });
  it("[K3] counts a row anew after a pause of the programme and after a closed slot", () => {
    const fair = withBuyers({ slots: 6, rules: { mostInARow: 3 } });
    fair.given({ type: "SetSlotClosed", slot: 3, closed: true });
    const agenda = compute(fair);
    expect(slotsOf(agenda, "per_alto")).toEqual([0, 1, 2, 4, 5]);
    expect(faults(fair, agenda)).toEqual([]);
  });
  it("[K3] leaves everybody the time to walk, a pause of the programme counted", () => {
    const fair = openFair({ slots: 2, rules: { walkingMinutes: 10 } });
    fair.given({ type: "RemovePlace", placeId: "plc_1" }).given({ type: "RemovePlace", placeId: "plc_2" });
    fair.given({ type: "SetRoom", roomId: "room_b", name: "Sully", capacity: 20, accessible: true });
    for (const [name, roomId] of [
      ["alto", "room_a"],
      ["brisa", "room_b"],
    ])
      fair.given({
        type: "SetPlace",
        placeId: `plc_${name}`,
        roomId,
        name,
        kind: "stand",
        accessible: true,
        organisationId: `org_${name}`,
      });
    mutual(fair, "coop", "alto");
    mutual(fair, "coop", "brisa");
    const agenda = compute(fair);
    expect(agenda.placed).toHaveLength(1);
    expect(agenda.unplaced.map(({ reason }) => reason)).toMatchObject([
      { code: "comfort", rules: ["walking"] },
    ]);
    fair.given({ type: "SetRules", rules: {} });
    const rushed = compute(fair);
    expect(rushed.placed).toHaveLength(2);
    fair.given({ type: "SetRules", rules: { walkingMinutes: 10 } });
    expect(faults(fair, rushed)).toEqual(["no-time-to-walk per_coop"]);
    fair.given({
      type: "SetProgramme",
      programme: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
      slots: [0, 1.5].map((at) => ({ day: 0, startsAt: inSlot(at), endsAt: inSlot(at + 1) })),
    });
    const walked = compute(fair);
    expect(walked.placed).toHaveLength(2);
    expect(faults(fair, walked)).toEqual([]);
  });
  it("[K4] leaves everybody the break that the fair or they themselves want", () => {
    // Slots of 20 minutes from 9:00 to 11:00 in Paris.
    const breakWanted = { from: "09:20", to: "10:20", minutes: 40 };
    const fair = withBuyers({ slots: 6, rules: { breakWanted } });
    const agenda = compute(fair);
    expect(slotsOf(agenda, "per_alto")).toHaveLength(4);
    expect(faults(fair, agenda)).toEqual([]);
    expect(agenda.unplaced.map(({ reason }) => reason.code)).toEqual(["comfort"]);
    fair.given({ type: "SetRules", rules: {} }).given(comfort("alto", { breaks: [breakWanted] }));
    expect(slotsOf(compute(fair), "per_alto")).toHaveLength(4);
    fair.given(comfort("alto", { breaks: [{ ...breakWanted, on: "2027-03-09", minutes: 60 }] }));
    const rested = compute(fair);
    expect(slotsOf(rested, "per_alto")).toEqual([0, 4, 5]);
    expect(faults(fair, rested)).toEqual([]);
    expect(faults(fair, agenda)).toContain("no-break per_alto");
  });
  it("[K4] asks nothing where the programme's own pause is break enough", () => {
    const breakWanted = { from: "09:30", to: "11:30", minutes: 45 };
    const fair = withBuyers({ slots: 6, rules: { breakWanted } });
    // A pause of an hour after the third slot.
    const slots = [0, 1, 2, 6, 7, 8].map((at) => ({ day: 0, startsAt: inSlot(at), endsAt: inSlot(at + 1) }));
    const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
    fair.given({ type: "SetProgramme", programme, slots });
    expect(problem(fair).comfort).toBeUndefined();
    const agenda = compute(fair);
    expect(slotsOf(agenda, "per_alto")).toHaveLength(5);
    expect(faults(fair, agenda)).toEqual([]);
  });
  it("[K1] seats who needs it at an accessible place, and says where none is left", () => {
    const fair = withBuyers({ slots: 6 });
    for (const placeId of ["plc_1", "plc_2"])
      fair.given({
        type: "SetPlace",
        placeId,
        roomId: "room_a",
        name: placeId,
        kind: "table",
        accessible: placeId === "plc_2",
      });
    fair.given(comfort("alto", { needsAccess: true }));
    mutual(fair, "brisa", "coop");
    const agenda = compute(fair);
    expect(agenda.placed).toHaveLength(6);
    expect(faults(fair, agenda)).toEqual([]);
    const moved = { placed: agenda.placed.map((one) => ({ ...one, placeId: otherTable(one.placeId) })) };
    expect(faults(fair, moved)).toContain("not-accessible per_alto");
    fair.given({ type: "SetRoom", roomId: "room_a", name: "Sully", capacity: 20, accessible: false });
    expect(compute(fair).unplaced.map(({ reason }) => reason.code)).toEqual(
      Array(5).fill("no-accessible-place"),
    );
  });
  it("[K3] [K4] builds around what is booked already, hard as it may be on somebody", () => {
    const fair = withBuyers({ slots: 6 });
    for (const [index, name] of ["coop", "dune", "elan"].entries())
      fair.given(booking({ from: `org_${name}`, slot: index + 1 }), organiser);
    fair.given({
      type: "SetRules",
      rules: { mostInARow: 2, breakWanted: { from: "09:20", to: "10:20", minutes: 40 } },
    });
    const agenda = compute(fair);
    expect(slotsOf(agenda, "per_alto")).toEqual([5]);
    expect(faults(fair, agenda)).toEqual([]);
  });
});

/** Five minutes are the grain of a day: pauses of any length between slots of twenty minutes. */
const pausesArbitrary = fc.array(fc.constantFrom(0, 0, 0, 5, 20, 45), { minLength: 5, maxLength: 9 });
const wallTime = fc.constantFrom("09:00", "09:30", "10:10", "10:40", "11:00", "11:30", "12:15");
const pauseArbitrary = fc
  .record({ one: wallTime, other: wallTime, minutes: fc.constantFrom(10, 20, 35, 60) })
  .map(({ one, other, minutes }) => {
    const [from = one, to = other] = [one, other].sort();
    const lies = (Date.parse(`2027-01-01T${to}Z`) - Date.parse(`2027-01-01T${from}Z`)) / 60_000;
    return { from, to, minutes: Math.min(minutes, lies) };
  })
  .filter(({ minutes }) => minutes >= 5);
const comfortArbitrary = fc.record({
  needsAccess: fc.boolean(),
  mostInARow: fc.option(fc.integer({ min: 1, max: 3 })),
  breaks: fc.array(pauseArbitrary, { maxLength: 2 }),
});

describe("whatever people ask to be spared", () => {
  it("[K1] [K3] [K4] a computed agenda spares it, judged in minutes by the checks of drafts by hand", () => {
    fc.assert(
      fc.property(
        pausesArbitrary,
        fc.record({
          mostInARow: fc.option(fc.integer({ min: 1, max: 4 })),
          walkingMinutes: fc.constantFrom(0, 5, 20, 25),
          breakWanted: fc.option(pauseArbitrary),
        }),
        fc.array(comfortArbitrary, { minLength: 4, maxLength: 4 }),
        fc.option(fc.nat(5)),
        (pauses, rules, comforts, closed) => {
          const fair = openFair();
          let at = 0;
          const slots = pauses.map((pause) => {
            const slot = { day: 0, startsAt: inSlot(0, at), endsAt: inSlot(0, at + 20) };
            at += 20 + pause;
            return slot;
          });
          const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
          fair.given({ type: "SetProgramme", programme, slots });
          if (closed !== null && closed < slots.length)
            fair.given({ type: "SetSlotClosed", slot: closed, closed: true });
          fair.given({ type: "SetRoom", roomId: "room_b", name: "B", capacity: 20, accessible: true });
          const table = { type: "SetPlace", name: "T", kind: "table" } as const;
          fair.given({ ...table, placeId: "plc_2", roomId: "room_b", accessible: false });
          fair.given({ ...table, placeId: "plc_3", roomId: "room_b", accessible: true });
          for (const name of ["elan", "fonte", "gard"]) register(fair, name);
          for (const name of ["coop", "dune", "elan", "fonte", "gard"])
            for (const exhibitor of ["alto", "brisa"]) mutual(fair, exhibitor, name);
          fair.given({ type: "SetRules", rules });
          for (const [index, person] of ["alto", "brisa", "coop", "dune"].entries())
            fair.given(comfort(person, comforts[index] ?? {}));
          expect(faults(fair, compute(fair, 30))).toEqual([]);
        },
      ),
      { numRuns: 60, verbose: 1 },
    );
  });
});

function freeOf(taken: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, slot) => slot).filter((slot) => !taken.includes(slot));
}

function otherTable(placeId: FairAgenda["placed"][number]["placeId"]): typeof placeId {
  return (placeId === "plc_1" ? "plc_2" : "plc_1") as typeof placeId;
}

import { expect } from "vitest";
import type { Context, Recorded } from "../../src/domain/decision.ts";
import { type FairCommand, fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { decideFair } from "../../src/domain/fair/decide.ts";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { type Rules, rulesSchema } from "../../src/domain/fair/rules.ts";
import { createFairState, type FairWriter } from "../../src/domain/fair/state.ts";
import { type Instant, instantSchema } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";

export const opening: Instant = instantSchema.parse("2027-03-09T08:00:00.000Z");
export const before: Instant = instantSchema.parse("2027-03-01T10:00:00.000Z");

/** A command as plain words: ids are checked by the schema of commands, as at the edge. */
export type PlainCommand = { readonly type: FairCommand["type"]; readonly [field: string]: unknown };

/** A fair told event by event: `when` gives a command, `then` reads what came of it. */
export type FairStory = {
  readonly state: FairWriter;
  readonly events: Recorded<FairEvent>[];
  /** Gives a command that must be accepted. */
  given(command: PlainCommand, context?: Partial<Context>): FairStory;
  when(command: PlainCommand, context?: Partial<Context>): Result;
};
export type Result = {
  then(...types: FairEvent["type"][]): readonly FairEvent[];
  refused(code: string, field?: string): ReturnType<typeof decideFair> & { ok: false };
};

export function story(): FairStory {
  const state = createFairState();
  const events: Recorded<FairEvent>[] = [];
  const decide = (command: PlainCommand, context: Partial<Context>) => {
    const full: Context = { at: before, by: "system", as: "delegate", ...context };
    const decision = decideFair(state, fairCommandSchema.parse(command), full);
    if (decision.ok)
      for (const event of decision.events) {
        const recorded = { ...event, at: full.at, by: full.by };
        evolveFair(state, recorded);
        events.push(recorded);
      }
    return decision;
  };
  const self: FairStory = {
    state,
    events,
    given(command, context = {}) {
      const decision = decide(command, context);
      expect(decision, JSON.stringify(command)).toMatchObject({ ok: true });
      return self;
    },
    when(command, context = {}) {
      const decision = decide(command, context);
      return {
        // biome-ignore lint/suspicious/noThenProperty: given, when, then: nobody awaits a story.
        then(...types) {
          if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.rejection)}`);
          expect(decision.events.map((event) => event.type)).toEqual(types);
          return decision.events;
        },
        refused(code, field) {
          if (decision.ok) throw new Error(`accepted: ${JSON.stringify(decision.events)}`);
          expect(decision.rejection.code).toBe(code);
          if (field !== undefined) expect(decision.rejection.field).toBe(field);
          return decision;
        },
      };
    },
  };
  return self;
}

/**
 * An open fair on 9 March 2027: `slots` slots of 20 minutes from 8:00 UTC, two tables in room_a; exhibitors
 * org_alto (direct) and org_brisa (on request), buyers org_coop and org_dune, each with delegate per_<name>.
 */
export function openFair(
  options: { readonly slots?: number; readonly rules?: Partial<Rules> } = {},
): FairStory {
  const slots = Array.from({ length: options.slots ?? 6 }, (_, index) => ({
    day: 0,
    startsAt: minutesAfter(opening, index * 20),
    endsAt: minutesAfter(opening, index * 20 + 20),
  }));
  const fair = story()
    .given({
      type: "OpenFair",
      fairId: "fair_test",
      name: "Coventis 2027",
      venue: "Corum",
      timeZone: "Europe/Paris",
    })
    .given({
      type: "SetProgramme",
      programme: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
      slots,
    })
    .given({ type: "SetRules", rules: rulesSchema.parse(options.rules ?? {}) })
    .given({ type: "SetRoom", roomId: "room_a", name: "Antigone", capacity: 100, accessible: true });
  for (const table of ["1", "2"])
    fair.given({
      type: "SetPlace",
      placeId: `plc_${table}`,
      roomId: "room_a",
      name: table,
      kind: "table",
      accessible: true,
    });
  for (const [name, kind] of [
    ["alto", "exhibitor"],
    ["brisa", "exhibitor"],
    ["coop", "buyer"],
    ["dune", "buyer"],
  ] as const)
    fair
      .given(
        {
          type: "RegisterParticipant",
          organisationId: `org_${name}`,
          kind,
          delegates: [`per_${name}`],
        },
        { as: "organiser" },
      )
      .given({ type: "ValidateParticipant", organisationId: `org_${name}` });
  return fair.given({ type: "SetBookingMode", organisationId: "org_alto", mode: "direct" });
}

const more = [
  ["elan", "exhibitor"],
  ["fonte", "buyer"],
  ["gard", "exhibitor"],
  ["hebe", "buyer"],
] as const;

/** The first so many of four more organisations, one delegate each, validated early in the day. */
export function withMore(fair: FairStory, count: 2 | 4): FairStory {
  const office = { as: "organiser", at: inSlot(0, -120) } as const;
  for (const [name, kind] of more.slice(0, count))
    fair
      .given(
        { type: "RegisterParticipant", organisationId: `org_${name}`, kind, delegates: [`per_${name}`] },
        office,
      )
      .given({ type: "ValidateParticipant", organisationId: `org_${name}` }, office);
  return fair;
}

let lastMeeting = 0;
/** A booking of org_alto by org_coop in slot 2 unless said otherwise. */
export function booking(fields: Record<string, unknown> = {}): PlainCommand {
  lastMeeting += 1;
  return {
    type: "BookMeeting",
    meetingId: `mtg_${lastMeeting}`,
    from: "org_coop",
    to: "org_alto",
    slot: 2,
    ...fields,
  };
}

/** A request of org_coop to org_brisa unless said otherwise. */
export function request(fields: Record<string, unknown> = {}): PlainCommand {
  lastMeeting += 1;
  return {
    type: "RequestMeeting",
    meetingId: `mtg_${lastMeeting}`,
    from: "org_coop",
    to: "org_brisa",
    slots: [],
    ...fields,
  };
}

export function inSlot(slot: number, minutes = 0): Instant {
  return minutesAfter(opening, slot * 20 + minutes);
}

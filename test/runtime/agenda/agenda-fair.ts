import { expect } from "vitest";
import type { Context } from "../../../src/domain/decision.ts";
import { profileSchema } from "../../../src/domain/directory/organisation.ts";
import { type FairCommand, fairCommandSchema } from "../../../src/domain/fair/commands.ts";
import { rulesSchema } from "../../../src/domain/fair/rules.ts";
import { type DraftId, fairIdSchema, organisationIdSchema, personIdSchema } from "../../../src/domain/ids.ts";
import { minutesAfter } from "../../../src/domain/instant.ts";
import { createMemoryJournal } from "../../../src/journal/memory-journal.ts";
import { createAgenda } from "../../../src/runtime/agenda/agenda.ts";
import type { Computation } from "../../../src/runtime/agenda/computation.ts";
import type { AgendaPort } from "../../../src/runtime/agenda/port.ts";
import type { Clock } from "../../../src/runtime/clock.ts";
import { createRuntime, type FairStream, type Runtime } from "../../../src/runtime/runtime.ts";
import { createMemoryVault } from "../../../src/vault/memory-vault.ts";
import { before, opening, type PlainCommand } from "../../support/fair-story.ts";

export const fairId = fairIdSchema.parse("fair_test");
export const organiser: Context = { at: before, by: "system", as: "organiser" };
const clock: Clock = { now: () => before, nowMs: () => Date.parse(before), speed: 1 };

export type Setting = {
  readonly runtime: Runtime;
  readonly fair: FairStream;
  readonly agenda: AgendaPort;
  /** Gives a command that must be accepted. */
  given(command: PlainCommand): Promise<void>;
  /** Computes and waits for the draft. */
  compute(options?: {
    seed?: number;
    seconds?: number;
    steps?: number;
    floor?: number;
    from?: DraftId;
  }): ReturnType<AgendaPort["compute"]>;
};

/**
 * A fair on memory: exhibitors org_e0…, buyers org_b0…, one delegate each (per_e0…); every other exhibitor has a
 * stand, the others share `tables` tables; every buyer and the exhibitors of its `wishes` want each other.
 */
export async function openSetting(size: {
  readonly exhibitors: number;
  readonly buyers: number;
  readonly slots: number;
  readonly tables: number;
  readonly stands?: boolean;
  readonly open?: () => Computation;
}): Promise<Setting> {
  const vault = createMemoryVault();
  const fail = (error: unknown): void => {
    throw error;
  };
  const runtime = await createRuntime({ journal: createMemoryJournal(), vault, clock, onFailure: fail });
  const names = [
    ...Array.from({ length: size.exhibitors }, (_, index) => `e${index}`),
    ...Array.from({ length: size.buyers }, (_, index) => `b${index}`),
  ];
  await runtime.directory.submit({ type: "ListFair", fairId }, organiser);
  await runtime.directory.submit(
    {
      type: "ImportOrganisations",
      organisations: names.map((name) => ({
        organisationId: organisationIdSchema.parse(`org_${name}`),
        profile: profileSchema.parse({
          name: `Structure ${name}`,
          family: "scic",
          ess: true,
          place: { commune: "Montpellier", department: "34", region: "76" },
        }),
        people: [personIdSchema.parse(`per_${name}`)],
      })),
    },
    organiser,
  );
  const fair = await runtime.newFair(fairId);
  const given = async (plain: PlainCommand): Promise<void> => {
    const command: FairCommand = fairCommandSchema.parse(plain);
    const outcome = await fair.submit(command, organiser);
    expect(outcome, JSON.stringify(plain)).toMatchObject({ ok: true });
  };
  await given({ type: "OpenFair", fairId, name: "Essai", venue: "Corum", timeZone: "Europe/Paris" });
  await given({
    type: "SetProgramme",
    programme: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
    slots: Array.from({ length: size.slots }, (_, slot) => ({
      day: 0,
      startsAt: minutesAfter(opening, slot * 20),
      endsAt: minutesAfter(opening, slot * 20 + 20),
    })),
  });
  await given({ type: "SetRules", rules: rulesSchema.parse({}) });
  await given({ type: "SetRoom", roomId: "room_a", name: "Antigone", capacity: 500, accessible: true });
  for (let table = 0; table < size.tables; table += 1)
    await given({
      type: "SetPlace",
      placeId: `plc_t${table}`,
      roomId: "room_a",
      name: `T${table}`,
      kind: "table",
      accessible: true,
    });
  await given({
    type: "RegisterParticipants",
    validated: true,
    participants: names.map((name) => ({
      organisationId: `org_${name}`,
      kind: name.startsWith("e") ? "exhibitor" : "buyer",
      delegates: [`per_${name}`],
    })),
  });
  if (size.stands)
    for (let index = 0; index < size.exhibitors; index += 2)
      await given({
        type: "SetPlace",
        placeId: `plc_s${index}`,
        roomId: "room_a",
        name: `S${index}`,
        kind: "stand",
        accessible: true,
        organisationId: `org_e${index}`,
      });
  const agenda = createAgenda({ runtime, ...(size.open ? { open: size.open } : {}) });
  return {
    runtime,
    fair,
    agenda,
    given,
    async compute(options = {}) {
      const { id } = await agenda.compute(fairId, { seconds: 20, seed: 1, steps: 400, ...options });
      for (;;) {
        const draft = await agenda.draft(fairId, id);
        if (draft && draft.status !== "computing") return draft;
        await new Promise((done) => setTimeout(done, 20));
      }
    },
  };
}

/** Both want each other. */
export async function wishEachOther(setting: Setting, a: string, b: string, level = "must"): Promise<void> {
  await setting.given({ type: "SetWish", from: `org_${a}`, to: `org_${b}`, level });
  await setting.given({ type: "SetWish", from: `org_${b}`, to: `org_${a}`, level });
}

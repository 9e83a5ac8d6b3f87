import type { Context } from "../../src/domain/decision.ts";
import type { DirectoryCommand } from "../../src/domain/directory/commands.ts";
import { profileSchema } from "../../src/domain/directory/organisation.ts";
import type { FairCommand } from "../../src/domain/fair/commands.ts";
import { rulesSchema } from "../../src/domain/fair/rules.ts";
import {
  fairIdSchema,
  type Instant,
  instantSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createRuntime, type Runtime } from "../../src/runtime/runtime.ts";
import { openStore, type StorePlace } from "../../src/vault/store.ts";
import { hashToken } from "../../src/vault/token.ts";
import type { Vault } from "../../src/vault/vault.ts";

export const fairId = fairIdSchema.parse("fair_test");
/** In 2099, so that no slot is past while tests run on the real clock. */
export const opensAt: Instant = instantSchema.parse("2099-03-09T08:00:00.000Z");

export type SeededFair = {
  readonly fairId: typeof fairId;
  readonly organiserToken: string;
  readonly stewardToken: string;
  readonly exhibitors: readonly string[];
  readonly buyers: readonly string[];
  /** API token of the only delegate of an organisation. */
  readonly tokenOf: (organisation: string) => string;
};
export type FairSize = { readonly exhibitors: number; readonly buyers: number; readonly slots: number };

/** Writes a fair of direct-booking exhibitors and buyers, one delegate each, through the runtime; then closes the store. */
export async function seedFair(place: StorePlace, size: FairSize): Promise<SeededFair> {
  const store = await openStore(place);
  const runtime = await createRuntime({ ...store, clock: systemClock, onFailure: fail });
  try {
    return await seedRuntime(runtime, store.vault, size);
  } finally {
    await runtime.close();
    await store.close();
  }
}

/** The same on a runtime that is already open. */
export async function seedRuntime(runtime: Runtime, vault: Vault, size: FairSize): Promise<SeededFair> {
  const exhibitors = Array.from({ length: size.exhibitors }, (_, index) => `org_e${index}`);
  const buyers = Array.from({ length: size.buyers }, (_, index) => `org_b${index}`);
  const all = [...exhibitors, ...buyers];
  const personOf = (organisation: string) => organisation.replace("org_", "per_");
  const context: Context = { at: systemClock.now(), by: "system", as: "system" };
  const direct = async (command: DirectoryCommand) =>
    accepted(await runtime.directory.submit(command, context));
  const stream = await runtime.newFair(fairId);
  const ask = async (command: FairCommand) => accepted(await stream.submit(command, context));

  await direct({ type: "ListFair", fairId });
  for (const role of ["organiser", "steward"] as const) {
    const personId = personIdSchema.parse(`per_${role}`);
    await direct({ type: "GrantRole", personId, fairId, role });
  }
  await direct({
    type: "ImportOrganisations",
    organisations: all.map((id) => ({
      organisationId: organisationIdSchema.parse(id),
      profile: profileSchema.parse({
        name: `Structure ${id}`,
        family: "scic",
        ess: true,
        place: { commune: "Montpellier", department: "34", region: "76" },
      }),
      people: [personIdSchema.parse(personOf(id))],
    })),
  });
  await ask({
    type: "OpenFair",
    fairId,
    name: "Coventis essai",
    venue: "Corum",
    timeZone: "Europe/Paris",
  });
  await ask({
    type: "SetProgramme",
    programme: { slotMinutes: 20, days: [{ on: "2099-03-09", start: "09:00", end: "18:00", breaks: [] }] },
    slots: Array.from({ length: size.slots }, (_, slot) => ({
      day: 0,
      startsAt: minutesAfter(opensAt, slot * 20),
      endsAt: minutesAfter(opensAt, slot * 20 + 20),
    })),
  });
  await ask({
    type: "SetRules",
    rules: rulesSchema.parse({ bookingMode: "direct", maxMeetings: 500, maxPendingRequests: 500 }),
  });
  const roomId = roomIdSchema.parse("room_a");
  await ask({ type: "SetRoom", roomId, name: "Espace Antigone", capacity: 400, accessible: true });
  await ask({
    type: "RegisterParticipants",
    validated: true,
    participants: all.map((id, index) => ({
      organisationId: organisationIdSchema.parse(id),
      kind: index < size.exhibitors ? ("exhibitor" as const) : ("buyer" as const),
      delegates: [personIdSchema.parse(personOf(id))],
    })),
  });
  await ask({
    type: "SetPlaces",
    places: exhibitors.map((id, index) => ({
      placeId: placeIdSchema.parse(`plc_${index}`),
      roomId,
      name: `A${index}`,
      kind: "stand" as const,
      accessible: true,
      organisationId: organisationIdSchema.parse(id),
    })),
  });
  const people = [...all.map(personOf), "per_organiser", "per_steward"];
  for (const id of people) {
    await vault.putPerson({ id, name: `Personne ${id}`, email: `${id}@essai.example`, locale: "fr" });
    await vault.putApiToken({
      hash: hashToken(tokenFor(id)),
      personId: id,
      name: "essai",
      scopes: ["read", "book", "scan", "organise"],
      createdAtMs: 0,
    });
  }
  return {
    fairId,
    organiserToken: tokenFor("per_organiser"),
    stewardToken: tokenFor("per_steward"),
    exhibitors,
    buyers,
    tokenOf: (organisation) => tokenFor(personOf(organisation)),
  };
}

function tokenFor(person: string): string {
  return `token-for-tests-of-${person}`;
}

function accepted(outcome: { ok: boolean }): void {
  if (!outcome.ok) throw new Error(`seed refused: ${JSON.stringify(outcome)}`);
}

function fail(error: unknown): void {
  throw error;
}

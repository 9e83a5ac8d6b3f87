import { readFileSync } from "node:fs";
import { pino } from "pino";
import { parseConfig } from "../../../src/config.ts";
import { type Organisation, profileSchema } from "../../../src/domain/directory/organisation.ts";
import type { FairCommand } from "../../../src/domain/fair/commands.ts";
import { computeSlots } from "../../../src/domain/fair/programme.ts";
import { rulesSchema } from "../../../src/domain/fair/rules.ts";
import type { FairState } from "../../../src/domain/fair/state.ts";
import {
  fairIdSchema,
  type Instant,
  instantSchema,
  type OrganisationId,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../../../src/domain/ids.ts";
import { toMillis } from "../../../src/domain/instant.ts";
import { createPages } from "../../../src/http/pages/pages.ts";
import { type CoventisServer, createServerOf, type StartOptions } from "../../../src/http/server.ts";
import { createMemoryJournal } from "../../../src/journal/memory-journal.ts";
import type { Clock } from "../../../src/runtime/clock.ts";
import { createMemoryVault } from "../../../src/vault/memory-vault.ts";

export const fairId = fairIdSchema.parse("fair_small");
export const people = {
  organiser: personIdSchema.parse("per_organiser"),
  steward: personIdSchema.parse("per_steward"),
};
const fileUrl = new URL("../../evaluation/organisations.json", import.meta.url);

/** A held clock that a test moves by hand. */
export function heldClock(at: string): Clock & { set(at: string): void } {
  let now = instantSchema.parse(at);
  return {
    now: () => now,
    nowMs: () => toMillis(now),
    speed: 1,
    set(next) {
      now = instantSchema.parse(next);
    },
  };
}

export type SmallFair = {
  readonly server: CoventisServer;
  readonly clock: ReturnType<typeof heldClock>;
  readonly state: FairState;
  /** Ids of organisations as the evaluation names them. */
  org(name: string): OrganisationId;
  /** The first delegate of an organisation. */
  delegate(name: string): PersonId;
  submit(command: FairCommand): Promise<void>;
  /** A browser signed in as this person, without scripts: keeps cookies, sends form tokens. */
  browser(person: PersonId | null, language?: "fr" | "en"): Promise<TestBrowser>;
};
export type TestBrowser = {
  get(path: string): Promise<{ status: number; text: string; location: string | null }>;
  postJson(path: string, body: unknown): Promise<{ status: number; text: string }>;
  post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    options?: { readonly json?: boolean; readonly from?: string },
  ): Promise<{ status: number; text: string; location: string | null }>;
};

/** Two days at the Corum, `count` organisations of the evaluation validated, two rooms, twelve tables. */
export async function createSmallFair(
  options: { readonly count?: number } & Partial<StartOptions> = {},
): Promise<SmallFair> {
  const { count = 40, ...rest } = options;
  const clock = heldClock("2027-03-01T09:00:00.000Z");
  const config = parseConfig({
    DATA_DIR: "/tmp/coventis-pages-test",
    SECRET: "a secret of at least thirty-two letters",
    RATE_COMMANDS: "0",
    RATE_READS: "0",
    RATE_SIGN_IN: "0",
    LOG_LEVEL: "silent",
  });
  if (!config.ok) throw new Error(config.faults.join("\n"));
  const vault = createMemoryVault();
  const server = await createServerOf({
    config: config.config,
    journal: createMemoryJournal(),
    vault,
    clock,
    isDemo: true,
    log: pino({ level: "silent" }),
    withPages: createPages,
    ...rest,
  });
  const { runtime } = server;
  const context = { at: clock.now(), by: people.organiser, as: "organiser" } as const;
  const fair = await runtime.newFair(fairId);
  const submit = async (command: FairCommand): Promise<void> => {
    const outcome = await fair.submit(command, { ...context, at: clock.now() });
    if (!outcome.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome.rejection)}`);
  };
  const direct = async (command: Parameters<typeof runtime.directory.submit>[0]): Promise<void> => {
    const outcome = await runtime.directory.submit(command, context);
    if (!outcome.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome.rejection)}`);
  };
  await submit({
    type: "OpenFair",
    fairId,
    name: "Coventis 2027",
    venue: "Le Corum, Montpellier",
    timeZone: "Europe/Paris",
  });
  await direct({ type: "ListFair", fairId });
  for (const role of ["organiser", "steward"] as const) {
    await vault.putPerson({
      id: people[role],
      name: `Camille ${role}`,
      email: `${role}@example.org`,
      locale: "fr",
    });
    await direct({ type: "GrantRole", personId: people[role], fairId, role });
  }
  const programme = {
    slotMinutes: 20,
    days: ["2027-03-09", "2027-03-10"].map((on) => ({
      on,
      start: "09:00",
      end: "12:40",
      breaks: [{ start: "10:40", end: "11:00", label: "Café" }],
    })),
  };
  const slots = computeSlots(programme, "Europe/Paris");
  if (!slots.ok) throw new Error("the programme does not hold");
  await submit({ type: "SetProgramme", programme, slots: [...slots.slots] });
  await submit({ type: "SetRules", rules: rulesSchema.parse({ bookingMode: "direct" }) });
  for (const [roomId, name, capacity] of [
    ["room_antigone", "Espace Antigone", 60],
    ["room_pasteur", "Salle Pasteur", 40],
  ] as const)
    await submit({ type: "SetRoom", roomId: roomIdSchema.parse(roomId), name, capacity, accessible: true });
  await submit({
    type: "SetPlaces",
    places: Array.from({ length: 12 }, (_, index) => ({
      placeId: placeIdSchema.parse(`plc_table-${index + 1}`),
      roomId: roomIdSchema.parse(index < 8 ? "room_antigone" : "room_pasteur"),
      name: `Table ${index + 1}`,
      kind: "table" as const,
      accessible: index % 4 === 0,
    })),
  });
  const chosen = readOrganisations().slice(0, count);
  const known = new Set<string>(chosen.map(({ id }) => id));
  await direct({
    type: "ImportOrganisations",
    organisations: chosen.map((organisation) => ({
      organisationId: organisationId(organisation.id),
      profile: profileSchema.parse({
        ...organisation,
        partners: organisation.partners.filter((id) => known.has(id)),
      }),
      people: [delegateId(organisation.id)],
    })),
  });
  for (const { id, name } of chosen)
    await vault.putPerson({
      id: delegateId(id),
      name: `Dominique ${name.slice(0, 20)}`,
      email: `${id}@example.org`,
      locale: "fr",
      jobTitle: "Direction",
    });
  await submit({
    type: "RegisterParticipants",
    validated: true,
    participants: chosen.map(({ id }, index) => ({
      organisationId: organisationId(id),
      kind: index % 3 === 0 ? "buyer" : index % 3 === 1 ? "exhibitor" : "both",
      delegates: [delegateId(id)],
    })),
  });
  return {
    server,
    clock,
    state: fair.state,
    org: organisationId,
    delegate: delegateId,
    submit,
    browser: (person, language = "fr") => createTestBrowser(server, person, language),
  };
}

function organisationId(name: string): OrganisationId {
  return organisationIdSchema.parse(`org_${name}`);
}

function delegateId(name: string): PersonId {
  return personIdSchema.parse(`per_${name}`);
}

type Raw = Organisation & { readonly partners: readonly string[] };

function readOrganisations(): Raw[] {
  return (JSON.parse(readFileSync(fileUrl, "utf8")) as { organisations: Raw[] }).organisations;
}

async function createTestBrowser(
  server: CoventisServer,
  person: PersonId | null,
  language: "fr" | "en",
): Promise<TestBrowser> {
  const cookies = new Map<string, string>([["language", language]]);
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await server.app.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const cut = pair.indexOf("=");
      const value = pair.slice(cut + 1);
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(pair.slice(0, cut));
      else cookies.set(pair.slice(0, cut), value);
    }
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get("location"),
    };
  };
  let csrf = "";
  if (person !== null) {
    const link = server.services.signIn.createOneClickLink(person);
    await ask(new URL(link).pathname);
  }
  return {
    async get(path) {
      const answer = await ask(path);
      csrf = /<meta name="csrf" content="([^"]+)"/.exec(answer.text)?.[1] ?? csrf;
      return answer;
    },
    postJson: (path, body) =>
      ask(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": csrf },
      }),
    async post(path, fields, { json = false, from } = {}) {
      if (csrf === "" && person !== null) {
        const home = await ask(`/fairs/${fairId}`);
        csrf = /<meta name="csrf" content="([^"]+)"/.exec(home.text)?.[1] ?? "";
      }
      const body = new URLSearchParams(csrf === "" ? {} : { csrf });
      for (const [name, value] of Object.entries(fields))
        for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
      const headers: Record<string, string> = { accept: json ? "application/json" : "text/html" };
      if (from !== undefined)
        Object.assign(headers, { referer: `http://localhost${from}`, host: "localhost" });
      return ask(path, { method: "POST", body, headers });
    },
  };
}

export type { Instant };

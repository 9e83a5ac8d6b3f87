import { type Config, parseConfig } from "../../src/config.ts";
import type { TokenScope } from "../../src/domain/access.ts";
import type { DirectoryCommand } from "../../src/domain/directory/commands.ts";
import { profileSchema } from "../../src/domain/directory/organisation.ts";
import { type FairCommand, fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { programmeSchema } from "../../src/domain/fair/events.ts";
import { computeSlots } from "../../src/domain/fair/programme.ts";
import {
  type FairId,
  fairIdSchema,
  type Instant,
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../../src/domain/ids.ts";
import { tokenScopes } from "../../src/http/identity.ts";
import { createLog } from "../../src/http/log.ts";
import { routes } from "../../src/http/routes.ts";
import { type CoventisServer, createServerOf, type StartOptions } from "../../src/http/server.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import type { Clock } from "../../src/runtime/clock.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { hashToken } from "../../src/vault/token.ts";

export const now: Instant = instantSchema.parse("2027-03-01T10:00:00.000Z");
export const ids = {
  fair: fairIdSchema.parse("fair_main"),
  otherFair: fairIdSchema.parse("fair_other"),
  exhibitor: organisationIdSchema.parse("org_exhibitor"),
  buyer: organisationIdSchema.parse("org_buyer"),
  second: organisationIdSchema.parse("org_second"),
  outsider: organisationIdSchema.parse("org_outsider"),
  pending: organisationIdSchema.parse("org_pending"),
  room: roomIdSchema.parse("room_hall"),
  table: placeIdSchema.parse("plc_t1"),
  stand: placeIdSchema.parse("plc_s1"),
  requested: meetingIdSchema.parse("mtg_requested"),
  scheduled: meetingIdSchema.parse("mtg_scheduled"),
} as const;

/** Who asks: each has a token of every scope, under their name. */
export const people = {
  organiser: personIdSchema.parse("per_organiser"),
  otherOrganiser: personIdSchema.parse("per_other-organiser"),
  steward: personIdSchema.parse("per_steward"),
  exhibitor: personIdSchema.parse("per_exhibitor"),
  buyer: personIdSchema.parse("per_buyer"),
  second: personIdSchema.parse("per_second"),
  outsider: personIdSchema.parse("per_outsider"),
  pending: personIdSchema.parse("per_pending"),
} as const;
export type Name = keyof typeof people;

export type Asked = {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  readonly text: string;
};
export type Ask = {
  readonly as?: Name;
  readonly token?: string;
  readonly cookie?: string;
  readonly csrf?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Two fairs with people in them, on memory; nothing listens. */
export type World = {
  readonly server: CoventisServer;
  readonly logs: string[];
  ask(method: string, path: string, ask?: Ask): Promise<Asked>;
  /** Of the directory and both fairs: unchanged when nothing was written. */
  versions(): Promise<string>;
  tokenOf(name: Name, scopes: readonly TokenScope[]): Promise<string>;
  submit(
    fairId: FairId,
    command: Record<string, unknown> & { readonly type: FairCommand["type"] },
  ): Promise<void>;
  close(): Promise<void>;
};

export const testConfig = (extra: Readonly<Record<string, string>> = {}): Config => {
  const parsed = parseConfig({
    REDIS_URL: "redis://127.0.0.1:1",
    SECRET: "a-secret-of-the-tests-that-is-long-enough",
    PORT: "0",
    RATE_SIGN_IN: "0",
    RATE_COMMANDS: "0",
    RATE_READS: "0",
    LOG_LEVEL: "info",
    ...extra,
  });
  if (!parsed.ok) throw new Error(parsed.faults.join("\n"));
  return parsed.config;
};

export const profile = (name: string) =>
  profileSchema.parse({
    name,
    family: "scic",
    ess: true,
    place: { commune: "Montpellier", department: "34" },
    offers: [{ id: "o1", text: "Traiteur, pain bio et confitures" }],
    needs: [{ id: "n1", kind: "buy", text: "Entretien de locaux et blanchisserie" }],
  });

export const programme = programmeSchema.parse({
  slotMinutes: 30,
  days: [{ on: "2027-03-09", start: "09:00", end: "12:00" }],
});

/** A clock that stands still unless it is moved. */
export function createHeldClock(at: Instant): Clock & { set(at: Instant): void } {
  let current = at;
  return {
    now: () => current,
    nowMs: () => Date.parse(current),
    speed: 1,
    set(moved) {
      current = moved;
    },
  };
}

/** Every answer that any test gets is one that the OpenAPI document tells. */
function expectAsDocumented(method: string, path: string, body: unknown): void {
  const parts = path.split("?")[0]?.split("/") ?? [];
  const route = routes.find(
    (one) =>
      one.method === method.toLowerCase() &&
      one.path.split("/").length === parts.length &&
      one.path.split("/").every((part, index) => part.startsWith(":") || part === parts[index]),
  );
  if (!route?.answer.schema) return;
  const parsed = route.answer.schema.safeParse(body);
  if (!parsed.success)
    throw new Error(`${method} ${path} answers otherwise than documented: ${parsed.error.message}`);
}

export async function createWorld(options: Partial<StartOptions> = {}): Promise<World> {
  const logs: string[] = [];
  const server = await createServerOf({
    config: testConfig(),
    journal: createMemoryJournal(),
    vault: createMemoryVault(),
    clock: createHeldClock(now),
    log: createLog("info", { write: (line: string) => void logs.push(line) }),
    ...options,
  });
  const { runtime, app } = server;
  const { vault, directory } = runtime;
  const context = { at: now, by: "system", as: "system" } as const;
  const submit: World["submit"] = async (fairId, command) => {
    const fair = await runtime.newFair(fairId);
    const outcome = await fair.submit(fairCommandSchema.parse(command), context);
    if (!outcome.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome.rejection)}`);
  };
  const direct = async (command: DirectoryCommand) => {
    const outcome = await directory.submit(command, context);
    if (!outcome.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome.rejection)}`);
  };
  const tokens = new Map<string, string>();
  const tokenOf: World["tokenOf"] = async (name, scopes) => {
    const token = `token-of-${name}-${scopes.join("-")}-0000`;
    if (!tokens.has(token)) {
      const hash = hashToken(token);
      await vault.putApiToken({ hash, personId: people[name], name, scopes: [...scopes], createdAtMs: 0 });
      tokens.set(token, token);
    }
    return token;
  };

  for (const [name, id] of Object.entries(people))
    await vault.putPerson({ id, name: `Camille ${name}`, email: `${name}@example.org`, locale: "fr" });
  for (const fairId of [ids.fair, ids.otherFair]) {
    await submit(fairId, {
      type: "OpenFair",
      fairId,
      name: "Coventis 2027",
      venue: "Corum",
      timeZone: "Europe/Paris",
    });
    const computed = computeSlots(programme, "Europe/Paris");
    if (!computed.ok) throw new Error("the programme of the tests is wrong");
    await submit(fairId, { type: "SetProgramme", programme, slots: [...computed.slots] });
    await submit(fairId, { type: "SetRoom", roomId: ids.room, name: "Hall", capacity: 50, accessible: true });
    await submit(fairId, {
      type: "SetPlace",
      placeId: ids.table,
      roomId: ids.room,
      name: "Table 1",
      kind: "table",
      accessible: true,
    });
    await direct({ type: "ListFair", fairId });
  }
  await direct({ type: "GrantRole", personId: people.organiser, fairId: ids.fair, role: "organiser" });
  await direct({
    type: "GrantRole",
    personId: people.otherOrganiser,
    fairId: ids.otherFair,
    role: "organiser",
  });
  await direct({ type: "GrantRole", personId: people.steward, fairId: ids.fair, role: "steward" });
  const organisations = [
    { name: "exhibitor", fairId: ids.fair, kind: "exhibitor" },
    { name: "buyer", fairId: ids.fair, kind: "buyer" },
    { name: "second", fairId: ids.fair, kind: "exhibitor" },
    { name: "pending", fairId: ids.fair, kind: "exhibitor" },
    { name: "outsider", fairId: ids.otherFair, kind: "buyer" },
  ] as const;
  for (const { name, fairId, kind } of organisations) {
    const organisationId = ids[name];
    await direct({
      type: "RegisterOrganisation",
      organisationId,
      profile: profile(`Atelier ${name}`),
      people: [people[name]],
    });
    await submit(fairId, { type: "RegisterParticipant", organisationId, kind, delegates: [people[name]] });
    if (name === "pending") continue;
    await submit(fairId, { type: "ValidateParticipant", organisationId });
    await submit(fairId, {
      type: "SetBookingMode",
      organisationId,
      mode: name === "second" ? "request" : "direct",
    });
  }
  await submit(ids.fair, {
    type: "SetPlace",
    placeId: ids.stand,
    roomId: ids.room,
    name: "Stand 1",
    kind: "stand",
    accessible: true,
    organisationId: ids.exhibitor,
  });
  await submit(ids.fair, {
    type: "BookMeeting",
    meetingId: ids.scheduled,
    from: ids.buyer,
    to: ids.exhibitor,
    slot: 0,
  });
  await submit(ids.fair, {
    type: "RequestMeeting",
    meetingId: ids.requested,
    from: ids.buyer,
    to: ids.second,
    slots: [],
  });

  return {
    server,
    logs,
    submit,
    tokenOf,
    async ask(method, path, ask = {}) {
      const headers = new Headers(ask.headers);
      if (ask.as !== undefined) headers.set("authorization", `Bearer ${await tokenOf(ask.as, tokenScopes)}`);
      if (ask.token !== undefined) headers.set("authorization", `Bearer ${ask.token}`);
      if (ask.cookie !== undefined) headers.set("cookie", ask.cookie);
      if (ask.csrf !== undefined) headers.set("x-csrf-token", ask.csrf);
      const body = ask.raw ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
      if (body !== null) headers.set("content-type", ask.type ?? "application/json");
      const response = await app.request(
        path.startsWith("/api/") || path.startsWith("//") ? path.replace("//", "/") : `/api/v1${path}`,
        {
          method: method.toUpperCase(),
          headers,
          body: body instanceof Uint8Array ? new Uint8Array(body) : body,
        },
      );
      const text = await response.text();
      const answer = response.headers.get("content-type") ?? "";
      if (response.ok && answer.startsWith("application/json"))
        expectAsDocumented(method, path, JSON.parse(text));
      const isJson = (response.headers.get("content-type") ?? "").includes("json");
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson && text !== "" ? (JSON.parse(text) as unknown) : undefined,
      };
    },
    async versions() {
      const fairs = await Promise.all([ids.fair, ids.otherFair].map((id) => runtime.newFair(id)));
      return [directory, ...fairs].map(({ version }) => version).join(" ");
    },
    close: () => server.close(),
  };
}

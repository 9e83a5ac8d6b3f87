import { readFile } from "node:fs/promises";
import { z } from "zod";
import {
  type FairId,
  type Instant,
  instantSchema,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
} from "../domain/ids.ts";
import { minutesAfter } from "../domain/instant.ts";
import type { CoventisServer } from "../http/server.ts";
import { createSetupLink, isNew, setUp } from "../http/setup.ts";
import type { DemoClock } from "../runtime/clock.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { createToken, hashToken } from "../vault/token.ts";
import type { CrowdMember } from "./crowd.ts";
import { type DemoApi, must } from "./demo-api.ts";
import type { Random } from "./random.ts";

export const demoDays = ["2027-03-09", "2027-03-10"] as const;
const importedSchema = z.object({ organisations: z.array(organisationIdSchema) });
const fileSchema = z.object({ organisations: z.array(z.object({ id: z.string() })) });
export const registrationDay = at("2027-01-11T08:00:00.000Z");
const wishesDay = at("2027-02-08T08:00:00.000Z");
const bookingDay = at("2027-02-22T08:00:00.000Z");

/** Buyers without a stand; everybody else exhibits, and those who also look for suppliers are both. */
const buyers = new Set([
  "cap-lagune",
  "mutuelle-garrigue",
  "creches-tournesol",
  "syndicat-lunevillois",
  "ehpad-glycines",
  "residence-cret",
  "chantiers-estuaire",
  "cigales-forez",
  "cuisine-monts",
  "transforez",
]);
const rooms = [
  { name: "Espace Antigone", capacity: 180, stands: 12, tables: 0, accessible: true },
  { name: "Salle Einstein", capacity: 60, stands: 0, tables: 12, accessible: true },
  { name: "Hall Pasteur", capacity: 400, stands: 14, tables: 0, accessible: true },
  { name: "Salle Sully", capacity: 90, stands: 6, tables: 8, accessible: true },
  { name: "Atelier Comédie", capacity: 45, stands: 0, tables: 8, accessible: false },
];
export const demoAccounts = ["organiser", "steward", "exhibitor", "buyer"] as const;
export type DemoAccount = (typeof demoAccounts)[number];
/** Whose delegates sign in as the exhibitor and the buyer of the demo. */
const exhibitor = "jardins-gardiole";
const buyer = "cap-lagune";

export type DemoFair = {
  readonly fairId: FairId;
  readonly fair: FairStream;
  readonly members: readonly CrowdMember[];
  readonly accounts: Readonly<
    Record<"organiser" | "steward", { readonly personId: PersonId; readonly token: string }> &
      Record<"exhibitor" | "buyer", CrowdMember>
  >;
  /** The buyer's and the exhibitor's, for whom nobody else acts. */
  readonly spared: ReadonlySet<CrowdMember["organisationId"]>;
  /** Who is recommended to the buyer of the demo: left for them to find. */
  readonly recommended: ReadonlySet<string>;
};

/** *Coventis 2027*, from an empty store to the eve of its first day, as an organiser would do it: through the API. */
export async function seedDemo(
  server: CoventisServer,
  api: DemoApi,
  clock: DemoClock,
  random: Random,
): Promise<DemoFair> {
  const { services, runtime } = server;
  if (!isNew(runtime)) throw new Error("DATA_DIR already holds a fair: the demo wants an empty folder");
  const link = await createSetupLink(services);
  const made = await setUp(services, link.slice(link.lastIndexOf("/") + 1), {
    name: "Claire Vidal-Sanchez",
    email: "claire.vidal-sanchez@coventis.example",
    locale: "fr",
    fair: { name: "Coventis 2027", venue: "Corum, Montpellier", timeZone: "Europe/Paris" },
  });
  if (!made.ok) throw new Error(`the demo's fair was refused: ${made.code}`);
  const { fairId } = made;
  const fair = await runtime.newFair(fairId);
  const tokenOf = async (personId: string, scopes: readonly string[]): Promise<string> => {
    const token = createToken();
    await runtime.vault.putApiToken({
      hash: hashToken(token),
      personId,
      name: "demo",
      scopes,
      createdAtMs: clock.nowMs(),
    });
    return token;
  };
  const organiser = {
    personId: made.personId,
    token: await tokenOf(made.personId, ["read", "book", "scan", "organise"]),
  };
  const path = `/fairs/${fairId}`;
  const ask = (method: string, rest: string, body?: unknown) =>
    must(api.call(method, `${path}${rest}`, organiser.token, body));

  clock.setTo(registrationDay);
  await ask("PUT", "/programme", {
    slotMinutes: 20,
    days: demoDays.map((on) => ({
      on,
      start: "09:00",
      end: "18:00",
      breaks: [{ start: "12:20", end: "14:00", label: "Déjeuner" }],
    })),
  });
  await ask("PUT", "/rules", {
    bookingMode: "request",
    maxPendingRequests: 12,
    maxMeetings: 30,
    requestLifetimeMinutes: 3 * 24 * 60,
    bookingOpensAt: bookingDay,
    lateAfterMinutes: 3,
  });
  const content = await readFile(new URL("./organisations.json", import.meta.url));
  const imported = importedSchema.parse(
    await must(
      api.upload(`${path}/organisations/import?validated=1`, organiser.token, content, "application/json"),
    ),
  );
  const references = fileSchema.parse(JSON.parse(content.toString())).organisations.map(({ id }) => id);
  const idOf = new Map(references.map((reference, index) => [reference, imported.organisations[index]]));
  const buyerIds = new Set([...buyers].map((reference) => idOf.get(reference)));
  const people = await peopleOf(server);
  const hired = await ask("POST", "/roles", {
    role: "steward",
    person: { name: "Mehdi Rouvière", email: "mehdi.rouviere@coventis.example" },
  });
  const stewardId = personIdSchema.parse(hired.personId);
  const members: CrowdMember[] = [];
  for (const [organisationId, delegates] of people)
    for (const personId of delegates)
      members.push({ organisationId, personId, token: await tokenOf(personId, ["read", "book"]) });
  await furnish(
    ask,
    [...people.keys()].filter((id) => !buyerIds.has(id)),
  );
  clock.setTo(wishesDay);
  await wish(server, fairId, [...people.keys()], api, members, random);
  clock.setTo(bookingDay);
  for (const id of people.keys())
    if (!buyerIds.has(id) && (random.next() < 0.7 || id === idOf.get(exhibitor)))
      await ask("PUT", `/participants/${id}/booking-mode`, { mode: "direct" });
  const memberOf = (reference: string): CrowdMember => {
    const member = members.find(({ organisationId }) => organisationId === idOf.get(reference));
    if (!member) throw new Error(`the demo has no delegate of ${reference}`);
    return member;
  };
  const recommended = await services.recommendations.for(fairId, memberOf(buyer).organisationId, 20);
  return {
    fairId,
    fair,
    members,
    accounts: {
      organiser,
      steward: { personId: stewardId, token: await tokenOf(stewardId, ["read", "scan"]) },
      exhibitor: memberOf(exhibitor),
      buyer: memberOf(buyer),
    },
    spared: new Set([memberOf(buyer).organisationId, memberOf(exhibitor).organisationId]),
    recommended: new Set(recommended.map(({ organisation }) => organisation)),
  };
}

/** Half of the agenda is booked in the weeks before the fair. */
export async function bookAhead(
  demo: DemoFair,
  api: DemoApi,
  clock: DemoClock,
  random: Random,
): Promise<void> {
  const { fair, fairId, members, spared } = demo;
  const wanted = [...fair.state.wishes.entries()].sort(([, a], [, b]) =>
    a === b ? 0 : a === "must" ? -1 : 1,
  );
  for (const [key, level] of wanted) {
    const [from = "", to = ""] = key.split(">");
    if (level === "never") continue;
    const member = random.pick(members.filter(({ organisationId }) => organisationId === from));
    const slots = fair.state.slots.get().length;
    if (!member || spared.has(member.organisationId) || to === demo.accounts.buyer.organisationId) continue;
    clock.setTo(minutesAfter(clock.now(), 3));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const slot = random.below(slots);
      const isDirect = fair.state.participants.get(organisationIdSchema.parse(to))?.mode === "direct";
      const asked = isDirect ? { mode: "book", to, slot } : { mode: "request", to, slots: [slot] };
      const { status } = await api.call("POST", `/fairs/${fairId}/meetings`, member.token, asked);
      if (status < 300) break;
    }
  }
  await bookForReader(demo, api);
  for (const meeting of [...fair.state.meetings.values()]) {
    if (meeting.status !== "requested") continue;
    const answerer = members.find(({ organisationId }) => organisationId === meeting.organisations[1]);
    if (answerer && !spared.has(answerer.organisationId) && random.next() < 0.7)
      await api.call("POST", `/fairs/${fairId}/meetings/${meeting.id}/accept`, answerer.token, {});
  }
}

function at(instant: string): Instant {
  return instantSchema.parse(instant);
}

/** The buyer of the demo arrives with two meetings and room for more. */
async function bookForReader(demo: DemoFair, api: DemoApi): Promise<void> {
  const { fair, fairId, recommended, spared } = demo;
  const reader = demo.accounts.buyer;
  const hosts = [...fair.state.participants.values()].filter(
    ({ mode, organisationId }) =>
      mode === "direct" && !spared.has(organisationId) && !recommended.has(organisationId),
  );
  let booked = 0;
  for (const [index, { organisationId: to }] of hosts.entries()) {
    const slot = index % 2 === 0 ? 9 : 15;
    const { status } = await api.call("POST", `/fairs/${fairId}/meetings`, reader.token, {
      mode: "book",
      to,
      slot,
    });
    if (status < 300) booked += 1;
    if (booked === 2) return;
  }
}

async function peopleOf({
  runtime,
}: CoventisServer): Promise<Map<CrowdMember["organisationId"], readonly PersonId[]>> {
  return new Map(runtime.directory.state.peopleOf.entries());
}

async function furnish(
  ask: (method: string, rest: string, body?: unknown) => Promise<Readonly<Record<string, unknown>>>,
  exhibitors: readonly string[],
): Promise<void> {
  const waiting = [...exhibitors];
  let table = 0;
  for (const { name, capacity, stands, tables, accessible } of rooms) {
    const { roomId } = await ask("POST", "/rooms", { name, capacity, accessible });
    const letter = name.split(" ").at(-1)?.[0] ?? "A";
    const places = [
      ...Array.from({ length: stands }, (_, index) => ({
        roomId,
        name: `${letter}${index + 1}`,
        kind: "stand",
        accessible,
        organisationId: waiting.shift(),
      })),
      ...Array.from({ length: tables }, () => {
        table += 1;
        return { roomId, name: `Table ${table}`, kind: "table", accessible };
      }),
    ];
    await ask("POST", "/places", { places });
  }
}

async function wish(
  { services }: CoventisServer,
  fairId: FairId,
  organisations: readonly CrowdMember["organisationId"][],
  api: DemoApi,
  members: readonly CrowdMember[],
  random: Random,
): Promise<void> {
  for (const from of organisations) {
    const member = members.find(({ organisationId }) => organisationId === from);
    if (!member) continue;
    const recommended = await services.recommendations.for(fairId, from, 8);
    for (const [rank, { organisation: to }] of recommended.entries()) {
      const luck = random.next();
      const level = luck < 0.04 ? "never" : rank < 3 && luck < 0.6 ? "must" : luck < 0.75 ? "like" : null;
      if (level !== null)
        await must(
          api.call("PUT", `/fairs/${fairId}/participants/${from}/wishes/${to}`, member.token, { level }),
        );
    }
  }
}

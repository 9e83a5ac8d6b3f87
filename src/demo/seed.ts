import { z } from "zod";
import {
  type FairId,
  type Instant,
  instantSchema,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
} from "../domain/ids.ts";
import type { CoventisServer } from "../http/server.ts";
import { createSetupLink, isNew, setUp } from "../http/setup.ts";
import type { DemoClock } from "../runtime/clock.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { createToken, hashToken } from "../vault/token.ts";
import type { CrowdMember } from "./crowd.ts";
import { type Ask, type DemoApi, must } from "./demo-api.ts";
import { readOrganisations } from "./organisations.ts";
import { comeForADay } from "./presence.ts";
import type { Random } from "./random.ts";
import { type FairSize, furnish } from "./venue.ts";
import { wishAhead } from "./wishes.ts";

export const demoDays = ["2027-03-09", "2027-03-10"] as const;
const importedSchema = z.object({ organisations: z.array(organisationIdSchema) });
export const registrationDay = at("2027-01-11T08:00:00.000Z");
const wishesDay = at("2027-02-08T08:00:00.000Z");
const bookingDay = at("2027-02-22T08:00:00.000Z");

export const demoAccounts = ["organiser", "steward", "exhibitor", "buyer"] as const;
export type DemoAccount = (typeof demoAccounts)[number];
/** Whose delegates sign in as the exhibitor and the buyer of the demo. */
const exhibitor = "jardins-gardiole";
const buyer = "cap-lagune";

export type DemoFair = {
  readonly fairId: FairId;
  readonly fair: FairStream;
  /** Who came to show what they do; all others came to buy. */
  readonly exhibitors: ReadonlySet<CrowdMember["organisationId"]>;
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
  size: FairSize = "full",
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
  const ask: Ask = (method, rest, body) => must(api.call(method, `${path}${rest}`, organiser.token, body));

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
  const { content, references, isExhibitor, acts } = await readOrganisations(size);
  const imported = importedSchema.parse(
    await must(
      api.upload(`${path}/organisations/import?validated=1`, organiser.token, content, "application/json"),
    ),
  );
  const idOf = new Map(references.map((reference, index) => [reference, imported.organisations[index]]));
  const idsOf = (filter: (reference: string) => boolean): ReadonlySet<CrowdMember["organisationId"]> =>
    new Set(references.filter(filter).flatMap((reference) => idOf.get(reference) ?? []));
  const exhibitors = idsOf(isExhibitor);
  const crowd = idsOf(acts);
  const people = new Map(runtime.directory.state.peopleOf.entries());
  const hired = await ask("POST", "/roles", {
    role: "steward",
    person: { name: "Mehdi Rouvière", email: "mehdi.rouviere@coventis.example" },
  });
  const stewardId = personIdSchema.parse(hired.personId);
  const members = await Promise.all(
    [...people].flatMap(([organisationId, delegates]) =>
      crowd.has(organisationId)
        ? delegates.map(async (personId) => ({
            organisationId,
            personId,
            token: await tokenOf(personId, ["read", "book"]),
          }))
        : [],
    ),
  );
  await furnish(ask, size, [...exhibitors]);
  // People with disabilities who present their own work take their time.
  for (const id of exhibitors)
    if (size === "full" && runtime.directory.state.organisations.get(id)?.inclusionKind === "ESAT")
      await ask("PUT", `/participants/${id}/meeting-slots`, { slots: 2 });
  clock.setTo(wishesDay);
  await wishAhead(server, fairId, fair, people, clock, random, size === "full" ? 10 : 8);
  const spared = idsOf((reference) => reference === buyer || reference === exhibitor);
  if (size === "full") await comeForADay(fair, people, { exhibitors, spared }, clock, random);
  clock.setTo(bookingDay);
  for (const id of exhibitors)
    if (random.next() < 0.7 || id === idOf.get(exhibitor))
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
    exhibitors,
    members,
    accounts: {
      organiser,
      steward: { personId: stewardId, token: await tokenOf(stewardId, ["read", "scan"]) },
      exhibitor: memberOf(exhibitor),
      buyer: memberOf(buyer),
    },
    spared,
    recommended: new Set(recommended.map(({ organisation }) => organisation)),
  };
}

function at(instant: string): Instant {
  return instantSchema.parse(instant);
}

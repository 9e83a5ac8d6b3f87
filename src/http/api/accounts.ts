import { z } from "zod";
import { consentPurposes, grantedRoles } from "../../domain/directory/events.ts";
import { personOf } from "../../domain/directory/state.ts";
import { fairIdSchema, organisationIdSchema, personIdSchema } from "../../domain/ids.ts";
import { createApiToken, listApiTokens, revokeApiToken } from "../api-tokens.ts";
import { tokenScopes } from "../identity.ts";
import { erasePerson, exportPerson } from "../own-data.ts";
import { keepPeople, newPersonSchema, planPeople } from "../people.ts";
import { done, refused, reply, route } from "../route.ts";

const roleSchema = z.object({ fairId: fairIdSchema, role: z.enum(grantedRoles) });
const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(tokenScopes)),
  createdAt: z.string(),
});
const meSchema = z
  .object({
    personId: personIdSchema.nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    locale: z.enum(["fr", "en"]),
    roles: z.array(roleSchema),
    organisations: z.array(organisationIdSchema),
    consents: z.array(z.enum(consentPurposes)),
    csrf: z.string().nullable(),
    scopes: z.array(z.enum(tokenScopes)).nullable(),
  })
  .meta({ id: "Me" });
const linkBody = z.object({ email: z.email().max(254), next: z.string().max(500).optional() });

export const accountRoutes = [
  route({
    method: "get",
    path: "/me",
    action: "fair.list",
    summary: "Who I am, my roles, my organisations, and the form token of my session",
    answer: { schema: meSchema },
    async handle({ services, identity, personId, locale }) {
      const { directory, vault } = services.runtime;
      const person = personId === null ? null : await vault.getPerson(personId);
      const { roles, organisations, tokenScopes: scopes } = identity.principal;
      return done({
        personId,
        name: person?.name ?? null,
        email: person?.email ?? null,
        locale: person?.locale ?? locale,
        roles: [...roles],
        organisations: [...organisations],
        consents: personId === null ? [] : [...personOf(directory.state, personId).consents],
        csrf: identity.csrf,
        scopes: scopes ? [...scopes] : null,
      });
    },
  }),
  route({
    method: "post",
    path: "/sessions/links",
    action: "session.open",
    summary: "Be mailed a sign-in link; the answer is the same whether the address is known or not",
    body: linkBody,
    answer: { status: 202, schema: z.object({ minutes: z.number().int() }) },
    isSensitive: true,
    handle({ services, body }) {
      services.signIn.sendLink(body.email, body.next);
      return done({ minutes: 15 });
    },
  }),
  route({
    method: "post",
    path: "/sessions",
    action: "session.open",
    summary: "Use up a sign-in link: sets the session cookie",
    body: z.object({ token: z.string().min(20).max(200) }),
    answer: { status: 201, schema: z.object({ personId: personIdSchema, csrf: z.string() }) },
    refusals: ["link-expired"],
    isSensitive: true,
    async handle({ services, body, http }) {
      const personId = await services.signIn.take(body.token);
      if (personId === null) return refused("link-expired");
      return done({ personId, csrf: await services.identities.open(http, personId) });
    },
  }),
  route({
    method: "delete",
    path: "/sessions/current",
    action: "session.open",
    summary: "Sign out of this browser",
    answer: { status: 204 },
    handle({ services, http }) {
      services.identities.close(http);
      return done(undefined);
    },
  }),
  route({
    method: "delete",
    path: "/sessions",
    action: "token.manage",
    summary: "Sign out everywhere",
    answer: { status: 204 },
    async handle({ services, personId, http }) {
      if (personId === null) return refused("not-signed-in");
      await services.identities.revoke(personId);
      services.identities.close(http);
      return done(undefined);
    },
  }),
  route({
    method: "put",
    path: "/me/consents",
    action: "person.erase",
    summary: "Give or take back a consent",
    body: z.object({ purpose: z.enum(consentPurposes), given: z.boolean() }),
    answer: { schema: z.object({ consents: z.array(z.enum(consentPurposes)) }) },
    async handle(call) {
      const { personId } = call;
      if (personId === null) return refused("not-signed-in");
      const outcome = await call.submitDirectory({ type: "RecordConsent", personId, ...call.body });
      const { state } = call.services.runtime.directory;
      return reply(outcome, () => ({ consents: [...personOf(state, personId).consents] }));
    },
  }),
  route({
    method: "get",
    path: "/me/data",
    action: "person.export",
    summary: "Everything held about me, as a file",
    answer: { type: "application/json" },
    async handle({ services, personId, locale }) {
      if (personId === null) return refused("not-signed-in");
      const file = await exportPerson(services, personId, locale);
      return { ok: true, file, type: "application/json", name: "coventis.json" };
    },
  }),
  route({
    method: "delete",
    path: "/me",
    action: "person.erase",
    summary: "Erase me: name, address, texts, sessions and tokens",
    answer: { status: 204 },
    refusals: ["last-organiser"],
    handle: (call) => erasePerson(call),
  }),
  route({
    method: "get",
    path: "/me/tokens",
    action: "token.manage",
    summary: "My API tokens",
    answer: { schema: z.object({ tokens: z.array(tokenSchema) }) },
    async handle({ services, personId }) {
      if (personId === null) return refused("not-signed-in");
      return done({ tokens: await listApiTokens(services, personId) });
    },
  }),
  route({
    method: "post",
    path: "/me/tokens",
    action: "token.manage",
    summary: "Make an API token; it is shown this once",
    body: z.object({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(z.enum(tokenScopes)).min(1).max(4),
    }),
    answer: { status: 201, schema: tokenSchema.extend({ token: z.string() }) },
    async handle(call) {
      if (call.personId === null) return refused("not-signed-in");
      return done(await createApiToken(call, call.personId, call.body));
    },
  }),
  route({
    method: "delete",
    path: "/me/tokens/:tokenId",
    action: "token.manage",
    summary: "Revoke an API token, at once",
    answer: { status: 204 },
    async handle({ services, personId, params }) {
      if (personId === null) return refused("not-signed-in");
      return (await revokeApiToken(services, personId, params.tokenId))
        ? done(undefined)
        : refused("not-found");
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/roles",
    action: "role.grant",
    summary: "Organisers and stewards of a fair",
    answer: {
      schema: z.object({
        people: z.array(z.object({ personId: personIdSchema, role: z.enum(grantedRoles), name: z.string() })),
      }),
    },
    async handle({ services, params }) {
      const { directory, vault } = services.runtime;
      const granted = [...directory.state.people.values()].flatMap(({ id, roles }) =>
        roles.filter(({ fairId }) => fairId === params.fairId).map(({ role }) => ({ personId: id, role })),
      );
      const people = await vault.getPeople(granted.map(({ personId }) => personId));
      return done({
        people: granted.map((one) => ({ ...one, name: people.get(one.personId)?.name ?? "" })),
      });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/roles",
    action: "role.grant",
    summary: "Make somebody an organiser or a steward; they are mailed a link",
    body: z.object({ person: newPersonSchema, role: z.enum(grantedRoles) }),
    answer: { status: 201, schema: z.object({ personId: personIdSchema }) },
    async handle(call) {
      const { person, role } = call.body;
      const [plan] = await planPeople(call.services, [person]);
      if (!plan) return refused("bad-input", "person");
      const { personId } = plan;
      await keepPeople(call.services, [plan], call.locale);
      const { fairId } = call.params;
      const outcome = await call.submitDirectory({ type: "GrantRole", personId, fairId, role });
      if (outcome.ok) call.services.signIn.sendLink(person.email, `/fairs/${fairId}`);
      return reply(outcome, () => ({ personId }));
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/roles/:role/:personId",
    action: "role.grant",
    summary: "Take a role back",
    answer: { status: 204 },
    refusals: ["last-organiser"],
    async handle(call) {
      const outcome = await call.submitDirectory({ type: "RevokeRole", ...call.params });
      return reply(outcome, () => undefined);
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/outbox",
    action: "outbox.read",
    summary: "The mails queued, where this installation shows them",
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: {
      schema: z.object({
        mails: z.array(
          z.object({
            id: z.string(),
            to: z.string(),
            subject: z.string(),
            text: z.string(),
            status: z.enum(["waiting", "sent", "abandoned"]),
            queuedAt: z.string(),
            attempts: z.number().int(),
            lastError: z.string().nullable(),
          }),
        ),
      }),
    },
    async handle({ services, query }) {
      if (!services.outboxIsVisible) return refused("not-found");
      const records = await services.runtime.vault.listMails(query.limit);
      const mails = records.map(({ mail, status, queuedAtMs, attempts, lastError }) => ({
        id: mail.id,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        status,
        queuedAt: new Date(queuedAtMs).toISOString(),
        attempts,
        lastError,
      }));
      return done({ mails });
    },
  }),
];

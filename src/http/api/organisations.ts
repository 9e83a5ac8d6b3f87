import { z } from "zod";
import {
  inclusionKinds,
  legalFamilies,
  organisationSchema,
  profileSchema,
} from "../../domain/directory/organisation.ts";
import { participantKinds } from "../../domain/fair/events.ts";
import { organisationIdSchema } from "../../domain/ids.ts";
import { countFreeSlots } from "../../views/bookable-slots.ts";
import { searchDirectory } from "../../views/directory-search.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { learnFromChange } from "../learn.ts";
import { done, refused, reply, route } from "../route.ts";

const placeNameSchema = z.object({ place: z.string(), room: z.string() });
export const organisationCardSchema = z
  .object({
    id: organisationIdSchema,
    name: z.string(),
    kind: z.enum(participantKinds),
    family: z.enum(legalFamilies),
    inclusionKind: z.enum(inclusionKinds).nullable(),
    labels: z.array(z.string()),
    commune: z.string(),
    stand: placeNameSchema.nullable(),
  })
  .meta({ id: "OrganisationCard" });
const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
const organisationAnswer = organisationSchema.meta({ id: "Organisation" });
const filter = z.string().trim().max(80).optional();

export const organisationRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/organisations",
    action: "directory.browse",
    summary: "Search the validated organisations of a fair",
    query: z.object({
      text: z.string().trim().max(200).default(""),
      kind: z.enum(participantKinds).optional(),
      family: z.enum(legalFamilies).optional(),
      sector: filter,
      inclusionKind: filter,
      label: filter,
      territory: filter,
      free: z.enum(["0", "1"]).default("0"),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: {
      schema: z.object({
        total: z.number().int(),
        organisations: z.array(organisationCardSchema),
        facets: z.record(z.string(), facet),
      }),
    },
    handle({ fair, services, query }) {
      const { offset, limit, free, text } = query;
      const { directory, clock } = services.runtime;
      const now = clock.now();
      const { found, facets } = searchDirectory(
        fair.state,
        directory.state,
        {
          text,
          kind: query.kind ?? null,
          family: query.family ?? null,
          sector: query.sector ?? null,
          inclusionKind: query.inclusionKind ?? null,
          label: query.label ?? null,
          territory: query.territory ?? null,
          freeOnly: free === "1",
        },
        (organisation) => countFreeSlots(fair.state, organisation, now) > 0,
      );
      const shown = found.slice(offset, offset + limit);
      return done({
        total: found.length,
        organisations: shown.map((id) => toCard(toOrganisationCard(fair.state, directory.state, id))),
        facets: Object.fromEntries(Object.entries(facets).map(([name, values]) => [name, [...values]])),
      });
    },
  }),
  route({
    method: "get",
    path: "/organisations/:organisationId",
    action: "organisation.read",
    summary: "What an organisation says of itself",
    answer: { schema: organisationAnswer },
    handle({ services, params }) {
      const organisation = services.runtime.directory.state.organisations.get(params.organisationId);
      return organisation ? done(organisation) : refused("organisation-unknown");
    },
  }),
  route({
    method: "put",
    path: "/organisations/:organisationId",
    action: "organisation.change",
    summary: "Change the profile of one's organisation",
    body: profileSchema,
    answer: { schema: organisationAnswer },
    refusals: ["organisation-unknown", "siret-taken", "siret-invalid", "duplicate-offer"],
    async handle(call) {
      const { organisationId } = call.params;
      const before = call.services.runtime.directory.state.organisations.get(organisationId);
      const outcome = await call.submitDirectory({
        type: "ChangeProfile",
        organisationId,
        profile: call.body,
      });
      if (outcome.ok) await learnFromChange(call, before, call.body);
      return reply(outcome, () => ({ ...call.body, id: organisationId }));
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/organisations/:organisationId",
    action: "organisation.change",
    summary: "Change the profile of an organisation that takes part, as its organiser may",
    body: profileSchema,
    answer: { schema: organisationAnswer },
    refusals: ["participant-unknown", "siret-taken", "siret-invalid", "duplicate-offer"],
    async handle(call) {
      const { organisationId } = call.params;
      if (!call.fair.state.participants.has(organisationId)) return refused("participant-unknown");
      const before = call.services.runtime.directory.state.organisations.get(organisationId);
      const outcome = await call.submitDirectory({
        type: "ChangeProfile",
        organisationId,
        profile: call.body,
      });
      if (outcome.ok) await learnFromChange(call, before, call.body);
      return reply(outcome, () => ({ ...call.body, id: organisationId }));
    },
  }),
];

/** A card as JSON may hold it. */
export function toCard(card: ReturnType<typeof toOrganisationCard>): z.input<typeof organisationCardSchema> {
  return { ...card, labels: [...card.labels] };
}

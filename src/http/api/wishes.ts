import { z } from "zod";
import { legalFamilies } from "../../domain/directory/organisation.ts";
import { wishLevels } from "../../domain/fair/events.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import { explainCaution, explainReason } from "../../matching/explain.ts";
import { relations } from "../../matching/weights.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { filterRecommendations } from "../recommendation-filters.ts";
import { done, reply, route } from "../route.ts";
import { organisationCardSchema, toCard } from "./organisations.ts";

const wishesAnswer = z
  .object({ wishes: z.array(z.object({ to: organisationIdSchema, level: z.enum(wishLevels) })) })
  .meta({ id: "Wishes" });
const recommendationSchema = z
  .object({
    organisation: organisationCardSchema,
    score: z.number(),
    confidence: z.number(),
    relation: z.string(),
    needs: z.array(z.object({ owner: organisationIdSchema, need: z.string() })),
    reasons: z.array(z.object({ contribution: z.number(), text: z.string() })),
    cautions: z.array(z.string()),
    wish: z.enum(wishLevels).nullable(),
  })
  .meta({ id: "Recommendation", description: "Contributions of the reasons add up to the score" });

const mostRanked = 100;

export const wishRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/wishes",
    action: "wish.read",
    summary: "Whom an organisation wishes to meet, or never",
    answer: { schema: wishesAnswer },
    handle: ({ fair, params }) => done(toWishes(fair.state, params.organisationId)),
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/participants/:organisationId/wishes/:otherId",
    action: "wish.set",
    summary: "Wish to meet (must, like), never, or say nothing (null); the other side is not told",
    body: z.object({ level: z.enum(wishLevels).nullable() }),
    answer: { schema: wishesAnswer },
    refusals: ["participant-unknown", "same-organisation", "wish-never", "already-meeting"],
    async handle(call) {
      const { organisationId, otherId } = call.params;
      const outcome = await call.submitFair({
        type: "SetWish",
        from: organisationId,
        to: otherId,
        level: call.body.level,
      });
      return reply(outcome, () => toWishes(call.fair.state, organisationId));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/recommendations",
    action: "recommendation.read",
    summary: "The organisations worth meeting, best first, and why",
    query: z.object({
      top: z.coerce.number().int().min(1).max(100).default(20),
      relation: z.enum(relations).optional(),
      sector: z.string().max(60).optional(),
      territory: z.string().max(5).optional(),
      family: z.enum(legalFamilies).optional(),
      within: z.coerce.number().min(1).max(2_000).optional(),
      free: z.enum(["0", "1"]).default("0"),
    }),
    answer: { schema: z.object({ recommendations: z.array(recommendationSchema) }) },
    async handle({ services, fair, params, query, locale }) {
      const { organisationId, fairId } = params;
      const { directory } = services.runtime;
      const filters = {
        relation: query.relation ?? null,
        sector: query.sector ?? null,
        territory: query.territory ?? null,
        family: query.family ?? null,
        withinKm: query.within ?? null,
        freeOnly: query.free === "1",
      };
      const ranked = await services.recommendations.for(fairId, organisationId, mostRanked);
      const { clock } = services.runtime;
      const found = filterRecommendations(
        ranked,
        filters,
        fair.state,
        directory.state,
        clock.now(),
        organisationId,
      ).slice(0, query.top);
      const wishes = fair.state.wishesOf.get(organisationId);
      const recommendations = found.map((candidate) => {
        const id = organisationIdSchema.parse(candidate.organisation);
        return {
          organisation: toCard(toOrganisationCard(fair.state, directory.state, id)),
          score: candidate.score,
          confidence: candidate.confidence,
          relation: candidate.relation,
          needs: candidate.needs.map(({ owner, need }) => ({
            owner: organisationIdSchema.parse(owner),
            need,
          })),
          reasons: candidate.reasons.map(({ contribution, claim }) => ({
            contribution,
            text: explainReason(claim, locale),
          })),
          cautions: candidate.cautions.map((claim) => explainCaution(claim, locale)),
          wish: wishes?.get(id) ?? null,
        };
      });
      return done({ recommendations });
    },
  }),
];

function toWishes(state: FairState, organisation: OrganisationId): z.input<typeof wishesAnswer> {
  const wishes = [...(state.wishesOf.get(organisation) ?? [])].map(([to, level]) => ({ to, level }));
  return { wishes };
}

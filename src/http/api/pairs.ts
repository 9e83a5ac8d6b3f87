import { z } from "zod";
import { despiteSchema } from "../../domain/fair/events.ts";
import { type FairState, type PairDecision, pairKey } from "../../domain/fair/state.ts";
import { instantSchema, type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import type { Locale } from "../../i18n/plural.ts";
import type { GateClaim } from "../../matching/claim.ts";
import { explainCaution, explainGate, explainReason } from "../../matching/explain.ts";
import { done, refused, reply, route } from "../route.ts";

const pairSchema = z
  .object({
    organisations: z.array(organisationIdSchema).length(2),
    kind: z.enum(["pin", "ban"]),
    reason: z.string(),
    /** Grounds against it that the organiser set aside. */
    despite: z.array(z.string()),
    at: instantSchema,
  })
  .meta({ id: "Pair" });
const groundSchema = z.object({ code: z.string(), text: z.string() });
const pairPath = "/fairs/:fairId/pairs/:organisationId/:otherId";

/** What the organiser decides of two organisations, over the engine. */
export const pairRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/pairs",
    action: "pair.decide",
    summary: "The pairs that the organiser pinned or banned",
    answer: { schema: z.object({ pairs: z.array(pairSchema) }) },
    handle: ({ fair }) => done({ pairs: listPairs(fair.state) }),
  }),
  route({
    method: "get",
    path: pairPath,
    action: "pair.decide",
    summary: "Why two would meet, what speaks against it, and what was decided of them",
    answer: {
      schema: z.object({
        decision: pairSchema.nullable(),
        score: z.number().nullable(),
        reasons: z.array(z.object({ contribution: z.number(), text: z.string() })),
        cautions: z.array(z.string()),
        grounds: z.array(groundSchema),
      }),
    },
    refusals: ["participant-unknown", "same-organisation"],
    async handle({ fair, services, params, locale }) {
      const { fairId, organisationId, otherId } = params;
      if (organisationId === otherId) return refused("same-organisation");
      if (!fair.state.participants.has(organisationId) || !fair.state.participants.has(otherId))
        return refused("participant-unknown");
      const decided = fair.state.pairs.get(pairKey(organisationId, otherId));
      const found = await services.recommendations.explain(fairId, organisationId, otherId);
      const { gates } = await services.recommendations.closed(fairId, organisationId, otherId);
      return done({
        decision: decided ? toPair(decided) : null,
        score: found?.score ?? null,
        reasons: (found?.reasons ?? []).map(({ contribution, claim }) => ({
          contribution,
          text: explainReason(claim, locale),
        })),
        cautions: (found?.cautions ?? []).map((claim) => explainCaution(claim, locale)),
        grounds: toGrounds(gates, locale),
      });
    },
  }),
  route({
    method: "put",
    path: pairPath,
    action: "pair.decide",
    summary:
      "Pin a pair, to be proposed first to both, or ban it, to be proposed, booked and planned no more. A pin that something speaks against is refused with its grounds in `errors`, until `despite` names their codes",
    body: z.object({
      kind: z.enum(["pin", "ban"]),
      reason: z.string().trim().min(1).max(300),
      despite: despiteSchema.default([]),
    }),
    answer: { schema: pairSchema },
    refusals: ["participant-unknown", "same-organisation", "already-meeting", "pair-closed"],
    async handle(call) {
      const { organisationId, otherId } = call.params;
      const { kind, reason, despite } = call.body;
      const organisations: [OrganisationId, OrganisationId] = [organisationId, otherId];
      const { gates } =
        kind === "pin"
          ? await call.services.recommendations.closed(call.params.fairId, organisationId, otherId)
          : { gates: [] };
      const grounds = toGrounds(gates, call.locale);
      if (grounds.some(({ code }) => !despite.includes(code))) {
        const errors = grounds.map(({ code, text }) => ({ field: "despite", code, detail: text }));
        return { ok: false, rejection: { code: "pair-closed", errors } };
      }
      const known = [...new Set(grounds.map(({ code }) => code))];
      const outcome = await call.submitFair(
        kind === "pin"
          ? { type: "PinPair", organisations, reason, ...(known.length > 0 ? { despite: known } : {}) }
          : { type: "BanPair", organisations, reason },
      );
      if (!outcome.ok) return outcome;
      const decided = call.fair.state.pairs.get(pairKey(organisationId, otherId));
      return decided ? done(toPair(decided)) : refused("busy");
    },
  }),
  route({
    method: "delete",
    path: pairPath,
    action: "pair.decide",
    summary: "Leave a pair to the engine again",
    answer: { status: 204 },
    async handle(call) {
      const { organisationId, otherId } = call.params;
      const outcome = await call.submitFair({
        type: "ReleasePair",
        organisations: [organisationId, otherId],
      });
      return reply(outcome, () => undefined);
    },
  }),
];

function listPairs(state: FairState): z.input<typeof pairSchema>[] {
  return [...state.pairs.values()].sort((a, b) => b.at.localeCompare(a.at)).map(toPair);
}

function toPair({ organisations, kind, reason, despite, at }: PairDecision): z.input<typeof pairSchema> {
  return { organisations: [...organisations], kind, reason, despite: [...(despite ?? [])], at };
}

function toGrounds(gates: readonly GateClaim[], locale: Locale): z.input<typeof groundSchema>[] {
  return gates.map((gate) => ({ code: gate.code, text: explainGate(gate, locale) }));
}

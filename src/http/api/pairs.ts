import { z } from "zod";
import { type FairState, type PairDecision, pairKey } from "../../domain/fair/state.ts";
import { instantSchema, organisationIdSchema } from "../../domain/ids.ts";
import { done, refused, reply, route } from "../route.ts";

const pairSchema = z
  .object({
    organisations: z.array(organisationIdSchema).length(2),
    kind: z.enum(["pin", "ban"]),
    reason: z.string(),
    at: instantSchema,
  })
  .meta({ id: "Pair" });
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
    method: "put",
    path: pairPath,
    action: "pair.decide",
    summary:
      "Pin a pair, to be proposed first to both, or ban it, to be proposed, booked and planned no more",
    body: z.object({ kind: z.enum(["pin", "ban"]), reason: z.string().trim().min(1).max(300) }),
    answer: { schema: pairSchema },
    refusals: ["participant-unknown", "same-organisation", "already-meeting"],
    async handle(call) {
      const { organisationId, otherId } = call.params;
      const { kind, reason } = call.body;
      const outcome = await call.submitFair({
        type: kind === "pin" ? "PinPair" : "BanPair",
        organisations: [organisationId, otherId],
        reason,
      });
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

function toPair({ organisations, kind, reason, at }: PairDecision): z.input<typeof pairSchema> {
  return { organisations: [...organisations], kind, reason, at };
}

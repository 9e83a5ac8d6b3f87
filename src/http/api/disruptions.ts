import { z } from "zod";
import { boardTaskIdSchema, disruptedSchema } from "../../domain/fair/events.ts";
import { disruptionIdSchema, instantSchema, meetingIdSchema } from "../../domain/ids.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import { proposeRepair, proposeRepairs, type RepairProposal } from "../../views/repair/propose.ts";
import { done, refused, reply, route } from "../route.ts";

const changeSchema = z.object({
  meetingId: meetingIdSchema,
  from: z.object({ slot: z.number().int(), placeId: z.string() }),
  to: z.object({ slot: z.number().int(), placeId: z.string(), delegates: z.array(z.string()).length(2) }),
});
const disruptionSchema = z
  .object({
    id: disruptionIdSchema,
    what: disruptedSchema,
    from: instantSchema,
    until: instantSchema,
    repairedAt: instantSchema.nullable(),
    /** Meetings that cannot be held as they stand, and about which nobody has been asked. */
    struck: z.array(meetingIdSchema),
    /** Ways out, the one that changes least first. */
    plans: z.array(
      z.object({
        key: z.string(),
        moves: z.array(changeSchema),
        /** Moves of meetings that begin soon: both sides are asked first. */
        asks: z.array(changeSchema),
        lost: z.array(meetingIdSchema),
        disturbed: z.number().int(),
      }),
    ),
  })
  .meta({
    id: "Disruption",
    description: "A room, a place or somebody that does not serve for a while, and what can be done about it",
  });
const answer = { schema: disruptionSchema };
const path = "/fairs/:fairId/disruptions/:disruptionId";

export const disruptionRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/disruptions",
    action: "occupancy.read",
    summary: "What does not serve now or later, with the repairs proposed",
    answer: { schema: z.object({ disruptions: z.array(disruptionSchema) }) },
    handle({ fair, services }) {
      const proposals = proposeRepairs(fair.state, services.runtime.clock.now());
      return done({ disruptions: proposals.map(toAnswer) });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/disruptions",
    action: "repair.decide",
    summary: "Declare that a room or a place is lost, or somebody late, from one minute to another",
    body: z.object({
      what: disruptedSchema,
      /** Now, if nothing is said. */
      from: instantSchema.optional(),
      until: instantSchema,
    }),
    answer: { status: 201, ...answer },
    refusals: ["room-unknown", "place-unknown", "delegate-unknown", "disruption-over"],
    async handle(call) {
      const { what, from = call.services.runtime.clock.now(), until } = call.body;
      const disruptionId = call.newId("dsr", disruptionIdSchema);
      const outcome = await call.submitFair({ type: "DeclareDisruption", disruptionId, what, from, until });
      return outcome.ok ? proposalOf(call, disruptionId) : { ok: false, rejection: outcome.rejection };
    },
  }),
  route({
    method: "delete",
    path,
    action: "repair.decide",
    summary: "It serves again",
    answer: { status: 204 },
    refusals: ["disruption-unknown"],
    async handle(call) {
      const { disruptionId } = call.params;
      return reply(await call.submitFair({ type: "EndDisruption", disruptionId }), () => undefined);
    },
  }),
  route({
    method: "post",
    path: `${path}/repair`,
    action: "repair.decide",
    summary: "Apply one of the repairs proposed, whole",
    body: z.object({ plan: z.string().min(1).max(40) }),
    answer,
    refusals: ["disruption-unknown", "repair-stale"],
    async handle(call) {
      const { disruptionId } = call.params;
      const proposal = proposeRepair(call.fair.state, disruptionId, call.services.runtime.clock.now());
      if (!proposal) return refused("disruption-unknown");
      const plan = proposal.plans.find(({ key }) => key === call.body.plan);
      if (!plan) return refused("repair-stale", "plan");
      const outcome = await call.submitFair({
        type: "ApplyRepair",
        disruptionId,
        changes: [...plan.moves, ...plan.asks],
        cancels: [...plan.lost],
      });
      return outcome.ok ? proposalOf(call, disruptionId) : { ok: false, rejection: outcome.rejection };
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/board/dismissals",
    action: "task.dismiss",
    summary: "Take a task off the board, for everybody",
    body: z.object({ task: boardTaskIdSchema }),
    answer: { status: 204 },
    async handle(call) {
      const { task } = call.body;
      return reply(await call.submitFair({ type: "DismissTask", task }), () => undefined);
    },
  }),
];

function proposalOf(
  call: {
    readonly fair: FairStream;
    readonly services: { readonly runtime: { readonly clock: { now(): z.infer<typeof instantSchema> } } };
  },
  id: RepairProposal["disruption"]["id"],
) {
  const found = proposeRepair(call.fair.state, id, call.services.runtime.clock.now());
  return found ? done(toAnswer(found)) : refused("disruption-unknown");
}

function toAnswer({ disruption, struck, plans }: RepairProposal): z.input<typeof disruptionSchema> {
  const { id, what, from, until, repairedAt = null } = disruption;
  return {
    id,
    what,
    from,
    until,
    repairedAt,
    struck: struck.map((meeting) => meeting.id),
    plans: plans.map((plan) => ({
      ...plan,
      moves: [...plan.moves],
      asks: [...plan.asks],
      lost: [...plan.lost],
    })),
  };
}

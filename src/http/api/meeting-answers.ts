import { z } from "zod";
import { declineReasons, slotSchema } from "../../domain/fair/events.ts";
import { organisationIdSchema, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import { reply, route } from "../route.ts";
import { meetingSchema } from "./meeting-answer.ts";
import { actingTarget, meetingPath, side, sideUnlessOrganiser, toAnswer } from "./meeting-target.ts";

/** For whom one acts; a delegate of a single organisation need not say. */
const acting = { organisation: organisationIdSchema.optional() };
const answer = { schema: meetingSchema };

/** What the two sides of a meeting do with it. */
export const meetingAnswerRoutes = [
  route({
    method: "post",
    path: `${meetingPath}/accept`,
    action: "meeting.answer",
    summary: "Accept a request, in a slot or to be placed later",
    body: z.object({ ...acting, slot: slotSchema.optional(), delegate: personIdSchema.optional() }),
    answer,
    refusals: ["slot-taken", "meeting-not-requested", "meeting-expired", "not-for-you-to-answer"],
    target: actingTarget,
    async handle(call) {
      const { fair, params, body } = call;
      const organisationId = side(call, 1);
      const outcome = await call.submitFair({
        type: "AcceptMeeting",
        meetingId: params.meetingId,
        organisationId,
        slot: body.slot,
        delegate: body.delegate,
      });
      return reply(outcome, () => toAnswer(fair, params.meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/decline`,
    action: "meeting.answer",
    summary: "Decline a request, with a reason",
    body: z.object({ ...acting, reason: z.enum(declineReasons) }),
    answer,
    refusals: ["meeting-not-requested", "not-for-you-to-answer"],
    target: actingTarget,
    async handle(call) {
      const { fair, params, body } = call;
      const { meetingId } = params;
      const command = {
        type: "DeclineMeeting",
        meetingId,
        organisationId: side(call, 1),
        reason: body.reason,
      } as const;
      return reply(await call.submitFair(command), () => toAnswer(fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/withdraw`,
    action: "meeting.answer",
    summary: "Withdraw a request of one's own",
    body: z.object(acting),
    answer,
    refusals: ["meeting-not-requested", "not-your-meeting"],
    target: actingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const command = { type: "WithdrawMeeting", meetingId, organisationId: side(call, 0) } as const;
      return reply(await call.submitFair(command), () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/cancel`,
    action: "meeting.answer",
    summary: "Cancel a meeting; its slot is free at once",
    body: z.object({ ...acting, reason: z.enum(declineReasons).optional() }),
    answer,
    refusals: ["meeting-not-scheduled", "meeting-locked"],
    target: actingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const organisationId = sideUnlessOrganiser(call);
      const command = { type: "CancelMeeting", meetingId, organisationId, reason: call.body.reason } as const;
      return reply(await call.submitFair(command), () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/move`,
    action: "meeting.answer",
    summary: "Move a meeting without cancelling it, or propose it to the other side",
    body: z.object({ ...acting, slot: slotSchema, placeId: placeIdSchema.optional() }),
    answer,
    refusals: ["slot-taken", "meeting-not-scheduled", "meeting-locked", "no-place-free"],
    target: actingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const { slot, placeId } = call.body;
      const organisationId = sideUnlessOrganiser(call);
      const outcome = await call.submitFair({
        type: "MoveMeeting",
        meetingId,
        organisationId,
        slot,
        placeId,
      });
      return reply(outcome, () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/answer-move`,
    action: "meeting.answer",
    summary: "Accept or decline the move that the other side proposes",
    body: z.object({ ...acting, accepted: z.boolean() }),
    answer,
    refusals: ["nothing-proposed", "slot-taken", "not-for-you-to-answer"],
    target: actingTarget,
    async handle(call) {
      const { fair, params, body } = call;
      const { meetingId } = params;
      const meeting = fair.state.meetings.get(meetingId);
      const proposer = meeting?.status === "scheduled" ? meeting.proposal?.from : undefined;
      const organisationId = side(call, meeting?.organisations[0] === proposer ? 1 : 0);
      const outcome = await call.submitFair({
        type: "AnswerMove",
        meetingId,
        organisationId,
        accepted: body.accepted,
      });
      return reply(outcome, () => toAnswer(fair, meetingId));
    },
  }),
  route({
    method: "put",
    path: `${meetingPath}/rating`,
    action: "meeting.rate",
    summary: "Rate a meeting that was held, from 1 to 5",
    body: z.object({ ...acting, rating: z.number().int().min(1).max(5) }),
    answer,
    refusals: ["meeting-not-held", "not-your-meeting"],
    target: actingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const command = {
        type: "RateMeeting",
        meetingId,
        organisationId: side(call, 0),
        rating: call.body.rating,
      } as const;
      return reply(await call.submitFair(command), () => toAnswer(call.fair, meetingId));
    },
  }),
];

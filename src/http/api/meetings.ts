import { z } from "zod";
import type { Target } from "../../domain/access.ts";
import { isHiddenFrom } from "../../domain/fair/decide-attendance.ts";
import { declineReasons, slotSchema } from "../../domain/fair/events.ts";
import type { FairState, Meeting } from "../../domain/fair/state.ts";
import type { MeetingId, OrganisationId } from "../../domain/ids.ts";
import { meetingIdSchema, organisationIdSchema, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import type { Rejection } from "../problem.ts";
import { done, refused, reply, route } from "../route.ts";
import type { Identity } from "../services.ts";
import { meetingSchema, meetingStatuses, toMeetingAnswer } from "./meeting-answer.ts";

/** For whom one acts; a delegate of a single organisation need not say. */
const acting = { organisation: organisationIdSchema.optional() };
const meetingPath = "/fairs/:fairId/meetings/:meetingId";
const answer = { schema: meetingSchema };

export const meetingRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/meetings",
    action: "meeting.list",
    summary: "Every meeting of a fair",
    query: z.object({
      status: z.enum(meetingStatuses).optional(),
      organisation: organisationIdSchema.optional(),
      slot: z.coerce.number().pipe(slotSchema).optional(),
      after: meetingIdSchema.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: { schema: z.object({ meetings: z.array(meetingSchema), next: meetingIdSchema.nullable() }) },
    handle({ fair, query }) {
      const ids =
        query.organisation !== undefined
          ? (fair.state.meetingsOf.get(query.organisation) ?? [])
          : query.slot !== undefined
            ? (fair.state.scheduledAt.get(query.slot) ?? [])
            : [...fair.state.meetings.keys()];
      const sorted = [...ids].sort().filter((id) => query.after === undefined || id > query.after);
      const found = sorted
        .flatMap((id) => fair.state.meetings.get(id) ?? [])
        .filter((meeting) => query.status === undefined || meeting.status === query.status)
        .map((meeting) => toMeetingAnswer(fair.state, fair.version, meeting))
        .filter((meeting) => query.slot === undefined || meeting.slot === query.slot);
      const meetings = found.slice(0, query.limit);
      return done({ meetings, next: found.length > query.limit ? (meetings.at(-1)?.id ?? null) : null });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/meetings",
    action: "meeting.ask",
    summary: "Book a slot at once, or request a meeting",
    body: z.discriminatedUnion("mode", [
      z.object({
        mode: z.literal("book"),
        from: organisationIdSchema.optional(),
        to: organisationIdSchema,
        slot: slotSchema,
        delegate: personIdSchema.optional(),
        otherDelegate: personIdSchema.optional(),
        placeId: placeIdSchema.optional(),
      }),
      z.object({
        mode: z.literal("request"),
        from: organisationIdSchema.optional(),
        to: organisationIdSchema,
        slots: z.array(slotSchema).max(10).default([]),
        delegate: personIdSchema.optional(),
        message: z.string().trim().max(2000).optional(),
      }),
    ]),
    answer: { status: 201, schema: meetingSchema },
    refusals: [
      "slot-taken",
      "delegate-busy",
      "no-place-free",
      "request-only",
      "booking-not-open",
      "booking-closed",
      "quota-requests",
      "quota-meetings",
      "other-side-full",
      "already-meeting",
      "already-declined",
      "wish-never",
      "may-not-meet",
      "slot-past",
      "slot-closed",
    ],
    target: ({ params, body, identity }) => ownTarget(params.fairId, body.from ?? onlyOrganisation(identity)),
    async handle(call) {
      const { body, fair, services, personId } = call;
      const from = body.from ?? onlyOrganisation(call.identity);
      if (from === undefined) return refused("bad-input", "from");
      const meetingId = call.newId("mtg", meetingIdSchema);
      if (body.mode === "request" && body.message !== undefined && body.message !== "" && personId !== null)
        await services.runtime.vault.putDocument({
          collection: "meeting-messages",
          id: meetingId,
          ownerId: personId,
          body: { text: body.message },
        });
      const { mode: _, ...wanted } = body;
      const outcome = await call.submitFair(
        body.mode === "book"
          ? { type: "BookMeeting", meetingId, ...wanted, from, slot: body.slot }
          : {
              type: "RequestMeeting",
              meetingId,
              from,
              to: body.to,
              delegate: body.delegate,
              slots: body.slots,
            },
      );
      return reply(outcome, ({ events }) => toAnswer(fair, idIn(events) ?? meetingId));
    },
  }),
  route({
    method: "get",
    path: meetingPath,
    action: "meeting.read",
    summary: "One meeting",
    answer,
    target: meetingTarget,
    handle: ({ fair, params }) => done(toAnswer(fair, params.meetingId)),
  }),
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
    path: `${meetingPath}/lock`,
    action: "meeting.lock",
    summary: "Lock a meeting in its slot, or unlock it",
    body: z.object({ locked: z.boolean() }),
    answer,
    refusals: ["meeting-not-scheduled"],
    target: meetingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const outcome = await call.submitFair({ type: "LockMeeting", meetingId, locked: call.body.locked });
      return reply(outcome, () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/attend`,
    action: "meeting.attend",
    summary: "Check a delegate in at their meeting",
    body: z.object({ personId: personIdSchema }),
    answer,
    refusals: ["meeting-not-scheduled", "already-arrived", "delegate-unknown"],
    target: meetingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const outcome = await call.submitFair({
        type: "AttendMeeting",
        meetingId,
        personId: call.body.personId,
      });
      return reply(outcome, () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/end`,
    action: "meeting.attend",
    summary: "End a meeting at which both sides are",
    answer,
    refusals: ["meeting-not-scheduled", "meeting-not-started"],
    target: meetingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const outcome = await call.submitFair({ type: "EndMeeting", meetingId });
      return reply(outcome, () => toAnswer(call.fair, meetingId));
    },
  }),
  route({
    method: "post",
    path: `${meetingPath}/miss`,
    action: "meeting.attend",
    summary: "Record that a side has not come",
    answer,
    refusals: ["meeting-not-scheduled", "meeting-not-started", "nobody-absent"],
    target: meetingTarget,
    async handle(call) {
      const { meetingId } = call.params;
      const outcome = await call.submitFair({ type: "MissMeeting", meetingId });
      return reply(outcome, () => toAnswer(call.fair, meetingId));
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

type MeetingCall = {
  readonly params: { readonly fairId: import("../../domain/ids.ts").FairId; readonly meetingId: MeetingId };
  readonly fair: FairStream;
  readonly identity: Identity;
};
type ActingCall = MeetingCall & { readonly body: { readonly organisation?: OrganisationId | undefined } };

/** The organisation of who belongs to exactly one. */
export function onlyOrganisation({ principal }: Identity): OrganisationId | undefined {
  return principal.organisations.length === 1 ? principal.organisations[0] : undefined;
}

export function ownTarget(
  fairId: Target["fairId"] & string,
  organisation: OrganisationId | undefined,
): Target {
  return organisation === undefined ? { fairId } : { fairId, organisations: [organisation] };
}

/** A meeting is its two sides'; one that must stay hidden from the reader does not exist for them. */
function meetingTarget(call: MeetingCall): Target | Rejection {
  const meeting = visibleMeeting(call.fair.state, call.params.meetingId, call.identity);
  if (!meeting) return { code: "meeting-unknown" };
  return { fairId: call.params.fairId, organisations: meeting.organisations };
}

function actingTarget(call: ActingCall): Target | Rejection {
  const meeting = visibleMeeting(call.fair.state, call.params.meetingId, call.identity);
  if (!meeting) return { code: "meeting-unknown" };
  const { organisation } = call.body;
  return {
    fairId: call.params.fairId,
    organisations: organisation === undefined ? meeting.organisations : [organisation],
  };
}

function visibleMeeting(state: FairState, id: MeetingId, { principal }: Identity): Meeting | undefined {
  const meeting = state.meetings.get(id);
  const mine = meeting?.organisations.filter((organisation) =>
    principal.organisations.includes(organisation),
  );
  const isHidden =
    meeting &&
    mine &&
    mine.length > 0 &&
    mine.every((organisation) => isHiddenFrom(state, meeting, organisation));
  return isHidden ? undefined : meeting;
}

/** For whom the caller acts: as they say, else their own side, else (an organiser) the side whose turn it is. */
function side(call: ActingCall, turn: 0 | 1): OrganisationId {
  const meeting = call.fair.state.meetings.get(call.params.meetingId);
  if (!meeting) throw new Error("a meeting that the guard let through is gone");
  const { organisation } = call.body;
  const mine = meeting.organisations.filter((id) => call.identity.principal.organisations.includes(id));
  const own = mine.length === 1 ? mine[0] : undefined;
  return organisation ?? own ?? meeting.organisations[turn];
}

function sideUnlessOrganiser(call: ActingCall & { readonly as: string }): OrganisationId | undefined {
  return call.as === "organiser" ? call.body.organisation : side(call, 0);
}

function toAnswer(fair: FairStream, id: MeetingId): z.infer<typeof meetingSchema> {
  const meeting = fair.state.meetings.get(id);
  if (!meeting) throw new Error("a meeting that was just written is gone");
  return toMeetingAnswer(fair.state, fair.version, meeting);
}

/** The meeting that a replayed command made the first time. */
function idIn(events: readonly { readonly type: string }[]): MeetingId | undefined {
  const [event] = events;
  return event && "meetingId" in event ? (event.meetingId as MeetingId) : undefined;
}

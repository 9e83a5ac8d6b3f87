import { z } from "zod";
import { slotSchema } from "../../domain/fair/events.ts";
import { covers } from "../../domain/fair/span.ts";
import {
  type MeetingId,
  meetingIdSchema,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
  placeIdSchema,
} from "../../domain/ids.ts";
import { done, refused, reply, route } from "../route.ts";
import type { Services } from "../services.ts";
import { meetingSchema, meetingStatuses, toMeetingAnswer } from "./meeting-answer.ts";
import { meetingPath, meetingTarget, onlyOrganisation, ownTarget, toAnswer } from "./meeting-target.ts";

const messages = "meeting-messages";
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
        .filter(
          ({ slot, slots }) =>
            query.slot === undefined || (slot !== null && covers({ slot, length: slots ?? 1 }, query.slot)),
        );
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
        message: z.string().trim().max(2000).optional(),
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
      "slot-too-short",
    ],
    target: ({ params, body, identity }) => ownTarget(params.fairId, body.from ?? onlyOrganisation(identity)),
    async handle(call) {
      const { body, fair, services, personId } = call;
      const from = body.from ?? onlyOrganisation(call.identity);
      if (from === undefined) return refused("bad-input", "from");
      const meetingId = call.newId("mtg", meetingIdSchema);
      const { mode: _, message: text = "", ...wanted } = body;
      await keepMessage(services, meetingId, personId, text);
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
      // The text of a request that was refused is nobody's business.
      if (text !== "" && !outcome.ok && !fair.state.meetings.has(meetingId))
        await forgetMessage(services, meetingId);
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
];

/** The meeting that a replayed command made the first time. */
function idIn(events: readonly { readonly type: string }[]): MeetingId | undefined {
  const [event] = events;
  return event && "meetingId" in event ? (event.meetingId as MeetingId) : undefined;
}

/** Kept before the request is recorded: whoever is told of it then finds its text. */
async function keepMessage(
  { runtime }: Services,
  id: MeetingId,
  ownerId: PersonId | null,
  text: string,
): Promise<void> {
  if (text === "") return;
  await runtime.vault.putDocument({ collection: messages, id, ownerId, body: { text } });
}

async function forgetMessage({ runtime }: Services, id: MeetingId): Promise<void> {
  await runtime.vault.deleteDocument(messages, id);
}

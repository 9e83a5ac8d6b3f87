import { z } from "zod";
import { meetingDue } from "../../domain/fair/due.ts";
import { instantSchema, personIdSchema } from "../../domain/ids.ts";
import { refused, reply, route } from "../route.ts";
import { meetingSchema } from "./meeting-answer.ts";
import { meetingPath, meetingTarget, toAnswer } from "./meeting-target.ts";

const answer = { schema: meetingSchema };

/** What the desk does with a meeting: lock it, check people in, end it, record who did not come. */
export const meetingDeskRoutes = [
  route({
    method: "post",
    path: "/fairs/:fairId/check-ins",
    action: "meeting.attend",
    summary: "A badge shown at a table: its delegate is there for the meeting due, or that meeting is over",
    body: z.object({
      badge: personIdSchema,
      what: z.enum(["arrived", "over"]),
      /** When it was shown, if the device had to wait for a network. */
      at: instantSchema.optional(),
    }),
    answer,
    refusals: ["no-meeting-due", "meeting-not-started"],
    async handle(call) {
      const { badge: personId, what, at } = call.body;
      const meeting = meetingDue(call.fair.state, personId, at ?? call.services.runtime.clock.now(), what);
      if (!meeting) return refused("no-meeting-due", "badge");
      const meetingId = meeting.id;
      const outcome = await call.submitFair(
        what === "arrived"
          ? { type: "AttendMeeting", meetingId, personId }
          : { type: "EndMeeting", meetingId },
      );
      return reply(outcome, () => toAnswer(call.fair, meetingId));
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
];

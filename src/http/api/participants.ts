import { z } from "zod";
import { bookingModes, meetingSlotsSchema, participantKinds } from "../../domain/fair/events.ts";
import type { FairState, Participant } from "../../domain/fair/state.ts";
import { instantSchema, organisationIdSchema, personIdSchema } from "../../domain/ids.ts";
import { listRegistrations } from "../../views/registrations.ts";
import { registerOrganisation, registrationSchema } from "../registration.ts";
import { done, refused, reply, route } from "../route.ts";

const statuses = ["pending", "validated", "refused", "withdrawn"] as const;
const participantSchema = z
  .object({
    organisationId: organisationIdSchema,
    name: z.string(),
    kind: z.enum(participantKinds),
    status: z.enum(statuses),
    mode: z.enum(bookingModes),
    meetingSlots: meetingSlotsSchema.meta({ description: "Slots in a row that it needs for a meeting" }),
    refusal: z.string().nullable(),
    registeredAt: instantSchema,
    delegates: z.array(personIdSchema),
  })
  .meta({ id: "Participant" });
const answer = { schema: participantSchema };
const participantPath = "/fairs/:fairId/participants/:organisationId";

export const participantRoutes = [
  route({
    method: "post",
    path: "/fairs/:fairId/registrations",
    action: "organisation.register",
    summary: "Register an organisation with its delegates; its first delegate is mailed a sign-in link",
    body: registrationSchema,
    answer: {
      status: 201,
      schema: z.object({ organisationId: organisationIdSchema, delegates: z.array(personIdSchema) }),
    },
    refusals: [
      "registration-closed",
      "siret-taken",
      "siret-invalid",
      "duplicate-offer",
      "delegate-elsewhere",
    ],
    isSensitive: true,
    target: ({ params }) => ({ fairId: params.fairId }),
    async handle(call) {
      const outcome = await registerOrganisation(call, call.body);
      if (!outcome.ok) return outcome;
      return done({ ...outcome.body, delegates: [...outcome.body.delegates] });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/participants",
    action: "participant.list",
    summary: "Who is registered, what waits longest first",
    query: z.object({
      status: z.enum(statuses).optional(),
      text: z.string().trim().max(200).default(""),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: { schema: z.object({ total: z.number().int(), participants: z.array(participantSchema) }) },
    handle({ fair, services, query }) {
      const { directory } = services.runtime;
      const lines = listRegistrations(fair.state, directory.state, {
        status: query.status ?? null,
        text: query.text,
      });
      const shown = lines.slice(query.offset, query.offset + query.limit);
      const participants = shown.flatMap(({ organisation }) => {
        const participant = fair.state.participants.get(organisation.id);
        return participant ? [toParticipant(fair.state, participant, organisation.name)] : [];
      });
      return done({ total: lines.length, participants });
    },
  }),
  route({
    method: "get",
    path: participantPath,
    action: "organisation.people",
    summary: "How an organisation takes part",
    answer,
    handle: ({ fair, services, params }) => {
      const participant = fair.state.participants.get(params.organisationId);
      if (!participant) return refused("participant-unknown");
      const name = services.runtime.directory.state.organisations.get(params.organisationId)?.name ?? "";
      return done(toParticipant(fair.state, participant, name));
    },
  }),
  route({
    method: "put",
    path: participantPath,
    action: "delegate.change",
    summary: "Register an organisation of the directory for this fair",
    body: z.object({ kind: z.enum(participantKinds), delegates: z.array(personIdSchema).min(1).max(20) }),
    answer,
    refusals: ["organisation-unknown", "already-registered", "registration-closed", "delegate-elsewhere"],
    // An organiser brings back who was theirs; a stranger to the fair, and their people, come by their own hand.
    target: ({ params, fair }) => ({
      organisations: [params.organisationId],
      ...(fair.state.participants.has(params.organisationId) ? { fairId: params.fairId } : {}),
    }),
    async handle(call) {
      const { organisationId } = call.params;
      const { state } = call.services.runtime.directory;
      const people = state.peopleOf.get(organisationId) ?? [];
      if (!state.organisations.has(organisationId)) return refused("organisation-unknown");
      if (!call.body.delegates.every((person) => people.includes(person)))
        return refused("delegate-unknown", "delegates");
      const outcome = await call.submitFair({ type: "RegisterParticipant", organisationId, ...call.body });
      return reply(outcome, () => present(call));
    },
  }),
  route({
    method: "post",
    path: `${participantPath}/validate`,
    action: "participant.validate",
    summary: "Validate a registration",
    answer,
    refusals: ["participant-unknown", "participant-withdrawn", "already-validated"],
    async handle(call) {
      const { organisationId } = call.params;
      return reply(await call.submitFair({ type: "ValidateParticipant", organisationId }), () =>
        present(call),
      );
    },
  }),
  route({
    method: "post",
    path: `${participantPath}/refuse`,
    action: "participant.validate",
    summary: "Refuse a registration, with a reason",
    body: z.object({ reason: z.string().trim().min(1).max(500) }),
    answer,
    refusals: ["participant-unknown"],
    async handle(call) {
      const { organisationId } = call.params;
      const outcome = await call.submitFair({
        type: "RefuseParticipant",
        organisationId,
        reason: call.body.reason,
      });
      return reply(outcome, () => present(call));
    },
  }),
  route({
    method: "post",
    path: `${participantPath}/withdraw`,
    action: "participant.withdraw",
    summary: "Leave the fair; every slot is free at once",
    answer,
    refusals: ["participant-unknown"],
    async handle(call) {
      const { organisationId } = call.params;
      return reply(await call.submitFair({ type: "WithdrawParticipant", organisationId }), () =>
        present(call),
      );
    },
  }),
  route({
    method: "put",
    path: `${participantPath}/booking-mode`,
    action: "availability.set",
    summary: "Be booked at once, or be asked first",
    body: z.object({ mode: z.enum(bookingModes) }),
    answer,
    refusals: ["participant-unknown"],
    async handle(call) {
      const { organisationId } = call.params;
      const outcome = await call.submitFair({ type: "SetBookingMode", organisationId, mode: call.body.mode });
      return reply(outcome, () => present(call));
    },
  }),
  route({
    method: "put",
    path: `${participantPath}/meeting-slots`,
    action: "availability.set",
    summary:
      "Need so many slots in a row for a meeting; the side that needs more decides, what is placed stays",
    body: z.object({ slots: meetingSlotsSchema }),
    answer,
    refusals: ["participant-unknown"],
    async handle(call) {
      const { organisationId } = call.params;
      const { slots } = call.body;
      const outcome = await call.submitFair({ type: "SetMeetingSlots", organisationId, slots });
      return reply(outcome, () => present(call));
    },
  }),
];

type ParticipantCall = {
  readonly fair: { readonly state: FairState };
  readonly services: import("../services.ts").Services;
  readonly params: { readonly organisationId: import("../../domain/ids.ts").OrganisationId };
};

function present({ fair, services, params }: ParticipantCall): z.input<typeof participantSchema> {
  const participant = fair.state.participants.get(params.organisationId);
  if (!participant) throw new Error("a participant that was just written is gone");
  const name = services.runtime.directory.state.organisations.get(params.organisationId)?.name ?? "";
  return toParticipant(fair.state, participant, name);
}

function toParticipant(
  state: FairState,
  participant: Participant,
  name: string,
): z.input<typeof participantSchema> {
  const { organisationId, kind, status, registeredAt } = participant;
  return {
    organisationId,
    name,
    kind,
    status,
    mode: participant.mode ?? state.rules.get().bookingMode,
    meetingSlots: participant.meetingSlots ?? 1,
    refusal: participant.refusal ?? null,
    registeredAt,
    delegates: [...participant.delegates],
  };
}

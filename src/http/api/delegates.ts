import { z } from "zod";
import type { Target } from "../../domain/access.ts";
import { comfortSchema, noComfort } from "../../domain/fair/comfort.ts";
import { meetingsOutOfReach } from "../../domain/fair/decide-comfort.ts";
import { meetingSlotsSchema, slotSchema } from "../../domain/fair/events.ts";
import { neededLength } from "../../domain/fair/span.ts";
import {
  type FairId,
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
} from "../../domain/ids.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import { slotStateOf } from "../../views/availability.ts";
import { listBookableSlots } from "../../views/bookable-slots.ts";
import { addDelegate, removeDelegate } from "../delegates.ts";
import { newPersonSchema } from "../people.ts";
import type { Rejection } from "../problem.ts";
import { done, refused, reply, route } from "../route.ts";

const slotStates = ["free", "taken", "busy", "meeting", "closed", "past"] as const;
const delegateSchema = z
  .object({
    personId: personIdSchema,
    name: z.string(),
    jobTitle: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
    unavailable: z.array(slotSchema),
    comfort: comfortSchema,
  })
  .meta({
    id: "Delegate",
    description: "A person who attends for an organisation; told to their own side only",
  });
const comfortAnswer = z
  .object({
    comfort: comfortSchema,
    /** Meetings of somebody who needs an accessible place that stay where there is none. */
    outOfReach: z.array(meetingIdSchema),
  })
  .meta({ id: "Comfort" });
const unavailableSchema = z.object({ unavailable: z.array(slotSchema).max(1000) });

export const delegateRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/delegates",
    action: "organisation.people",
    summary: "The people who attend for an organisation",
    answer: { schema: z.object({ delegates: z.array(delegateSchema) }) },
    async handle({ fair, services, params }) {
      const participant = fair.state.participants.get(params.organisationId);
      if (!participant) return refused("participant-unknown");
      const people = await services.runtime.vault.getPeople(participant.delegates);
      const delegates = participant.delegates.map((personId) => {
        const person = people.get(personId);
        return {
          personId,
          name: person?.name ?? "",
          jobTitle: person?.jobTitle ?? null,
          email: person?.email ?? "",
          phone: person?.phone ?? null,
          unavailable: [...(fair.state.delegates.get(personId)?.unavailable ?? [])],
          comfort: toComfort(fair, personId),
        };
      });
      return done({ delegates });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/participants/:organisationId/delegates",
    action: "delegate.change",
    summary: "Add a delegate",
    body: newPersonSchema,
    answer: { status: 201, schema: z.object({ personId: personIdSchema }) },
    refusals: ["participant-unknown", "delegate-elsewhere", "email-taken"],
    handle: (call) => addDelegate(call, call.params.organisationId, call.body),
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/delegates/:personId",
    action: "delegate.change",
    summary: "Take a delegate without meetings off the fair",
    answer: { status: 204 },
    refusals: ["delegate-unknown", "delegate-in-use", "last-person"],
    target: delegateTarget,
    handle: (call) => removeDelegate(call, call.params.personId),
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/delegates/:personId/availability",
    action: "availability.set",
    summary: "Say in which slots a delegate is not there",
    body: unavailableSchema,
    answer: { schema: unavailableSchema },
    refusals: ["delegate-unknown", "slot-unknown", "slot-in-use"],
    target: delegateTarget,
    async handle(call) {
      const { personId } = call.params;
      const { unavailable } = call.body;
      const outcome = await call.submitFair({ type: "SetAvailability", personId, unavailable });
      return reply(outcome, () => ({
        unavailable: [...(call.fair.state.delegates.get(personId)?.unavailable ?? [])],
      }));
    },
  }),
  route({
    method: "put",
    path: "/fairs/:fairId/delegates/:personId/comfort",
    action: "comfort.set",
    summary:
      "Say what a delegate needs: an accessible place, most slots in a row, breaks; what is left out takes its default",
    body: comfortSchema,
    answer: { schema: comfortAnswer },
    refusals: ["delegate-unknown", "day-unknown"],
    target: delegateTarget,
    async handle(call) {
      const { personId } = call.params;
      const outcome = await call.submitFair({ type: "SetComfort", personId, comfort: call.body });
      return reply(outcome, () => {
        const comfort = toComfort(call.fair, personId);
        const outOfReach = comfort.needsAccess ? meetingsOutOfReach(call.fair.state, personId) : [];
        return { comfort, outOfReach: outOfReach.map(({ id }) => id) };
      });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/organisations/:organisationId/slots",
    action: "availability.read",
    summary:
      "The slots of an organisation: free, taken or closed, and for a delegate where they are themselves",
    query: z.object({ for: organisationIdSchema.optional() }),
    answer: {
      schema: z.object({
        version: z.number().int(),
        meetingSlots: meetingSlotsSchema.meta({
          description: "Slots in a row that a meeting takes: all of them are to be free",
        }),
        slots: z.array(
          z.object({
            slot: slotSchema,
            day: z.number().int(),
            startsAt: instantSchema,
            endsAt: instantSchema,
            state: z.enum(slotStates),
          }),
        ),
      }),
    },
    handle({ fair, services, params, query, identity }) {
      const { state, version } = fair;
      const { organisationId } = params;
      if (state.participants.get(organisationId)?.status !== "validated")
        return refused("participant-unknown");
      const mine = identity.principal.organisations;
      const viewer = query.for !== undefined && mine.includes(query.for) ? query.for : null;
      const now = services.runtime.clock.now();
      const sides = viewer === null ? [organisationId] : [organisationId, viewer];
      const slots = listBookableSlots(state, organisationId, viewer, now).map((slot) => ({
        ...slot,
        startsAt: instantSchema.parse(slot.startsAt),
        endsAt: instantSchema.parse(slot.endsAt),
        state:
          viewer === null && slot.state === "taken"
            ? slotStateOf(state, organisationId, slot.slot)
            : slot.state,
      }));
      return done({ version, meetingSlots: neededLength(state, sides), slots });
    },
  }),
];

type DelegateCall = {
  readonly params: { readonly fairId: FairId; readonly personId: PersonId };
  readonly fair: FairStream;
};

function toComfort({ state }: FairStream, personId: PersonId): z.output<typeof comfortSchema> {
  return state.delegates.get(personId)?.comfort ?? noComfort;
}

/** A delegate is their organisation's. */
function delegateTarget({ params, fair }: DelegateCall): Target | Rejection {
  const delegate = fair.state.delegates.get(params.personId);
  if (!delegate) return { code: "delegate-unknown" };
  return { fairId: params.fairId, organisations: [delegate.organisationId] };
}

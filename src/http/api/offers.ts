import { z } from "zod";
import type { Target } from "../../domain/access.ts";
import { offerEnds, partSchema, slotSchema } from "../../domain/fair/events.ts";
import { holeKey } from "../../domain/fair/holes.ts";
import { willingPairs } from "../../domain/fair/refill.ts";
import { lengthOf } from "../../domain/fair/span.ts";
import type { FairState, Offer } from "../../domain/fair/state.ts";
import {
  type Instant,
  instantSchema,
  meetingIdSchema,
  offerIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
} from "../../domain/ids.ts";
import type { Rejection } from "../problem.ts";
import { done, refused, reply, route } from "../route.ts";
import { onlyOrganisation } from "./meeting-target.ts";

const pairSchema = z.tuple([organisationIdSchema, organisationIdSchema]);
const offerSchema = z
  .object({
    id: offerIdSchema,
    kind: z.enum(["meet", "move"]),
    meetingId: meetingIdSchema,
    organisations: pairSchema,
    slot: slotSchema,
    slots: z.number().int().meta({ description: "Slots in a row that it would take" }),
    placeId: placeIdSchema,
    delegates: z.tuple([personIdSchema, personIdSchema]),
    /** Where the meeting stands that would move. */
    from: z.object({ slot: slotSchema, placeId: placeIdSchema }).nullable(),
    expiresAt: instantSchema,
    status: z.enum(["open", "closed", ...offerEnds]),
    /** Who has said yes: to the desk both, to a side its own. */
    yes: z.array(organisationIdSchema),
  })
  .meta({ id: "Offer", description: "A slot offered to two sides, which both must accept in time" });
const holeSchema = z
  .object({
    meetingId: meetingIdSchema,
    part: partSchema.meta({ description: "Which of the slots that a long meeting left, from 0" }),
    slot: slotSchema,
    placeId: placeIdSchema,
    left: z.array(organisationIdSchema),
    status: z.enum(["open", "running", "ended"]),
    pairs: z.array(z.object({ organisations: pairSchema, asked: z.array(organisationIdSchema) })),
    offers: z.array(offerSchema),
  })
  .meta({ id: "Hole", description: "A slot that a meeting left, and who could meet in it, best first" });
const offersAnswer = z.object({ offers: z.array(offerSchema) });
const holePath = "/fairs/:fairId/holes/:meetingId/offers";
const mostPairs = 10;
const mostHoles = 50;

export const offerRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/holes",
    action: "repair.decide",
    summary: "Slots ahead that fell free, the fifty soonest, and the willing pairs for each",
    answer: { schema: z.object({ holes: z.array(holeSchema) }) },
    handle({ fair: { state }, services }) {
      const at = services.runtime.clock.now();
      const holes = [...state.holes.values()]
        .filter(({ slot }) => (state.slots.get()[slot]?.endsAt ?? at) > at)
        .sort((a, b) => a.slot - b.slot || (a.meetingId < b.meetingId ? -1 : 1))
        .slice(0, mostHoles);
      return done({
        holes: holes.map((hole) => ({
          ...hole,
          left: [...hole.left],
          pairs: willingPairs(state, hole, at)
            .slice(0, mostPairs)
            .map(({ organisations, willing }) => ({
              organisations: [...organisations] as z.input<typeof pairSchema>,
              asked: organisations.filter((side) => !willing.includes(side)),
            })),
          offers: hole.offers.flatMap((id) => toOffers(state.offers.get(id))),
        })),
      });
    },
  }),
  route({
    method: "post",
    path: holePath,
    action: "repair.decide",
    summary:
      "Offer a free slot to the best willing pair, or to these two; then to the next until it is filled",
    body: z.object({ organisations: pairSchema.optional(), part: partSchema.optional() }),
    answer: { status: 201, schema: offersAnswer },
    refusals: ["hole-unknown", "nobody-willing"],
    async handle(call) {
      const { meetingId } = call.params;
      const { organisations, part } = call.body;
      const outcome = await call.submitFair({
        type: "OfferSlot",
        meetingId,
        ...(organisations === undefined ? {} : { organisations }),
        ...(part === undefined ? {} : { part }),
      });
      return reply(outcome, () => ({ offers: offersOfHole(call.fair.state, meetingId, part) }));
    },
  }),
  route({
    method: "delete",
    path: holePath,
    action: "repair.decide",
    summary: "Ask nobody any more about a free slot",
    query: z.object({ part: z.coerce.number().pipe(partSchema).optional() }),
    answer: { status: 204 },
    refusals: ["hole-unknown"],
    async handle(call) {
      const { meetingId } = call.params;
      const { part } = call.query;
      const command = { type: "StopRefill", meetingId, ...(part === undefined ? {} : { part }) } as const;
      return reply(await call.submitFair(command), () => undefined);
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/participants/:organisationId/offers",
    action: "offer.read",
    summary: "Offers that wait for an answer of this organisation, or lately did",
    answer: { schema: offersAnswer },
    handle({ fair, params, services, as }) {
      const at = services.runtime.clock.now();
      const offers = (fair.state.offersOf.get(params.organisationId) ?? []).flatMap((id) => {
        const offer = fair.state.offers.get(id);
        if (!offer || (as !== "organiser" && isOld(fair.state, offer, at))) return [];
        return toOffers(offer, as === "organiser" ? undefined : params.organisationId);
      });
      return done({ offers });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/offers/:offerId/answer",
    action: "offer.answer",
    summary: "Accept or decline an offer for one of its sides",
    body: z.object({ organisation: organisationIdSchema.optional(), accepted: z.boolean() }),
    answer: { schema: offerSchema },
    refusals: ["offer-unknown", "offer-closed"],
    target: ({ params, fair, body, identity }): Target | Rejection => {
      const offer = fair.state.offers.get(params.offerId);
      const own = body.organisation ?? onlyOrganisation(identity);
      if (own !== undefined) return { fairId: params.fairId, organisations: [own] };
      return offer
        ? { fairId: params.fairId, organisations: offer.organisations }
        : { code: "offer-unknown" };
    },
    async handle(call) {
      const { state } = call.fair;
      const { offerId } = call.params;
      const mine = call.identity.principal.organisations;
      const own = state.offers.get(offerId)?.organisations.find((side) => mine.includes(side));
      const organisationId = call.body.organisation ?? own;
      if (organisationId === undefined) return refused("bad-input", "organisation");
      const { accepted } = call.body;
      const outcome = await call.submitFair({ type: "AnswerOffer", offerId, organisationId, accepted });
      if (!outcome.ok) return { ok: false, rejection: outcome.rejection };
      const [offer] = toOffers(
        state.offers.get(offerId),
        call.as === "organiser" ? undefined : organisationId,
      );
      return offer ? done(offer) : refused("offer-unknown");
    },
  }),
];

function offersOfHole(state: FairState, id: Offer["meetingId"], part: number | undefined) {
  return (state.holes.get(holeKey(id, part))?.offers ?? []).flatMap((offer) =>
    toOffers(state.offers.get(offer)),
  );
}

/** A side learns neither the other's answer nor why an offer came to nothing. */
function toOffers(
  offer: Offer | undefined,
  reader?: Offer["organisations"][0],
): z.input<typeof offerSchema>[] {
  if (!offer) return [];
  const { id, about, meetingId, organisations, slot, placeId, delegates, expiresAt, status, yes } = offer;
  const isTold = reader === undefined || status === "open" || status === "booked";
  return [
    {
      id,
      kind: about.kind,
      meetingId,
      organisations: [...organisations],
      slot,
      slots: lengthOf(offer),
      placeId,
      delegates: [...delegates],
      from: about.kind === "move" ? { ...about.from } : null,
      expiresAt,
      status: isTold ? status : "closed",
      yes: yes.filter((side) => reader === undefined || side === reader),
    },
  ];
}

function isOld(state: FairState, { slot, status }: Offer, at: Instant): boolean {
  return status !== "open" && (state.slots.get()[slot]?.endsAt ?? at) <= at;
}

import { accept, type Context, reject } from "../decision.ts";
import { type Instant, type MeetingId, meetingIdSchema, type OrganisationId } from "../ids.ts";
import { refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import { answerBefore, checkOffer, offerIdAfter, offersToEnd, placeOffer } from "./offers.ts";
import { type Promised, type WillingPair, willingPairs } from "./refill.ts";
import { recordedLength, slotsIn } from "./span.ts";
import { type FairState, type Hole, type Offer, pairKey, slotKey } from "./state.ts";

type OfferCommand = CommandOf<"OfferSlot" | "StopRefill" | "AnswerOffer">;

export function decideOffer(state: FairState, command: OfferCommand, context: Context): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "OfferSlot":
      return offerSlot(state, command, context);
    case "StopRefill": {
      const hole = state.holes.get(command.meetingId);
      if (!hole) return reject(refuse("hole-unknown", "meetingId"));
      if (hole.status === "ended") return accept();
      const open = openOfferOf(state, hole);
      return accept(
        ...(open ? [{ type: "OfferEnded", v: 1, offerId: open.id, why: "stopped" } as const] : []),
        { type: "RefillEnded", v: 1, meetingId: hole.meetingId, why: "stopped" },
      );
    }
    case "AnswerOffer":
      return answerOffer(state, command, context);
    default:
      return command satisfies never;
  }
}

/** N5–N7: what time alone does to offers: they expire or are overtaken, and the next pair is asked. */
export function settleOffers(state: FairState, at: Instant): readonly FairEvent[] {
  const events: FairEvent[] = [];
  for (const { offer, why } of offersToEnd(state, at)) {
    events.push({ type: "OfferEnded", v: 1, offerId: offer.id, why });
    askNext(state, offer, at, events);
  }
  if (state.rules.get().refillsByItself)
    for (const hole of state.holes.values()) if (hole.status === "open") startRefill(state, hole, at, events);
  return events;
}

/** True when `settleOffers` has something to say. */
export function areOffersDue(state: FairState, at: Instant): boolean {
  if (offersToEnd(state, at).length > 0) return true;
  if (!state.rules.get().refillsByItself) return false;
  for (const { status } of state.holes.values()) if (status === "open") return true;
  return false;
}

export function openOfferOf(state: FairState, hole: Hole): Offer | undefined {
  const last = hole.offers.at(-1);
  const offer = last === undefined ? undefined : state.offers.get(last);
  return offer?.status === "open" ? offer : undefined;
}

function offerSlot(state: FairState, command: CommandOf<"OfferSlot">, { at }: Context): FairDecision {
  const hole = state.holes.get(command.meetingId);
  if (!hole) return reject(refuse("hole-unknown", "meetingId"));
  // Two organisers who click at once ask once.
  if (openOfferOf(state, hole)) return accept();
  const wanted = command.organisations && pairKey(...command.organisations);
  const pair = willingPairs(state, hole, at).find(
    ({ organisations }) => wanted === undefined || pairKey(...organisations) === wanted,
  );
  if (!pair) return reject(refuse("nobody-willing", "organisations"));
  const events: FairEvent[] = [{ type: "RefillStarted", v: 1, meetingId: hole.meetingId }];
  ask(state, hole, pair, at, events);
  return accept(...events);
}

function answerOffer(state: FairState, command: CommandOf<"AnswerOffer">, { at }: Context): FairDecision {
  const { offerId, organisationId, accepted } = command;
  const offer = state.offers.get(offerId);
  if (!offer?.organisations.includes(organisationId)) return reject(refuse("offer-unknown", "offerId"));
  const hasAccepted = offer.yes.includes(organisationId);
  if (accepted && hasAccepted && (offer.status === "open" || offer.status === "booked")) return accept();
  if (offer.status !== "open" || offer.expiresAt <= at) return reject(refuse("offer-closed", "offerId"));
  const events: FairEvent[] = [{ type: "OfferAnswered", v: 1, offerId, organisationId, accepted }];
  if (!accepted) {
    events.push({ type: "OfferEnded", v: 1, offerId, why: "declined" });
    askNext(state, offer, at, events);
    return accept(...events);
  }
  // N7: why it can no longer be is nobody's to know, be it a booking or a `never` said since.
  if (checkOffer(state, offer, at)) return reject(refuse("offer-closed", "offerId"));
  const yes = [...offer.yes, organisationId];
  if (offer.organisations.every((side) => yes.includes(side))) book(state, offer, at, events);
  return accept(...events);
}

/** N6: after a no or no word, whoever is next; nobody of this decision twice. */
function askNext(state: FairState, { about }: Offer, at: Instant, events: FairEvent[]): void {
  const hole = about.kind === "meet" ? state.holes.get(about.hole) : undefined;
  if (hole?.status === "running") askBest(state, hole, at, events);
}

function startRefill(state: FairState, hole: Hole, at: Instant, events: FairEvent[]): void {
  events.push({ type: "RefillStarted", v: 1, meetingId: hole.meetingId });
  askBest(state, hole, at, events);
}

function askBest(state: FairState, hole: Hole, at: Instant, events: FairEvent[]): void {
  const [best] = willingPairs(state, hole, at, promisedBy(events));
  if (best) ask(state, hole, best, at, events);
  else events.push({ type: "RefillEnded", v: 1, meetingId: hole.meetingId, why: "nobody" });
}

/** What this decision has offered already: the state does not know of it yet. */
function promisedBy(events: readonly FairEvent[]): Promised {
  const keys = new Set<string>();
  const meetings = new Map<OrganisationId, number>();
  for (const event of events) {
    if (event.type !== "OfferMade") continue;
    const [a, b] = event.organisations;
    keys.add(pairKey(a, b));
    for (const id of event.organisations) meetings.set(id, (meetings.get(id) ?? 0) + 1);
    for (const slot of slotsIn(event))
      for (const id of [event.placeId, ...event.delegates]) keys.add(slotKey(id, slot));
  }
  return { keys, meetings };
}

function ask(state: FairState, hole: Hole, pair: WillingPair, at: Instant, events: FairEvent[]): void {
  const offerId = offerIdAfter(state, events);
  const { slot } = hole;
  const offer: Offer = {
    id: offerId,
    about: { kind: "meet", hole: hole.meetingId },
    meetingId: pair.accepted ?? meetingOf(state, offerId),
    organisations: pair.organisations,
    slot,
    ...recordedLength(pair),
    placeId: pair.placeId,
    delegates: pair.delegates,
    willing: pair.willing,
    yes: pair.willing,
    expiresAt: answerBefore(state, slot, at),
    status: "open",
    changedAt: at,
  };
  events.push({
    type: "OfferMade",
    v: 1,
    offerId,
    about: { kind: "meet", hole: hole.meetingId },
    meetingId: offer.meetingId,
    organisations: [...pair.organisations],
    slot,
    ...recordedLength(offer),
    placeId: offer.placeId,
    delegates: [...pair.delegates],
    willing: [...pair.willing],
    expiresAt: offer.expiresAt,
  });
  // Two who both let themselves be booked at once have nothing to answer.
  if (pair.willing.length === 2) book(state, offer, at, events);
}

/** An id like no other fair's: calendars and messages know meetings by it. */
function meetingOf(state: FairState, offerId: Offer["id"]): MeetingId {
  const fair = (state.header.get()?.id ?? "").slice("fair_".length, "fair_".length + 40);
  return meetingIdSchema.parse(`mtg_${fair}-${offerId.replace("_", "-")}`);
}

function book(state: FairState, offer: Offer, at: Instant, events: FairEvent[]): void {
  const { id: offerId, about, meetingId, slot } = offer;
  const organisations: [OrganisationId, OrganisationId] = [...offer.organisations];
  events.push({ type: "OfferEnded", v: 1, offerId, why: "booked" });
  if (about.kind === "move") {
    const { placeId, delegates } = offer;
    events.push({ type: "MeetingMoved", v: 1, meetingId, slot, placeId, delegates: [...delegates] });
    return;
  }
  const placed = placeOffer(state, offer, at);
  if (!placed.ok) return;
  const { placeId, delegates } = placed;
  const placement = { slot, ...recordedLength(offer), placeId, delegates };
  events.push(
    { type: "MeetingScheduled", v: 1, meetingId, organisations, ...placement, origin: "repair" },
    { type: "RefillEnded", v: 1, meetingId: about.hole, why: "filled" },
  );
}

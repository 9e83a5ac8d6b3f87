import { accept, type Context, reject } from "../decision.ts";
import { type Instant, type MeetingId, meetingIdSchema, type OrganisationId } from "../ids.ts";
import { refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import { holeKey, holesOf, recordedPart } from "./holes.ts";
import { answerBefore, checkOffer, offerIdAfter, offersToEnd, placeOffer } from "./offers.ts";
import { nothingPromised, promisedBy } from "./promised.ts";
import { type WillingPair, willingPairs } from "./refill.ts";
import { covers, recordedLength } from "./span.ts";
import { type FairState, type Hole, type Offer, pairKey } from "./state.ts";

type MeetOffer = Extract<Offer["about"], { kind: "meet" }>;
type OfferCommand = CommandOf<"OfferSlot" | "StopRefill" | "AnswerOffer">;

export function decideOffer(state: FairState, command: OfferCommand, context: Context): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "OfferSlot":
      return offerSlot(state, command, context);
    case "StopRefill": {
      const hole = state.holes.get(holeKey(command.meetingId, command.part));
      if (!hole) return reject(refuse("hole-unknown", "meetingId"));
      if (hole.status === "ended") return accept();
      const events: FairEvent[] = [];
      const open = openOfferOf(state, hole);
      if (open) events.push({ type: "OfferEnded", v: 1, offerId: open.id, why: "stopped" });
      events.push(refillEnded(hole, "stopped"));
      askWaiting(state, context.at, events);
      return accept(...events);
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
  const isIdle = state.openOffers.size === 0;
  for (const { offer, why } of offersToEnd(state, at)) {
    events.push({ type: "OfferEnded", v: 1, offerId: offer.id, why });
    askNext(state, offer, at, events);
  }
  if (isIdle || events.length > 0) askWaiting(state, at, events);
  if (state.rules.get().refillsByItself)
    for (const hole of state.holes.values())
      if (hole.status === "open" && !isEnded(hole, events)) {
        events.push({ type: "RefillStarted", v: 1, meetingId: hole.meetingId, ...recordedPart(hole.part) });
        askBest(state, hole, at, events);
      }
  return events;
}

/** True when `settleOffers` has something to say. */
export function areOffersDue(state: FairState, at: Instant): boolean {
  if (offersToEnd(state, at).length > 0) return true;
  const { refillsByItself } = state.rules.get();
  const isIdle = state.openOffers.size === 0;
  if (!refillsByItself && !isIdle) return false;
  for (const { status } of state.holes.values())
    if (status === "open" ? refillsByItself : status === "running" && isIdle) return true;
  return false;
}

export function openOfferOf(state: FairState, hole: Hole): Offer | undefined {
  const last = hole.offers.at(-1);
  const offer = last === undefined ? undefined : state.offers.get(last);
  return offer?.status === "open" ? offer : undefined;
}

function offerSlot(state: FairState, command: CommandOf<"OfferSlot">, { at }: Context): FairDecision {
  const hole = state.holes.get(holeKey(command.meetingId, command.part));
  if (!hole) return reject(refuse("hole-unknown", "meetingId"));
  // Two organisers who click at once ask once.
  if (openOfferOf(state, hole)) return accept();
  const wanted = command.organisations && pairKey(...command.organisations);
  const pair = willingPairs(state, hole, at).find(
    ({ organisations }) => wanted === undefined || pairKey(...organisations) === wanted,
  );
  if (!pair) return reject(refuse("nobody-willing", "organisations"));
  const events: FairEvent[] = [
    { type: "RefillStarted", v: 1, meetingId: hole.meetingId, ...recordedPart(hole.part) },
  ];
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
    askWaiting(state, at, events);
    return accept(...events);
  }
  // N7: why it can no longer be is nobody's to know, be it a booking or a `never` said since.
  if (checkOffer(state, offer, at)) return reject(refuse("offer-closed", "offerId"));
  const yes = [...offer.yes, organisationId];
  if (offer.organisations.every((side) => yes.includes(side))) {
    book(state, offer, at, events);
    askWaiting(state, at, events);
  }
  return accept(...events);
}

/** N6: after a no or no word, whoever is next; nobody of this decision twice. */
function askNext(state: FairState, { about }: Offer, at: Instant, events: FairEvent[]): void {
  const hole = about.kind === "meet" ? state.holes.get(holeKey(about.hole, about.part)) : undefined;
  if (hole?.status === "running") askBest(state, hole, at, events);
}

/** N10: holes of which everybody who is left was being asked something else. */
function askWaiting(state: FairState, at: Instant, events: FairEvent[]): void {
  for (const hole of state.holes.values())
    if (hole.status === "running" && !openOfferOf(state, hole) && !isEnded(hole, events))
      askBest(state, hole, at, events);
}

/** N6, N10: the best pair that is not promised elsewhere; while one is that could still meet here, the hole waits. */
function askBest(state: FairState, hole: Hole, at: Instant, events: FairEvent[]): void {
  const [best] = willingPairs(state, hole, at, promisedBy(state, events));
  if (best) ask(state, hole, best, at, events);
  else if (willingPairs(state, hole, at, nothingPromised).length === 0)
    events.push(refillEnded(hole, "nobody"));
}

type RefillEnded = Extract<FairEvent, { type: "RefillEnded" }>;

function refillEnded({ meetingId, part }: Hole, why: RefillEnded["why"]): RefillEnded {
  return { type: "RefillEnded", v: 1, meetingId, ...recordedPart(part), why };
}

/** By what this decision has made so far. */
function isEnded({ meetingId, part }: Hole, events: readonly FairEvent[]): boolean {
  return events.some(
    (event) => event.type === "RefillEnded" && event.meetingId === meetingId && (event.part ?? 0) === part,
  );
}

function ask(state: FairState, hole: Hole, pair: WillingPair, at: Instant, events: FairEvent[]): void {
  const offerId = offerIdAfter(state, events);
  const { slot, meetingId, part } = hole;
  const about = { kind: "meet", hole: meetingId, ...recordedPart(part) } as const;
  const offer: Offer = {
    id: offerId,
    about,
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
    about,
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
    ...filledBy(state, offer, about).map((hole) => refillEnded(hole, "filled")),
  );
}

/** N10: the hole, and those of the same meeting that a long pair fills with it. */
function filledBy(state: FairState, offer: Offer, { hole, part = 0 }: MeetOffer): readonly Hole[] {
  return holesOf(state, hole).filter(
    (one) =>
      one.part === part || (covers(offer, one.slot) && one.status !== "ended" && !openOfferOf(state, one)),
  );
}

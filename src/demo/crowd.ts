import { timeOf } from "../domain/fair/span.ts";
import type { FairState, ScheduledMeeting } from "../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId, PersonId, RoomId } from "../domain/ids.ts";
import { minutesAfter, minutesBetween } from "../domain/instant.ts";
import type { DemoApi, Scan } from "./demo-api.ts";
import type { Random } from "./random.ts";

export type CrowdMember = {
  readonly organisationId: OrganisationId;
  readonly personId: PersonId;
  readonly token: string;
};
export type Crowd = {
  /** What everybody does up to this instant; call it as time goes by. */
  live(now: Instant): Promise<void>;
  /** As many people as this look for a meeting, some answer a request or, some minutes, change their mind. */
  book(now: Instant, people: number): Promise<void>;
};

type Plan = {
  /** When each of the two delegates comes; null does not come. */
  readonly comesAt: readonly (Instant | null)[];
  readonly endsAt: Instant;
};

/**
 * Delegates and visitors of the demo, made of habits: they come a little early or late, forget, overrun, wander
 * between rooms, and book what they were recommended. They do it all through the public API, like anybody.
 */
export function createCrowd(options: {
  readonly api: DemoApi;
  readonly fairId: string;
  readonly state: FairState;
  readonly members: readonly CrowdMember[];
  readonly stewardToken: string;
  readonly visitors: number;
  readonly random: Random;
  /** Organisations that the crowd leaves to the reader of the demo. */
  readonly spared: ReadonlySet<OrganisationId>;
  /** Whom the crowd does not ask either, so that their recommendations are still to be met. */
  readonly left: OrganisationId;
}): Crowd {
  const { api, fairId, state, members, stewardToken, random } = options;
  const plans = new Map<MeetingId, Plan>();
  const attended = new Set<string>();
  const ended = new Set<MeetingId>();
  const whereabouts = new Map<string, RoomId | null>();
  const visitors = Array.from({ length: options.visitors }, (_, index) => `vis_demo${index}`);
  const fair = `/fairs/${fairId}`;
  let scanned = 0;
  let lastMinute: Instant | undefined;

  const scan = (badge: string, roomId: RoomId | null, scannedAt: Instant, scans: Scan[]): void => {
    const before = whereabouts.get(badge) ?? null;
    if (before === roomId) return;
    const room = roomId ?? before;
    if (room === null) return;
    scanned += 1;
    scans.push({
      scanId: `crowd-${scanned}-${badge}`,
      badge,
      roomId: room,
      direction: roomId === null ? "out" : "in",
      scannedAt,
    });
    whereabouts.set(badge, roomId);
  };

  const planOf = (meeting: ScheduledMeeting, startsAt: Instant, endsAt: Instant): Plan => {
    const known = plans.get(meeting.id);
    if (known) return known;
    const comesAt = meeting.delegates.map(() => {
      const luck = random.next();
      if (luck < 0.05) return null;
      const minutes = luck < 0.17 ? 3 + random.next() * 7 : -1.5 + random.next() * 2.5;
      return minutesAfter(startsAt, minutes);
    });
    const overrun = random.next() < 0.1 ? 2 + random.next() * 5 : -2.5 + random.next() * 2.5;
    const plan = { comesAt, endsAt: minutesAfter(endsAt, overrun) };
    plans.set(meeting.id, plan);
    return plan;
  };

  const meet = async (now: Instant, scans: Scan[]): Promise<void> => {
    for (const [slot, ids] of state.scheduledAt.entries()) {
      for (const id of ids) {
        const meeting = state.meetings.get(id);
        if (meeting?.status !== "scheduled" || meeting.slot !== slot) continue;
        const time = timeOf(state, meeting);
        if (!time || minutesBetween(now, time.startsAt) > 2 || minutesBetween(time.endsAt, now) > 12)
          continue;
        const plan = planOf(meeting, time.startsAt, time.endsAt);
        const roomId = state.places.get(meeting.placeId)?.roomId ?? null;
        for (const [side, personId] of meeting.delegates.entries()) {
          const comesAt = plan.comesAt[side];
          const key = `${id} ${personId}`;
          if (!comesAt || comesAt > now || attended.has(key)) continue;
          attended.add(key);
          scan(personId, roomId, comesAt, scans);
          await api.call("POST", `${fair}/meetings/${id}/attend`, stewardToken, { personId });
        }
        const allCame = meeting.delegates.every((personId) => attended.has(`${id} ${personId}`));
        if (!allCame || plan.endsAt > now || ended.has(id)) continue;
        ended.add(id);
        await api.call("POST", `${fair}/meetings/${id}/end`, stewardToken);
        for (const personId of meeting.delegates)
          if (random.next() < 0.35) scan(personId, null, plan.endsAt, scans);
      }
    }
  };

  const wander = (now: Instant, minutes: number, scans: Scan[]): void => {
    const rooms = [...state.rooms.keys()];
    const crowdedness = attraction(state, now);
    for (const badge of visitors) {
      const here = whereabouts.get(badge) ?? null;
      if (random.next() > 0.06 * minutes) continue;
      const leaves = random.next() > crowdedness;
      if (here === null && leaves) continue;
      const wanted = leaves ? null : weighted(rooms, state, random);
      // Nobody squeezes into a full room for long.
      if (wanted && (state.presentIn.get(wanted) ?? 0) > (state.rooms.get(wanted)?.capacity ?? 0) * 0.97)
        continue;
      scan(badge, wanted, now, scans);
    }
  };

  const book = async (now: Instant, people: number, minutes = 1): Promise<void> => {
    for (let attempt = 0; attempt < people; attempt += 1) {
      const buyer = random.pick(members);
      const seller = random.pick(members);
      if (!buyer || !seller || buyer.organisationId === seller.organisationId) continue;
      if (options.spared.has(buyer.organisationId) || seller.organisationId === options.left) continue;
      const mode = state.participants.get(seller.organisationId)?.mode ?? state.rules.get().bookingMode;
      const slot = freeSlot(state, buyer, seller, now, random);
      if (slot === undefined) continue;
      const to = seller.organisationId;
      const asked = mode === "direct" ? { mode: "book", to, slot } : { mode: "request", to, slots: [slot] };
      await api.call("POST", `${fair}/meetings`, buyer.token, asked);
    }
    await answer(now);
    await answerOffers(now);
    if (random.next() < 0.25 * minutes) await changeOneMind(now);
  };

  /** Most say yes to a slot that is offered to them; some do not look at their phone. */
  const answerOffers = async (now: Instant): Promise<void> => {
    for (const id of [...state.openOffers.keys()]) {
      const offer = state.offers.get(id);
      if (offer?.status !== "open" || minutesBetween(offer.changedAt, now) < 0.5) continue;
      for (const side of offer.organisations) {
        if (options.spared.has(side) || offer.yes.includes(side) || random.next() > 0.5) continue;
        const member = members.find(({ organisationId }) => organisationId === side);
        const accepted = random.next() < 0.85;
        if (member) await api.call("POST", `${fair}/offers/${id}/answer`, member.token, { accepted });
      }
    }
  };

  const answer = async (now: Instant): Promise<void> => {
    for (const id of [...state.pending.keys()]) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "requested" || minutesBetween(meeting.createdAt, now) < 1) continue;
      const [, asked] = meeting.organisations;
      if (options.spared.has(asked) || random.next() > 0.4) continue;
      const member = members.find((candidate) => candidate.organisationId === asked);
      if (!member) continue;
      const isWelcome = random.next() < 0.75;
      const path = `${fair}/meetings/${id}/${isWelcome ? "accept" : "decline"}`;
      await api.call("POST", path, member.token, isWelcome ? {} : { reason: "no-time" });
    }
  };

  const changeOneMind = async (now: Instant): Promise<void> => {
    const member = random.pick(members);
    if (!member || options.spared.has(member.organisationId)) return;
    const mine = (state.meetingsOf.get(member.organisationId) ?? []).flatMap((id) => {
      const meeting = state.meetings.get(id);
      const startsAt =
        meeting?.status === "scheduled" ? state.slots.get()[meeting.slot]?.startsAt : undefined;
      return startsAt !== undefined && minutesBetween(now, startsAt) > 30 ? [id] : [];
    });
    const id = random.pick(mine);
    if (id !== undefined)
      await api.call("POST", `${fair}/meetings/${id}/cancel`, member.token, { reason: "no-time" });
  };

  return {
    book,
    async live(now) {
      const minutes = lastMinute === undefined ? 1 : Math.max(0, minutesBetween(lastMinute, now));
      lastMinute = now;
      const scans: Scan[] = [];
      await meet(now, scans);
      if (isOpen(state, now)) {
        wander(now, minutes, scans);
        await book(now, Math.min(12, Math.floor(minutes * 1.2 + random.next())), minutes);
      }
      for (let start = 0; start < scans.length; start += 200)
        await api.call("POST", `${fair}/scans`, stewardToken, { scans: scans.slice(start, start + 200) });
    },
  };
}

function isOpen(state: FairState, now: Instant): boolean {
  const today = state.slots.get().filter((slot) => slot.startsAt.slice(0, 10) === now.slice(0, 10));
  const [first] = today;
  const last = today.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    minutesAfter(first.startsAt, -30) <= now &&
    now <= last.endsAt
  );
}

/** How much visitors want to be inside: little early, little at lunch, less and less after four. */
function attraction(state: FairState, now: Instant): number {
  const today = state.slots.get().filter((slot) => slot.startsAt.slice(0, 10) === now.slice(0, 10));
  const first = today[0]?.startsAt;
  if (first === undefined) return 0;
  const hours = minutesBetween(first, now) / 60;
  if (hours < 1) return 0.55 + hours * 0.3;
  if (hours > 3.3 && hours < 5) return 0.5;
  return hours > 7.5 ? 0.35 : 0.85;
}

function weighted(rooms: readonly RoomId[], state: FairState, random: Random): RoomId | null {
  const total = rooms.reduce((sum, id) => sum + (state.rooms.get(id)?.capacity ?? 0), 0);
  let left = random.next() * total;
  for (const id of rooms) {
    left -= state.rooms.get(id)?.capacity ?? 0;
    if (left <= 0) return id;
  }
  return null;
}

function freeSlot(
  state: FairState,
  buyer: CrowdMember,
  seller: CrowdMember,
  now: Instant,
  random: Random,
): number | undefined {
  const isFree = (person: PersonId, slot: number): boolean =>
    !state.delegateBusy.has(`${person}@${slot}`) && !state.delegates.get(person)?.unavailable.has(slot);
  const free = state.slots.get().flatMap((time, slot) => {
    const isAhead = minutesBetween(now, time.startsAt) > 5;
    return isAhead && isFree(buyer.personId, slot) && isFree(seller.personId, slot) ? [slot] : [];
  });
  // Most people fill the hours to come first.
  return random.next() < 0.7 ? free[random.below(Math.min(free.length, 6))] : random.pick(free);
}

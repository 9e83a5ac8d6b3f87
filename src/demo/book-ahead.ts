import type { FairState } from "../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../domain/ids.ts";
import { minutesAfter } from "../domain/instant.ts";
import type { DemoClock } from "../runtime/clock.ts";
import type { CrowdMember } from "./crowd.ts";
import type { DemoApi } from "./demo-api.ts";
import type { Random } from "./random.ts";
import type { DemoFair } from "./seed.ts";

/** So many look for a slot in the same hour. */
const atOnce = 16;
/** The others wait for the agenda. */
const mostBookings = 480;
/** The rush when booking opens, however many they are. */
const rushMinutes = 20 * 60;

/** A good part of the agenda is booked in the weeks before the fair, by those of the crowd who wished for it. */
export async function bookAhead(
  demo: DemoFair,
  api: DemoApi,
  clock: DemoClock,
  random: Random,
): Promise<void> {
  const { fair, fairId, spared } = demo;
  const membersOf = groupByOrganisation(demo.members);
  const tries = wishesToBook(demo).flatMap(([from, to]) => {
    const member = random.pick(membersOf.get(from) ?? []);
    const away = member && fair.state.delegates.get(member.personId)?.unavailable;
    const open = [...fair.state.slots.get().keys()].filter((slot) => !away?.has(slot));
    const slots = Array.from({ length: 3 }, () => random.pick(open) ?? 0);
    return member ? [{ member, to, slots }] : [];
  });
  for (let start = 0; start < tries.length; start += atOnce) {
    const group = tries.slice(start, start + atOnce);
    clock.setTo(minutesAfter(clock.now(), (rushMinutes * group.length) / tries.length));
    await Promise.all(
      group.map(async ({ member, to, slots }) => {
        for (const slot of slots) {
          const { status } = await api.call(
            "POST",
            `/fairs/${fairId}/meetings`,
            member.token,
            asked(fair.state, to, slot),
          );
          if (status < 300) return;
        }
      }),
    );
  }
  await bookForReader(demo, api);
  const requested = [...fair.state.meetings.values()].flatMap((meeting) => {
    const [answerer] = meeting.status === "requested" ? (membersOf.get(meeting.organisations[1]) ?? []) : [];
    return answerer && !spared.has(answerer.organisationId) && random.next() < 0.7
      ? [{ id: meeting.id, token: answerer.token }]
      : [];
  });
  for (let start = 0; start < requested.length; start += atOnce)
    await Promise.all(
      requested
        .slice(start, start + atOnce)
        .map(({ id, token }) => api.call("POST", `/fairs/${fairId}/meetings/${id}/accept`, token, {})),
    );
}

/** Whom the crowd tries to meet, what they must first; the reader's own are left to the reader. */
function wishesToBook({
  fair,
  spared,
  accounts,
  members,
}: DemoFair): readonly (readonly [OrganisationId, OrganisationId])[] {
  const acts = new Set(members.map(({ organisationId }) => organisationId));
  return [...fair.state.wishes.entries()]
    .sort(([, a], [, b]) => (a === b ? 0 : a === "must" ? -1 : 1))
    .flatMap(([key, level]) => {
      const [from = "", to = ""] = key.split(">");
      const pair = [organisationIdSchema.parse(from), organisationIdSchema.parse(to)] as const;
      const isLeft = level === "never" || spared.has(pair[0]) || pair[1] === accounts.buyer.organisationId;
      return isLeft || !acts.has(pair[0]) ? [] : [pair];
    })
    .slice(0, mostBookings);
}

function asked(state: FairState, to: OrganisationId, slot: number) {
  const isDirect = state.participants.get(to)?.mode === "direct";
  return isDirect ? { mode: "book", to, slot } : { mode: "request", to, slots: [slot] };
}

/** The buyer of the demo arrives with two meetings and room for more. */
async function bookForReader(demo: DemoFair, api: DemoApi): Promise<void> {
  const { fair, fairId, recommended, spared } = demo;
  const reader = demo.accounts.buyer;
  const hosts = [...fair.state.participants.values()].filter(
    ({ mode, organisationId }) =>
      mode === "direct" && !spared.has(organisationId) && !recommended.has(organisationId),
  );
  let booked = 0;
  for (const [index, { organisationId: to }] of hosts.entries()) {
    const slot = index % 2 === 0 ? 9 : 15;
    const { status } = await api.call("POST", `/fairs/${fairId}/meetings`, reader.token, {
      mode: "book",
      to,
      slot,
    });
    if (status < 300) booked += 1;
    if (booked === 2) return;
  }
}

function groupByOrganisation(
  members: readonly CrowdMember[],
): ReadonlyMap<OrganisationId, readonly CrowdMember[]> {
  const groups = new Map<OrganisationId, CrowdMember[]>();
  for (const member of members) {
    const known = groups.get(member.organisationId);
    if (known) known.push(member);
    else groups.set(member.organisationId, [member]);
  }
  return groups;
}

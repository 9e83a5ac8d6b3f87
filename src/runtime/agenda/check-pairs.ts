import type { DraftMeeting, DraftViolation } from "../../domain/fair/agenda-draft.ts";
import { checkParties, isBanned, saidNever } from "../../domain/fair/checks.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import type { FairRejection } from "../../domain/fair/rejections.ts";
import { slotsIn } from "../../domain/fair/span.ts";
import { type FairState, pairKey, wishKey } from "../../domain/fair/state.ts";
import type { OrganisationId, RoomId } from "../../domain/ids.ts";

/** Whether the two of each meeting may meet at all, every reason why not; a step a meeting. */
export function* stepsToCheckPairs(
  state: FairState,
  meetings: readonly PlacedMeeting[],
): Generator<void, readonly DraftViolation[], void> {
  const seen = new Map<string, PlacedMeeting>();
  const found: DraftViolation[] = [];
  for (const meeting of meetings) {
    yield;
    const [a, b] = meeting.organisations;
    const add = (code: DraftViolation["code"], text: string, organisation?: OrganisationId): void => {
      const about = organisation === undefined ? {} : { organisation };
      found.push({ code, severity: "hard", text, meetings: [meeting.meetingId], ...about });
    };
    if (isBanned(state, a, b)) add("pair-banned", `"${a}" and "${b}" are not to meet`);
    const parties = checkParties(state, a, b);
    if (parties && checkParties(state, b, a) && !isBanned(state, a, b))
      add(toCode(parties.code), `"${a}" and "${b}": ${parties.code}`, parties.field === "to" ? b : a);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      if (saidNever(state, from, to)) add("wish-never", `"${from}" said never to "${to}"`, from);
    if (isElsewhere(state, meeting)) add("already-meeting", `"${a}" and "${b}" have another meeting`);
    const twin = seen.get(pairKey(a, b));
    if (twin)
      found.push({
        code: "already-meeting",
        severity: "hard",
        text: `"${a}" and "${b}" meet twice`,
        meetings: [twin.meetingId, meeting.meetingId],
      });
    seen.set(pairKey(a, b), meeting);
  }
  return found;
}

/** What the rules allow and an organiser would rather know: crowded rooms, meetings that nobody asked for. */
export function findConcerns(state: FairState, meetings: readonly DraftMeeting[]): readonly DraftViolation[] {
  const unwished = meetings.flatMap(({ meetingId, organisations: [a, b], kind }) =>
    kind === "by-hand" && !state.wishes.get(wishKey(a, b)) && !state.wishes.get(wishKey(b, a))
      ? [
          {
            code: "not-wished" as const,
            severity: "soft" as const,
            text: `nobody wished for "${meetingId}"`,
            meetings: [meetingId],
          },
        ]
      : [],
  );
  const people = new Map<string, { readonly roomId: RoomId; readonly slot: number; count: number }>();
  const inSlots = meetings.flatMap((meeting) => slotsIn(meeting).map((slot) => ({ ...meeting, slot })));
  for (const { placeId, slot } of [...inSlots, ...placedNow(state)]) {
    const roomId = state.places.get(placeId)?.roomId;
    if (roomId === undefined) continue;
    const own = people.get(`${roomId}@${slot}`) ?? { roomId, slot, count: 0 };
    own.count += 2;
    people.set(`${roomId}@${slot}`, own);
  }
  const crowded = [...people.values()].flatMap(({ roomId, slot, count }) => {
    const limit = state.rooms.get(roomId)?.capacity ?? Number.POSITIVE_INFINITY;
    if (count <= limit) return [];
    const text = `${count} people in room "${roomId}" at slot ${slot}, ${limit} allowed`;
    return [
      {
        code: "room-crowded" as const,
        severity: "soft" as const,
        text,
        meetings: [],
        roomId,
        slot,
        count,
        limit,
      },
    ];
  });
  return [...unwished, ...crowded];
}

/** A long meeting is there in each of its slots. */
function placedNow(state: FairState): readonly Pick<PlacedMeeting, "placeId" | "slot">[] {
  return [...state.scheduledAt.entries()].flatMap(([slot, ids]) =>
    ids.flatMap((id) => {
      const meeting = state.meetings.get(id);
      return meeting?.status === "scheduled" ? [{ placeId: meeting.placeId, slot }] : [];
    }),
  );
}

/** Another meeting of the two stands, or this one is no longer to be placed. */
function isElsewhere(state: FairState, { meetingId, organisations }: PlacedMeeting): boolean {
  const known = state.meetings.get(meetingId);
  if (known && known.status !== "accepted") return true;
  const open = state.openPair.get(pairKey(...organisations));
  return open !== undefined && open !== meetingId;
}

function toCode(code: FairRejection["code"]): DraftViolation["code"] {
  if (code === "participant-unknown" || code === "participant-not-validated") return code;
  return "may-not-meet";
}

import type { Context } from "../../domain/decision.ts";
import {
  type DraftMeeting,
  type DraftViolation,
  hardViolations,
  type ViolationCode,
} from "../../domain/fair/agenda-draft.ts";
import { conflictsInTurn } from "../../domain/fair/decide-agenda.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import { isShut } from "../../domain/fair/shut.ts";
import { isUnbroken, neededLength, recordedLength, type Span, slotsIn } from "../../domain/fair/span.ts";
import { type FairState, pairKey, type ScheduledMeeting } from "../../domain/fair/state.ts";
import {
  type MeetingId,
  meetingIdSchema,
  type OrganisationId,
  type PlaceId,
  personIdSchema,
  placeIdSchema,
} from "../../domain/ids.ts";
import type { Problem } from "../../scheduling/problem.ts";
import { type About, verify } from "../../scheduling/verify.ts";
import { atOnce } from "../in-slices.ts";
import { checkAccess } from "./check-comfort.ts";
import { stepsToCheckPairs } from "./check-pairs.ts";

/**
 * The meetings of a draft as they would be published now: as long as both sides need, and where the two have an
 * accepted request without a slot, under its id.
 */
export function toPublished(state: FairState, meetings: readonly DraftMeeting[]): readonly PlacedMeeting[] {
  return asLongAsNeeded(state, meetings).map((meeting) => {
    const { organisations, slot, placeId, delegates } = meeting;
    const meetingId = publishedId(state, meeting);
    return { meetingId, organisations, slot, ...recordedLength(meeting), placeId, delegates };
  });
}

/** U1: a draft follows what its sides need until it is published. */
export function asLongAsNeeded<M extends PlacedMeeting>(
  state: FairState,
  meetings: readonly M[],
): readonly M[] {
  return meetings.map((meeting) => {
    const length = neededLength(state, meeting.organisations);
    if (length === (meeting.length ?? 1)) return meeting;
    return { ...meeting, length: length === 1 ? undefined : length };
  });
}

/** The id under which a meeting of a draft would be published now. */
export function publishedId(
  state: FairState,
  { meetingId, organisations }: Pick<DraftMeeting, "meetingId" | "organisations">,
): MeetingId {
  const open = state.openPair.get(pairKey(...organisations));
  return open !== undefined && state.meetings.get(open)?.status === "accepted" ? open : meetingId;
}

/**
 * Everything that stands in the way of publishing these meetings now, every fault of every meeting: what the
 * independent checker finds in them together with what is scheduled (it shares no code with rules or solver), then
 * what the fair's rules say of pairs, people, stands and quotas.
 */
export function checkDraft(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  context: Context,
): readonly DraftViolation[] {
  return atOnce(stepsToCheck(state, meetings, context));
}

/** The same in steps, for whoever has other things to do between them. */
export function* stepsToCheck(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  context: Context,
): Generator<void, readonly DraftViolation[], void> {
  const found: DraftViolation[] = [...(yield* stepsToVerify(state, meetings, context))];
  for (const check of [checkLengths, checkSides, checkAccess])
    for (let from = 0; from < meetings.length; from += meetingsAStep) {
      found.push(...check(state, meetings.slice(from, from + meetingsAStep)));
      yield;
    }
  found.push(...checkQuotas(state, meetings));
  yield;
  found.push(...(yield* stepsToCheckPairs(state, meetings)));
  const explained = new Set(found.flatMap((violation) => violation.meetings));
  // Whatever else the rules refuse: nothing that cannot be published looks as if it could.
  for (const conflict of conflictsInTurn(state, meetings, context)) {
    yield;
    if (!conflict || explained.has(conflict.meetingId)) continue;
    const { meetingId, rejection } = conflict;
    const code = hardViolations.find((one) => one === rejection.code) ?? "already-meeting";
    found.push(violation(code, `${meetingId}: ${rejection.code}`, [meetingId]));
  }
  return found;
}

const meetingsAStep = 500;

/** The checker is asked about a few slots at a time; a meeting that is in two of them is for the rules to refuse. */
function* stepsToVerify(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  { at }: Context,
): Generator<void, readonly DraftViolation[], void> {
  const scheduled = listScheduled(state);
  const isNew = new Set<string>(meetings.map(({ meetingId }) => meetingId));
  const slots = state.slots.get();
  const kept = scheduled
    .filter(({ id }) => !isNew.has(id))
    .flatMap((meeting) => partsOf({ ...meeting, meetingId: meeting.id }));
  const all = [...kept, ...meetings.flatMap((meeting) => partsOf(meeting, slots.length))];
  yield;
  const open = slots.flatMap(({ startsAt }, slot) =>
    state.closedSlots.has(slot) || startsAt <= at ? [] : [slot],
  );
  // Who became unavailable after booking keeps the meeting until it is moved.
  const busy = new Set(kept.flatMap(({ delegates, slot }) => delegates.map((id) => `${id}@${slot}`)));
  const keptAt = new Set(kept.map(({ placeId, slot }) => `${placeId}@${slot}`));
  const known = new Set<string>([...state.delegates.keys()]);
  const strangers = [...new Set(all.flatMap(({ delegates }) => delegates))].filter((id) => !known.has(id));
  yield;
  const places = [...state.places.keys()].map((id) => ({ id, ...openSlots(state, id, keptAt) }));
  yield;
  const participants = [
    ...[...state.delegates.values()].map(({ personId, unavailable }) => ({
      id: personId,
      unavailable: slots.flatMap((_, slot) =>
        (unavailable.has(slot) || isShut(state, personId, slot)) && !busy.has(`${personId}@${slot}`)
          ? [slot]
          : [],
      ),
    })),
    ...strangers.map((id) => ({ id })),
  ];
  const found: DraftViolation[] = [];
  for (const some of bySlots(all, meetingsAStep)) {
    yield;
    const problem: Problem = {
      name: "draft",
      slots: Math.max(1, slots.length),
      places,
      participants,
      meetings: some.map(({ meetingId, part, delegates }) => ({
        id: part,
        participants: [...delegates],
        ...(isNew.has(meetingId) ? { slots: open } : {}),
      })),
    };
    const placed = some.map(({ part, slot, placeId }) => ({ meeting: part, slot, place: placeId }));
    for (const { code, text, about = {} } of verify(problem, { placed }))
      if (about.meetings?.some((id) => isNew.has(wholeOf(id))) ?? true)
        found.push({ ...violation(toCode(state, code, about, at), text, []), ...toFacts(about) });
  }
  yield;
  return all.length === kept.length + meetings.length ? found : oncePerMeeting(found);
}

/** Meetings of the same slots together, as many slots as it takes to have so many, in the order that they came in. */
function* bySlots<M extends Span>(all: readonly M[], atLeast: number): Generator<readonly M[], void, void> {
  if (all.length <= atLeast) {
    yield all;
    return;
  }
  const inSlot = new Map<number, M[]>();
  for (const one of all) {
    const own = inSlot.get(one.slot);
    if (own) own.push(one);
    else inSlot.set(one.slot, [one]);
  }
  let some: M[] = [];
  for (const own of inSlot.values()) {
    some.push(...own);
    if (some.length < atLeast) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** The checker knows meetings of one slot: a long one is as many of them in a row, as far as the programme goes. */
function partsOf<M extends Span & Pick<PlacedMeeting, "meetingId">>(
  meeting: M,
  slots = Number.POSITIVE_INFINITY,
): readonly (M & { readonly part: string })[] {
  const ahead = slotsIn(meeting).filter((slot, part) => part === 0 || slot < slots);
  return ahead.map((slot, part) => ({
    ...meeting,
    slot,
    part: part === 0 ? meeting.meetingId : `${meeting.meetingId}~${part}`,
  }));
}

function wholeOf(part: string): string {
  return part.split("~")[0] ?? part;
}

/** What is wrong in several slots of a long meeting is said of the first. */
function oncePerMeeting(violations: readonly DraftViolation[]): readonly DraftViolation[] {
  const told = new Set<string>();
  return violations.filter(({ code, meetings, placeId, person }) => {
    const key = JSON.stringify([code, meetings, placeId, person]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
}

/** U2: the slots of a long meeting follow each other. */
function checkLengths(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  const slots = state.slots.get();
  return meetings.flatMap((meeting): DraftViolation[] => {
    const { meetingId, slot } = meeting;
    if (!slots[slot] || isUnbroken(slots, meeting)) return [];
    const text = `meeting "${meetingId}" does not fit between slot ${slot} and the next break`;
    return [{ ...violation("slot-too-short", text, [meetingId]), slot }];
  });
}

/** Slots in which a place serves, where not all; what stands there stays until it is moved. */
function openSlots(
  state: FairState,
  place: PlaceId,
  kept: ReadonlySet<string>,
): { readonly slots?: number[] } {
  if (state.shut.size === 0) return {};
  const slots = [...state.slots.get().keys()];
  return { slots: slots.filter((slot) => !isShut(state, place, slot) || kept.has(`${place}@${slot}`)) };
}

/** The checker knows slots that are allowed and others; people know closed ones and past ones. */
function toCode(state: FairState, code: string, { slot }: About, at: string): ViolationCode {
  if (code !== "slot-not-allowed") return code as ViolationCode;
  const startsAt = slot === undefined ? undefined : state.slots.get()[slot]?.startsAt;
  return startsAt !== undefined && startsAt <= at ? "slot-past" : "slot-closed";
}

function toFacts({ meetings = [], person, place, slot }: About): Partial<DraftViolation> {
  return {
    meetings: meetings.map((id) => meetingIdSchema.parse(wholeOf(id))),
    ...(slot === undefined ? {} : { slot }),
    ...(place === undefined ? {} : { placeId: placeIdSchema.parse(place) }),
    ...(person === undefined ? {} : { person: personIdSchema.parse(person) }),
  };
}

/** Delegates attend for their own organisation, and nobody meets at a stranger's stand. */
function checkSides(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  return meetings.flatMap(({ meetingId, organisations, placeId, delegates }): DraftViolation[] => {
    const stand = state.places.get(placeId)?.organisationId;
    const isForeign = stand !== undefined && !organisations.includes(stand);
    const wrong = delegates.flatMap((person, side) => {
      const organisation = organisations[side];
      return organisation === undefined || state.delegates.get(person)?.organisationId === organisation
        ? []
        : [
            {
              ...violation("wrong-delegate", `"${person}" is not of "${organisation}"`, [meetingId]),
              person,
              organisation,
            },
          ];
    });
    if (!isForeign) return wrong;
    const text = `meeting "${meetingId}" is at the stand of "${stand}"`;
    return [...wrong, { ...violation("foreign-stand", text, [meetingId]), placeId, organisation: stand }];
  });
}

/** Q2: what is scheduled or held counts as well. */
function checkQuotas(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  const { maxMeetings: limit } = state.rules.get();
  const held = new Map<OrganisationId, MeetingId[]>();
  for (const { meetingId, organisations } of meetings)
    for (const id of organisations) held.set(id, [...(held.get(id) ?? []), meetingId]);
  return [...held].flatMap(([organisation, own]) => {
    const count = own.length + (state.scheduledOf.get(organisation) ?? 0);
    if (count <= limit) return [];
    const text = `"${organisation}" has ${count} meetings, at most ${limit} allowed`;
    return [{ ...violation("too-many-meetings", text, own), organisation, count, limit }];
  });
}

/** Every meeting that stands. O(meetings scheduled). */
export function listScheduled(state: FairState): readonly ScheduledMeeting[] {
  return [...state.scheduledAt.keys()].flatMap((slot) =>
    (state.scheduledAt.get(slot) ?? []).flatMap((id) => {
      const meeting = state.meetings.get(id);
      return meeting?.status === "scheduled" && meeting.slot === slot ? [meeting] : [];
    }),
  );
}

function violation(code: ViolationCode, text: string, meetings: readonly MeetingId[]): DraftViolation {
  return { code, severity: "hard", text, meetings };
}

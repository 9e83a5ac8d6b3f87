import { findHost, wantsBreaks } from "../domain/fair/breaks-kept.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import { slotsIn } from "../domain/fair/span.ts";
import type { FairState, Meeting } from "../domain/fair/state.ts";
import { tablesLeft } from "../domain/fair/tables.ts";
import type { MeetingId, OrganisationId, PersonId } from "../domain/ids.ts";
import type { AvailabilityChange, AvailabilitySnapshot, SlotState } from "./topics.ts";

type Letter = "f" | "t" | "c";
const stateOf: Record<Letter, SlotState> = { f: "free", t: "taken", c: "closed" };

export type Availability = {
  /** As of the last commit taken. */
  snapshot(): AvailabilitySnapshot;
  /** What a commit changed, given its events once the state has taken them. Costs what it touches. */
  take(events: readonly FairEvent[]): readonly AvailabilityChange[];
};

/** Free, taken or closed: what anyone may know of one slot of an organisation. Wishes and requests play no part. */
export function slotStateOf(state: FairState, organisation: OrganisationId, slot: number): SlotState {
  return stateOf[letterOf(state, organisation, slot)];
}

/** The letters of all slots of a validated participant; undefined for anyone else. */
export function slotLettersOf(state: FairState, organisation: OrganisationId): string | undefined {
  if (state.participants.get(organisation)?.status !== "validated") return undefined;
  let letters = "";
  for (let slot = 0; slot < state.slots.get().length; slot += 1)
    letters += letterOf(state, organisation, slot);
  return letters;
}

/** Keeps public availability beside the state of a fair. Made from the state, at once or again, it is the same. */
export function createAvailability(state: FairState): Availability {
  let letters = new Map<OrganisationId, string>();
  let tables: number[] = [];
  const slotsOf = new Map<MeetingId, readonly number[]>();
  const organisationOf = new Map<PersonId, OrganisationId>();

  const rebuild = (): void => {
    letters = new Map();
    for (const organisation of state.participants.keys()) {
      const own = slotLettersOf(state, organisation);
      if (own !== undefined) letters.set(organisation, own);
    }
    tables = state.slots.get().map((_, slot) => tablesLeft(state, slot));
    slotsOf.clear();
    for (const meeting of state.meetings.values()) remember(meeting);
    organisationOf.clear();
    for (const { personId, organisationId } of state.delegates.values())
      organisationOf.set(personId, organisationId);
  };
  const remember = (meeting: Meeting): void => {
    if (meeting.status === "scheduled") slotsOf.set(meeting.id, slotsIn(meeting));
    else slotsOf.delete(meeting.id);
  };
  const snapshot = (): AvailabilitySnapshot => ({ slots: Object.fromEntries(letters), tables: [...tables] });

  const takeTouched = ({ slots, organisations, columns, allTables }: Touched): AvailabilityChange[] => {
    const changes: AvailabilityChange[] = [];
    for (const organisation of organisations) {
      const now = slotLettersOf(state, organisation);
      if (now === letters.get(organisation)) continue;
      if (now === undefined) letters.delete(organisation);
      else letters.set(organisation, now);
      changes.push({ type: "organisation", organisation, slots: now ?? null });
    }
    for (const slot of columns)
      for (const organisation of letters.keys()) touchSlot(slots, organisation, slot);
    for (const [organisation, own] of slots) {
      const before = letters.get(organisation);
      if (before === undefined) continue;
      let after = before;
      for (const slot of own) {
        const letter = letterOf(state, organisation, slot);
        if (after[slot] === letter) continue;
        after = after.slice(0, slot) + letter + after.slice(slot + 1);
        changes.push({ type: "slot", organisation, slot, state: stateOf[letter] });
      }
      letters.set(organisation, after);
    }
    const touchedTables = new Set([...slots.values()].flatMap((own) => [...own]));
    if (allTables) for (const slot of state.slots.get().keys()) touchedTables.add(slot);
    for (const slot of touchedTables) {
      const left = tablesLeft(state, slot);
      if (tables[slot] === left) continue;
      tables[slot] = left;
      changes.push({ type: "tables", slot, left });
    }
    return changes;
  };
  const touchMeeting = (touched: Touched, id: MeetingId): void => {
    const meeting = state.meetings.get(id);
    if (!meeting) return;
    const before = slotsOf.get(id) ?? [];
    remember(meeting);
    const after = slotsOf.get(id) ?? [];
    const held = [...before, ...after];
    for (const organisation of meeting.organisations)
      for (const slot of wantsBreaks(state, organisation) ? sameDays(state, held) : held)
        touchSlot(touched.slots, organisation, slot);
  };
  const touch = (touched: Touched, event: FairEvent): void => {
    switch (event.type) {
      case "ProgrammeSet":
        touched.grid = true;
        return;
      case "SlotClosed":
      case "SlotReopened":
        touched.columns.add(event.slot);
        return;
      case "PlaceSet":
      case "PlaceRemoved":
        touched.allTables = true;
        return;
      case "DisruptionDeclared":
      case "DisruptionEnded":
        for (const slot of state.slots.get().keys()) touched.columns.add(slot);
        touched.allTables = true;
        return;
      case "ParticipantRegistered":
      case "ParticipantValidated":
      case "ParticipantRefused":
      case "ParticipantWithdrawn":
        touched.organisations.add(event.organisationId);
        return;
      case "DelegateRegistered":
        organisationOf.set(event.personId, event.organisationId);
        touched.organisations.add(event.organisationId);
        return;
      case "RulesSet":
        // K5: what everybody's break leaves open may be otherwise now.
        for (const organisation of letters.keys()) touched.organisations.add(organisation);
        return;
      case "DelegateRemoved":
      case "ComfortSet":
      case "AvailabilitySet": {
        const organisation = organisationOf.get(event.personId);
        if (organisation !== undefined) touched.organisations.add(organisation);
        return;
      }
      case "AgendaPublished":
        for (const { meetingId } of event.meetings) touchMeeting(touched, meetingId);
        return;
      case "AgendaUnpublished":
        for (const id of [...slotsOf.keys()]) touchMeeting(touched, id);
        return;
      case "MeetingScheduled":
      case "MeetingMoved":
      case "MeetingCancelled":
      case "MeetingEnded":
      case "MeetingMissed":
        return touchMeeting(touched, event.meetingId);
      default:
        return;
    }
  };

  rebuild();
  return {
    snapshot,
    take(events) {
      const touched: Touched = {
        slots: new Map(),
        organisations: new Set(),
        columns: new Set(),
        allTables: false,
        grid: false,
      };
      for (const event of events) touch(touched, event);
      if (!touched.grid) return takeTouched(touched);
      rebuild();
      return [{ type: "grid", snapshot: snapshot() }];
    },
  };
}

type Touched = {
  readonly slots: Map<OrganisationId, Set<number>>;
  readonly organisations: Set<OrganisationId>;
  readonly columns: Set<number>;
  allTables: boolean;
  grid: boolean;
};

function touchSlot(slots: Touched["slots"], organisation: OrganisationId, slot: number): void {
  const own = slots.get(organisation);
  if (own) own.add(slot);
  else slots.set(organisation, new Set([slot]));
}

/** All slots of the days of these: a break that is taken here is kept elsewhere. */
function sameDays(state: FairState, some: readonly number[]): readonly number[] {
  const slots = state.slots.get();
  const days = new Set(some.map((slot) => slots[slot]?.day));
  return slots.flatMap(({ day }, slot) => (days.has(day) ? [slot] : []));
}

function letterOf(state: FairState, organisation: OrganisationId, slot: number): Letter {
  if (state.closedSlots.has(slot)) return "c";
  const found = findHost(state, organisation, { slot, length: 1 });
  if ("person" in found) return "f";
  return found.why === "busy" ? "t" : "c";
}

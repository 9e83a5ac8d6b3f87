import type {
  AvailabilityChange,
  AvailabilitySnapshot,
  OrganisationChange,
  OrganisationMeeting,
  OrganisationSnapshot,
} from "../../src/views/topics.ts";

const letterOf = { free: "f", taken: "t", closed: "c" } as const;

/** What a client makes of a change of public availability. */
export function applyAvailability(
  state: AvailabilitySnapshot,
  change: AvailabilityChange,
): AvailabilitySnapshot {
  switch (change.type) {
    case "grid":
      return change.snapshot;
    case "tables":
      return {
        ...state,
        tables: state.tables.map((left, slot) => (slot === change.slot ? change.left : left)),
      };
    case "organisation": {
      const { [change.organisation]: _, ...slots } = state.slots;
      return {
        ...state,
        slots: change.slots === null ? slots : { ...slots, [change.organisation]: change.slots },
      };
    }
    case "slot": {
      const before = state.slots[change.organisation] ?? "";
      const after = before.slice(0, change.slot) + letterOf[change.state] + before.slice(change.slot + 1);
      return { ...state, slots: { ...state.slots, [change.organisation]: after } };
    }
    default:
      return change satisfies never;
  }
}

export type OrganisationCopy = Omit<OrganisationSnapshot, "meetings"> & {
  readonly meetings: Readonly<Record<string, OrganisationMeeting>>;
};

export function applyOrganisation(state: OrganisationCopy, change: OrganisationChange): OrganisationCopy {
  switch (change.type) {
    case "meeting":
      return { ...state, meetings: { ...state.meetings, [change.meeting.id]: change.meeting } };
    case "meeting-gone": {
      const { [change.id]: _, ...meetings } = state.meetings;
      return { ...state, meetings };
    }
    case "offer": {
      const others = state.offers.filter(({ id }) => id !== change.offer.id);
      return { ...state, offers: [...others, change.offer] };
    }
    case "offer-gone":
      return { ...state, offers: state.offers.filter(({ id }) => id !== change.id) };
    case "counters":
      return { ...state, counters: change.counters };
    case "wish": {
      const { [change.to]: _, ...wishes } = state.wishes;
      return { ...state, wishes: change.level === null ? wishes : { ...wishes, [change.to]: change.level } };
    }
    default:
      return change satisfies never;
  }
}

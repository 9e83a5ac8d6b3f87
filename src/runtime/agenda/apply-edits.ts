import type { DraftEdit, DraftMeeting, UnplacedCandidate } from "../../domain/fair/agenda-draft.ts";
import { pairKey } from "../../domain/fair/state.ts";
import type { MeetingId } from "../../domain/ids.ts";

type Content = {
  readonly meetings: readonly DraftMeeting[];
  readonly unplaced: readonly UnplacedCandidate[];
};

/** A computed draft as the changes by hand leave it; undone is what is not replayed. O(meetings + edits). */
export function applyEdits(computed: Content, edits: readonly DraftEdit[]): Content {
  if (edits.length === 0) return computed;
  const meetings = new Map(computed.meetings.map((meeting) => [meeting.meetingId, meeting]));
  const unplaced = new Map(computed.unplaced.map((one) => [pairKey(...one.organisations), one]));
  const change = (id: MeetingId, to: Partial<DraftMeeting>): void => {
    const meeting = meetings.get(id);
    if (meeting) meetings.set(id, { ...meeting, ...to });
  };
  for (const edit of edits)
    switch (edit.type) {
      case "move": {
        const { slot, placeId, delegates } = edit;
        change(edit.meetingId, { slot, placeId, delegates: [...delegates] });
        break;
      }
      case "remove": {
        const meeting = meetings.get(edit.meetingId);
        meetings.delete(edit.meetingId);
        if (!meeting) break;
        const { organisations, kind, value } = meeting;
        const reason = { code: "removed" } as const;
        unplaced.set(pairKey(...organisations), { organisations, kind, value, reason });
        break;
      }
      case "add":
        meetings.set(edit.meeting.meetingId, edit.meeting);
        unplaced.delete(pairKey(...edit.meeting.organisations));
        break;
      case "swap": {
        const [one, other] = edit.meetings.map((id) => meetings.get(id));
        if (!one || !other) break;
        change(one.meetingId, { slot: other.slot, placeId: other.placeId });
        change(other.meetingId, { slot: one.slot, placeId: one.placeId });
        break;
      }
      case "lock":
        for (const id of edit.meetings) change(id, { locked: edit.locked });
        break;
      default:
        edit satisfies never;
    }
  return { meetings: [...meetings.values()], unplaced: [...unplaced.values()] };
}

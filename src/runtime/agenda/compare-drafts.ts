import type {
  DraftComparison,
  DraftDifference,
  DraftHeader,
  DraftMeeting,
  DraftTotals,
} from "../../domain/fair/agenda-draft.ts";
import { lastSlot } from "../../domain/fair/span.ts";
import { pairKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import type { KeptDraft } from "./draft-store.ts";
import { giniOf } from "./figures.ts";

type Own = { count: number; value: number; breaks: number; placeChanges: number };
type DayOf = (slot: number) => number;

/** Who gains and who loses from the first draft to the second. O(meetings). */
export function compareDrafts(first: KeptDraft, second: KeptDraft, dayOf: DayOf): DraftComparison {
  const [mine, theirs] = [byPair(first), byPair(second)];
  const both = [...mine].flatMap(([key, meeting]) => {
    const other = theirs.get(key);
    return other ? [{ meeting, other }] : [];
  });
  const moved = both.filter(({ meeting, other }) => meeting.slot !== other.slot);
  const movedOf = new Map<OrganisationId, number>();
  for (const { meeting } of moved)
    for (const id of meeting.organisations) movedOf.set(id, (movedOf.get(id) ?? 0) + 1);
  const [before, after] = [ownOf(first.meetings, dayOf), ownOf(second.meetings, dayOf)];
  const differences = [...new Set([...before.keys(), ...after.keys()])].map(
    (organisation): DraftDifference => {
      const [a, b] = [before.get(organisation) ?? nothing, after.get(organisation) ?? nothing];
      return {
        organisation,
        meetings: [a.count, b.count],
        value: [a.value, b.value],
        breaks: [a.breaks, b.breaks],
        placeChanges: [a.placeChanges, b.placeChanges],
        moved: movedOf.get(organisation) ?? 0,
      };
    },
  );
  return {
    drafts: [toHeader(first), toHeader(second)],
    both: both.length,
    onlyFirst: mine.size - both.length,
    onlySecond: theirs.size - both.length,
    moved: moved.length,
    replaced: both.filter(
      ({ meeting, other }) => meeting.slot === other.slot && meeting.placeId !== other.placeId,
    ).length,
    totals: [countTotals(first.meetings, before), countTotals(second.meetings, after)],
    gain: ranked(differences, (difference) => change(difference)),
    lose: ranked(differences, (difference) => -change(difference)),
    changed: differences
      .filter((difference) => Math.abs(change(difference)) <= tolerance && isOther(difference))
      .sort((a, b) => b.moved - a.moved || (a.organisation < b.organisation ? -1 : 1)),
  };
}

const tolerance = 1e-9;
const nothing: Own = { count: 0, value: 0, breaks: 0, placeChanges: 0 };

/** Those with more than nothing by this measure, most first. */
function ranked(
  differences: readonly DraftDifference[],
  by: (difference: DraftDifference) => number,
): readonly DraftDifference[] {
  return differences
    .filter((difference) => by(difference) > tolerance)
    .sort((a, b) => by(b) - by(a) || (a.organisation < b.organisation ? -1 : 1));
}

function change({ value, meetings }: DraftDifference): number {
  return meetings[1] - meetings[0] || value[1] - value[0];
}

function isOther({ breaks, placeChanges, moved }: DraftDifference): boolean {
  return moved > 0 || breaks[0] !== breaks[1] || placeChanges[0] !== placeChanges[1];
}

function byPair({ meetings }: KeptDraft): ReadonlyMap<string, DraftMeeting> {
  return new Map(meetings.map((meeting) => [pairKey(...meeting.organisations), meeting]));
}

/** What each organisation has; breaks and changes of place are those of its delegates, day by day. */
function ownOf(meetings: readonly DraftMeeting[], dayOf: DayOf): ReadonlyMap<OrganisationId, Own> {
  const own = new Map<OrganisationId, Own>();
  const days = new Map<
    string,
    { readonly organisation: OrganisationId; readonly meetings: DraftMeeting[] }
  >();
  for (const meeting of meetings)
    for (const [side, organisation] of meeting.organisations.entries()) {
      const total = own.get(organisation) ?? { ...nothing };
      own.set(organisation, total);
      total.count += 1;
      total.value += meeting.value;
      const key = `${meeting.delegates[side]}@${dayOf(meeting.slot)}`;
      const day = days.get(key) ?? { organisation, meetings: [] };
      days.set(key, day);
      day.meetings.push(meeting);
    }
  for (const { organisation, meetings: day } of days.values()) {
    const total = own.get(organisation);
    if (!total) continue;
    day.sort((a, b) => a.slot - b.slot);
    day.forEach((meeting, index) => {
      const before = day[index - 1];
      if (!before) return;
      if (meeting.slot > lastSlot(before) + 1) total.breaks += 1;
      if (meeting.placeId !== before.placeId) total.placeChanges += 1;
    });
  }
  return own;
}

/** A draft counted from its meetings. */
export function totalsOf(meetings: readonly DraftMeeting[], dayOf: DayOf): DraftTotals {
  return countTotals(meetings, ownOf(meetings, dayOf));
}

function countTotals(meetings: readonly DraftMeeting[], own: ReadonlyMap<OrganisationId, Own>): DraftTotals {
  const all = [...own.values()];
  return {
    meetings: meetings.length,
    value: meetings.reduce((sum, { value }) => sum + value, 0),
    breaks: all.reduce((sum, { breaks }) => sum + breaks, 0),
    placeChanges: all.reduce((sum, { placeChanges }) => sum + placeChanges, 0),
    organisations: all.length,
    withThree: all.filter(({ count }) => count >= 3).length,
    gini: giniOf(all.map(({ count }) => count)),
  };
}

function toHeader({ meetings: _, unplaced: __, ...header }: KeptDraft): DraftHeader {
  return header;
}

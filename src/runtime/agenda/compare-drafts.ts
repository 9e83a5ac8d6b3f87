import type {
  DraftComparison,
  DraftDifference,
  DraftHeader,
  DraftMeeting,
} from "../../domain/fair/agenda-draft.ts";
import { pairKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import type { KeptDraft } from "./draft-store.ts";

/** Who gains and who loses from the first draft to the second. O(meetings). */
export function compareDrafts(first: KeptDraft, second: KeptDraft): DraftComparison {
  const [mine, theirs] = [byPair(first), byPair(second)];
  const both = [...mine].flatMap(([key, meeting]) => {
    const other = theirs.get(key);
    return other ? [{ meeting, other }] : [];
  });
  const [before, after] = [totals(first), totals(second)];
  const differences = [...new Set([...before.keys(), ...after.keys()])].map(
    (organisation): DraftDifference => {
      const [a, b] = [before.get(organisation), after.get(organisation)];
      return {
        organisation,
        meetings: [a?.count ?? 0, b?.count ?? 0],
        value: [a?.value ?? 0, b?.value ?? 0],
      };
    },
  );
  return {
    drafts: [toHeader(first), toHeader(second)],
    both: both.length,
    onlyFirst: mine.size - both.length,
    onlySecond: theirs.size - both.length,
    moved: both.filter(({ meeting, other }) => meeting.slot !== other.slot).length,
    gain: ranked(differences, (difference) => change(difference)),
    lose: ranked(differences, (difference) => -change(difference)),
  };
}

/** Those with more than nothing by this measure, most first. */
function ranked(
  differences: readonly DraftDifference[],
  by: (difference: DraftDifference) => number,
): readonly DraftDifference[] {
  return differences
    .filter((difference) => by(difference) > 1e-9)
    .sort((a, b) => by(b) - by(a) || (a.organisation < b.organisation ? -1 : 1));
}

function change({ value, meetings }: DraftDifference): number {
  return meetings[1] - meetings[0] || value[1] - value[0];
}

function byPair({ meetings }: KeptDraft): ReadonlyMap<string, DraftMeeting> {
  return new Map(meetings.map((meeting) => [pairKey(...meeting.organisations), meeting]));
}

function totals({ meetings }: KeptDraft): ReadonlyMap<OrganisationId, { count: number; value: number }> {
  const total = new Map<OrganisationId, { count: number; value: number }>();
  for (const { organisations, value } of meetings)
    for (const id of organisations) {
      const own = total.get(id) ?? { count: 0, value: 0 };
      total.set(id, { count: own.count + 1, value: own.value + value });
    }
  return total;
}

function toHeader({ meetings: _, unplaced: __, ...header }: KeptDraft): DraftHeader {
  return header;
}

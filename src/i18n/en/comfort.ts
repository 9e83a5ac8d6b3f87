import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const comfort: Catalogue["comfort"] = {
  rules: "Everybody’s comfort",
  rulesHint: "Computed agendas, repairs and offers always keep to it; what you do by hand is pointed out.",
  mostInARow: "Slots in a row, at most",
  mostInARowHint: "Empty: as many as the agenda asks for.",
  walking: "To change rooms (minutes)",
  walkingHint: "0: everything is next door.",
  breakForAll: "A break for everybody, every day",
  breakHint: "For instance 45 minutes between 12:00 and 14:00. The programme’s own break counts.",
  minutes: "Minutes",
  from: "Between",
  to: "and",
  on: "Day",
  everyDay: "Every day",
  own: "Needs and breaks",
  ownHint: "The agenda takes them into account. Only the organisers and your organisation see them.",
  needsAccess: "Needs a wheelchair accessible place",
  ownMostInARow: "Slots in a row, at most",
  ownMostInARowHint: (limit) =>
    limit === null
      ? "Empty: as many as the agenda asks for."
      : plural("en", limit, {
          one: "Empty: # slot, as for everybody.",
          other: "Empty: # slots, as for everybody.",
        }),
  ownBreak: (index) => `Wanted break ${index}`,
  outOfReach: (count) =>
    plural("en", count, {
      one: "Saved. One meeting stays at a place that is not accessible: ask the organisers.",
      other: "Saved. # meetings stay at a place that is not accessible: ask the organisers.",
    }),
  notAccessible: "not wheelchair accessible",
  kept: (minutes) =>
    plural("en", minutes, { one: "Wanted break (# minute)", other: "Wanted break (# minutes)" }),
  breakTooLong: "The break does not fit between these two times.",
  breakMinutes: "A number of minutes is expected, from 5 to 240.",
  breakWhole: "Give the minutes and both times, or leave them all empty.",
};

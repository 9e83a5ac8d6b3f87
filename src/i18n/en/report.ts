import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const report: Catalogue["report"] = {
  title: "Report",
  lead: "Every number says what it is made of. The exports give the details.",
  organisations: (delegates) =>
    plural("en", delegates, { one: "organisations, # person", other: "organisations, # people" }),
  held: "meetings held",
  heldPart: (of) => plural("en", of, { one: "held, of # due", other: "held, of # due" }),
  acceptedPart: (of) => plural("en", of, { one: "of # request accepted", other: "of # requests accepted" }),
  rating: (count) => plural("en", count, { one: "usefulness, # rating", other: "usefulness, # ratings" }),
  acrossSectors: "between different sectors",
  byStatus: "Meetings by state",
  state: "State",
  count: "Number",
  rooms: "Rooms",
  room: "Room",
  peak: "Most people at once",
  perSlot: "Meetings by slot",
  slot: "Slot",
  asTable: "The same numbers as a table",
  spread: {
    title: "Spread across organisations",
    measure: "Meetings per organisation",
    lowest: "Lowest",
    median: "Median",
    highest: "Highest",
    without: "Organisations without a meeting",
    gini: "Gini index",
    hint: "0: all have as many; 1: one has them all.",
  },
  few: "Organisations with few meetings",
  nobodyFew: "Nobody was left aside.",
  exports: "Export",
};

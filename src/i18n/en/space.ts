import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const space: Catalogue["space"] = {
  title: "My matches",
  recommendations: "Worth meeting",
  pending: "Your registration waits for the organiser. You can already express your wishes.",
  refused: "Your registration was not accepted. See why under “My organisation”.",
  nothing: "No meeting to propose yet",
  nothingHint: "Tell us what you offer and look for: the reasons come from there.",
  complete: "Complete my organisation",
  see: "See the organisation",
  next: "Next meeting",
  noMeeting: "No meeting for now.",
  toAnswer: (count) => plural("en", count, { one: "# request to answer", other: "# requests to answer" }),
  quotas: "Where I stand",
  quota: { meetings: "Meetings in the agenda", pending: "Pending requests" },
  quotaHint: "A cancelled meeting or a withdrawn request is given back to you at once.",
  wishes: "My wishes",
  noWish: "No wish yet. They serve to compute the agenda.",
  filter: "Filter",
  filtered: (count) =>
    plural("en", count, { one: "# match with these filters", other: "# matches with these filters" }),
  noFilter: "Show everything",
  nothingFiltered: "No match with these filters",
  within: "As the crow flies",
  upTo: (km) => `${km} km at most`,
  anywhere: "Anywhere",
  relation: "Kind of meeting",
  moved: "Your suggestions have just been updated.",
  fairness: (percent) =>
    `For fairness, a small organisation that is seldom shown may gain up to ${percent} of its score; the reason then says so.`,
  needAdvice: {
    widen: (km, need) => `look as far as ${km} km for “${need}”`,
    declare: (activity, need) => `say that “${need}” is about “${activity}”`,
  },
  advice: "What would bring you most",
  gain: (points, needs) =>
    `+${points} points, over ${plural("en", needs, { one: "# need", other: "# needs" })}`,
  concerned: (needs) => plural("en", needs, { one: "# need concerned", other: "# needs concerned" }),
  adviceHint: "Each change was tried on the needs and offers of the other participants.",
  improve: "For better proposals",
  missing: {
    offers: "Describe at least one offer.",
    needs: "Describe at least one need.",
    activities: "Choose the activities of your offers and needs.",
    area: "Say where you deliver or work.",
    quantities: "Give an order of magnitude: capacity, volume, budget.",
    delegates: "Add who will come with you.",
  },
};

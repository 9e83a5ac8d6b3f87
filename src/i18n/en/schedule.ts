import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const schedule: Catalogue["schedule"] = {
  title: "Agenda of the fair",
  compute: "Compute",
  computeText: "From wishes and accepted requests, around what is already booked or locked.",
  seconds: "Time to compute (seconds)",
  computeButton: "Compute the agenda",
  allViolations: "All broken rules",
  checked: "Checked by an independent verifier: no rule is broken.",
  violations: (count) =>
    plural("en", count, {
      one: "# broken rule: nothing can be published.",
      other: "# broken rules: nothing can be published.",
    }),
  publish: "Publish this agenda",
  publishQuestion: "Publish this agenda? Every participant will receive a mail.",
  published: "Published",
  notPublished: "No agenda is published. Direct bookings hold all the same.",
  publishedSince: (count, when) =>
    `${plural("en", count, { one: "# meeting published", other: "# meetings published" })} ${when}.`,
  unpublish: "Withdraw the publication",
  unpublishQuestion: "Withdraw the published agenda? The computed meetings will be “to be placed” again.",
  publishHint: "Publishing places the computed meetings; withdrawing gives them back. Nothing else moves.",
  organisation: "Organisation",
  state: "State",
  room: "Room",
  noMeetingYet: "No meeting yet: they will come from bookings, or from a published agenda.",
  noMeeting: "No meeting matches",
  with: "with",
  withWhom: "With",
  noSlot: "No slot",
  locked: "Locked",
  lock: "Lock",
  unlock: "Unlock",
  change: "Change",
  cancelQuestion: "Cancel this meeting? Both organisations will be told.",
  actFor: "Act for a participant",
  actForText:
    "Somebody phones or comes to the desk: make their meeting for them. A few letters of a name are enough to find it.",
  bookedFor: (one, other, where) => `The meeting of ${one} with ${other} is made: ${where}.`,
  inNameOf: "In the name of",
  firstFree: "First free slot",
  bookFor: "Make the meeting",
};

import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const home: Catalogue["home"] = {
  fairs: "Business fairs",
  noFair: "No fair is open yet.",
  lead: (minutes) =>
    `Meetings of ${minutes} minutes between organisations that have something to do together: buy, sell, co-operate.`,
  seeExhibitors: "See the exhibitors",
  next: { space: "See my matches", board: "Follow the day", scan: "Check people in" },
  registrationClosed: "Registration is closed.",
  registrationUntil: (date) => `Registration until ${date}.`,
  exhibitors: (count) => plural("en", count, { one: "exhibitor", other: "exhibitors" }),
  buyers: (count) => plural("en", count, { one: "buyer", other: "buyers" }),
  perMeeting: "for each meeting",
  how: "How it goes",
  steps: [
    {
      title: "You say what you offer and look for",
      text: "Your offers, your needs, your area. Ten minutes will do; nothing is public before it is validated.",
    },
    {
      title: "We propose, and say why",
      text: "Every meeting we propose shows its reasons and what remains to check. None can be bought.",
    },
    {
      title: "You choose whom and when",
      text: "You book a free slot or send a request. What one takes, everybody sees at once.",
    },
    {
      title: "On the day, you are expected",
      text: "Your agenda stands in your phone, even without network. Somebody missing? We look for who is free.",
    },
  ],
  days: "The days",
  slots: (count) => plural("en", count, { one: "# slot", other: "# slots" }),
  access:
    "Do you need a table that a wheelchair can reach, a break or more time? Say so under “My organisation”: the agenda keeps to it. Sign language interpretation? Write to the organiser.",
};

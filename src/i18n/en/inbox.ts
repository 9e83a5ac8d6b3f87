import type { Catalogue } from "../fr.ts";
import { plural } from "../plural.ts";

export const inbox: Catalogue["inbox"] = {
  title: "Meeting requests",
  lead: "A request takes no time in anybody’s agenda until it is accepted.",
  received: (count) => plural("en", count, { zero: "Received", one: "# received", other: "# received" }),
  sent: (count) => plural("en", count, { zero: "Sent", one: "# sent", other: "# sent" }),
  closed: (count) => plural("en", count, { one: "# closed request", other: "# closed requests" }),
  nothingReceived: "No request waits for your answer.",
  nothingSent: "No pending request.",
  slot: "Slot",
  accept: "Accept",
  decline: "Decline…",
  declineWithReason: "Decline the request",
  reason: "Reason, told to the other organisation",
  withdraw: "Withdraw the request",
  noCommonSlot: "No slot is free on both sides: move a meeting, or decline.",
  proposed: "Proposed slots:",
  expires: (when) => `Expires ${when}`,
};

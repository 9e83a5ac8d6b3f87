import { describe, expect, it } from "vitest";
import { mailsOf } from "../../src/runtime/reactions-mails.ts";
import { booking, type FairStory, inSlot, openFair, type PlainCommand } from "../support/fair-story.ts";

const organiser = { as: "organiser", at: inSlot(0, -120) } as const;
const frame = {
  nameOf: (id: string) => `Structure ${id}`,
  baseUrl: "https://salon.example.org",
  from: "rdv@salon.example.org",
  contact: null,
};

/** The mails of one command, as their readers get them. */
function mailsAfter(fair: FairStory, command: PlainCommand, at = organiser.at) {
  const from = fair.events.length;
  fair.given(command, { ...organiser, at });
  const events = fair.events.slice(from);
  return mailsOf(fair.state, { version: 1, events }, new Map(), frame).map((mail) => ({
    to: mail.to,
    ...mail.write({ id: mail.to, name: "Camille", email: "camille@example.org", locale: "fr" } as never, {
      aboutName: null,
      message: null,
    }),
  }));
}

describe("mails about offers", () => {
  it("go to those who are asked, with the hour by which to answer; not to who is booked at once", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_a", to: "org_brisa" }), organiser);
    fair.given({ type: "SetWish", from: "org_coop", to: "org_alto", level: "must" });
    fair.given({ type: "CancelMeeting", meetingId: "mtg_a", organisationId: "org_brisa" }, organiser);
    const mails = mailsAfter(fair, { type: "OfferSlot", meetingId: "mtg_a" });
    expect(mails.map(({ to }) => to)).toEqual(["per_coop"]);
    expect(mails[0]?.subject).toContain("Structure org_alto");
    expect(mails[0]?.text).toMatch(/Répondez avant .*07:05/);
  });
  it("ask both sides before their meeting changes table, and name the table that it had", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_a" }), organiser);
    const soon = inSlot(2, -10);
    fair.given(
      {
        type: "DeclareDisruption",
        disruptionId: "dsr_1",
        what: { kind: "place", placeId: "plc_1" },
        from: inSlot(0),
        until: inSlot(6),
      },
      organiser,
    );
    const mails = mailsAfter(
      fair,
      {
        type: "ApplyRepair",
        disruptionId: "dsr_1",
        changes: [
          {
            meetingId: "mtg_a",
            from: { slot: 2, placeId: "plc_1" },
            to: { slot: 2, placeId: "plc_2", delegates: ["per_coop", "per_alto"] },
          },
        ],
        cancels: [],
      },
      soon,
    );
    expect(mails.map(({ to }) => to).sort()).toEqual(["per_alto", "per_coop"]);
    expect(mails[0]?.text).toContain("Rien ne change sans l’accord");
  });
});

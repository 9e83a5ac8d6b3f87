import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeEach(async () => {
  fair = await createSmallFair();
});
afterEach(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const [buyer, exhibitor] = ["lazaret", "frca-lr"] as const;
const slotsOf = (name: string) => fair.state.participants.get(fair.org(name))?.meetingSlots;

describe("longer meetings from the pages, without scripts", () => {
  it("a delegate says how long their own are, and sees it", async () => {
    const browser = await fair.browser(fair.delegate(buyer));
    const page = await browser.get(at("/me/profile"));
    expect(page.text).toContain("Durée de vos rendez-vous");
    const saved = await browser.post(at("/me/profile/meeting-slots"), { slots: "2" });
    expect([saved.status, saved.location]).toEqual([303, at("/me/profile")]);
    expect(slotsOf(buyer)).toBe(2);
    expect((await browser.get(at("/me/profile"))).text).toMatch(/name="slots" value="2"[^>]* checked/);
    for (const wrong of ["0", "4", "deux", ""])
      await browser.post(at("/me/profile/meeting-slots"), { slots: wrong });
    expect(slotsOf(buyer)).toBe(2);
  });
  it("the organiser says it for anybody, a delegate for nobody else", async () => {
    const path = at(`/registrations/${fair.org(exhibitor)}/meeting-slots`);
    const stranger = await fair.browser(fair.delegate(buyer));
    await stranger.get(at("/me"));
    expect((await stranger.post(path, { slots: "3" })).status).toBe(403);
    expect(slotsOf(exhibitor)).toBeUndefined();
    const organiser = await fair.browser(people.organiser, "en");
    await organiser.get(at("/registrations?status=validated"));
    const saved = await organiser.post(path, { slots: "3" });
    expect([saved.status, saved.location]).toEqual([303, at("/registrations?status=validated")]);
    expect(slotsOf(exhibitor)).toBe(3);
    const page = await organiser.get(at("/registrations?status=validated"));
    expect(page.text).toContain("Length of meetings: 60 min");
  });
  it("the page to book says how long it is, where it fits, and the agenda and the calendar when it ends", async () => {
    await fair.submit({ type: "SetMeetingSlots", organisationId: fair.org(exhibitor), slots: 2 });
    const browser = await fair.browser(fair.delegate(buyer));
    const page = await browser.get(at(`/organisations/${fair.org(exhibitor)}`));
    expect(page.text).toContain("Ce rendez-vous dure 40 minutes");
    expect(page.text).toContain("trop court");
    const slots = fair.state.slots.get();
    const last = slots.findIndex((slot, index) => slots[index + 1]?.day !== slot.day);
    const refused = await browser.post(at("/meetings"), {
      to: fair.org(exhibitor),
      mode: "book",
      slot: String(last),
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("plusieurs créneaux de suite");
    expect(refused.text).toContain("Les plus proches encore libres");
    const booked = await browser.post(at("/meetings"), {
      to: fair.org(exhibitor),
      mode: "book",
      slot: "1",
    });
    expect(booked.status).toBe(303);
    const [meeting] = [...fair.state.meetings.values()];
    expect(meeting).toMatchObject({ status: "scheduled", slot: 1, length: 2 });
    const agenda = await browser.get(at("/me/agenda"));
    const [starts, ends] = [slots[1]?.startsAt ?? "", slots[2]?.endsAt ?? ""].map((instant) =>
      new Intl.DateTimeFormat("fr-FR", {
        hour: "2-digit",
        minute: "2-digit",
        timeZone: "Europe/Paris",
      }).format(new Date(instant)),
    );
    expect(agenda.text).toMatch(new RegExp(`${starts}</time>[^0-9]*${ends}`));
    const feed = /\/api\/v1\/feeds\/[^"]+\.ics/.exec(agenda.text)?.[0] ?? "";
    const calendar = (await browser.get(feed)).text;
    const stamp = (instant = "") => instant.replace(/[-:]|\.000/g, "");
    expect(calendar).toContain(`DTSTART:${stamp(slots[1]?.startsAt)}`);
    expect(calendar).toContain(`DTEND:${stamp(slots[2]?.endsAt)}`);
  });
});

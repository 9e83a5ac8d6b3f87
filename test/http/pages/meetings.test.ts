import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeEach(async () => {
  fair = await createSmallFair();
});
afterEach(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const isShown = (page: { readonly text: string }, words: string) => page.text.includes(words);
// Of the small fair: a buyer, an exhibitor, and one that is both.
const [buyer, exhibitor, both] = ["lazaret", "frca-lr", "unat-lr"] as const;
const signedIn = (name: string, language: "fr" | "en" = "fr") => fair.browser(fair.delegate(name), language);
const meetings = () => [...fair.state.meetings.values()];

async function only(name: string): Promise<void> {
  await fair.submit({ type: "SetBookingMode", organisationId: fair.org(name), mode: "request" });
}

describe("meetings from the pages", () => {
  it("answers scripts with JSON, and who loses a race with three free alternatives", async () => {
    const [first, second] = [await signedIn(buyer), await signedIn(both, "en")];
    await first.get(at("/me"));
    await second.get(at("/me"));
    const fields = { to: fair.org(exhibitor), mode: "book", slot: "5" };
    const won = await first.post(at("/meetings"), fields, { json: true });
    expect(won.status).toBe(201);
    expect(JSON.parse(won.text)).toMatchObject({ status: "scheduled", slot: 5 });
    const lost = await second.post(at("/meetings"), fields, { json: true });
    expect(lost.status).toBe(409);
    const problem = JSON.parse(lost.text);
    expect(problem.code).toBe("slot-taken");
    expect(problem.detail).toBe("This slot has just been taken.");
    expect(problem.alternatives.map(({ slot }: { slot: number }) => slot).sort()).toEqual([4, 6, 7]);
  });
  it("shows who loses without scripts the page again, with the alternatives", async () => {
    const [first, second] = [await signedIn(buyer), await signedIn(both)];
    const fields = { to: fair.org(exhibitor), mode: "book", slot: "5" };
    await first.post(at("/meetings"), { ...fields, message: "À propos de nos cuisines." });
    const reader = await signedIn(exhibitor);
    expect(isShown(await reader.get(at("/me/agenda")), "À propos de nos cuisines.")).toBe(true);
    const nothing = await second.post(at("/meetings"), { to: fair.org(exhibitor), mode: "book" });
    expect(isShown(nothing, "Choisissez un créneau")).toBe(true);
    const page = await second.post(at("/meetings"), fields);
    expect(page.status).toBe(409);
    expect(isShown(page, "Ce créneau vient d’être pris.")).toBe(true);
    expect(isShown(page, "Les plus proches encore libres")).toBe(true);
  });
  it("requests with a message, which the other side reads, accepts and moves", async () => {
    await only(exhibitor);
    const asker = await signedIn(buyer);
    const sent = await asker.post(at("/meetings"), {
      to: fair.org(exhibitor),
      mode: "request",
      slot: ["2", "3"],
      message: "Nous cherchons des <légumes> de la région.",
    });
    expect(sent.location).toBe(at("/me/requests"));
    const answerer = await signedIn(exhibitor);
    const inbox = await answerer.get(at("/me/requests"));
    expect(isShown(inbox, "Nous cherchons des &lt;légumes> de la région.")).toBe(true);
    const [request] = meetings();
    // Both read why, before and after.
    const why = "Pourquoi ce rendez-vous";
    expect(isShown(inbox, why)).toBe(true);
    expect(isShown(await asker.get(at("/me/requests")), why)).toBe(true);
    await answerer.post(at(`/meetings/${request?.id}/accept`), { slot: "3" });
    expect(isShown(await asker.get(at("/me/agenda")), why)).toBe(true);
    expect(
      isShown(await answerer.get(at("/me/agenda")), "Le rendez-vous est accepté et placé à l’agenda."),
    ).toBe(true);
    expect(isShown(await answerer.get(at("/me/agenda")), why)).toBe(true);
    const proposed = await asker.post(at(`/meetings/${request?.id}/move`), { slot: "6" });
    expect(proposed.status).toBe(303);
    expect(fair.state.meetings.get(request?.id as never)).toMatchObject({ slot: 3, proposal: { slot: 6 } });
    await answerer.post(at(`/meetings/${request?.id}/answer-move`), { accepted: "yes" });
    expect(fair.state.meetings.get(request?.id as never)).toMatchObject({ status: "scheduled", slot: 6 });
    await asker.post(at(`/meetings/${request?.id}/cancel`), { reason: "no-time" });
    expect(fair.state.meetings.get(request?.id as never)).toMatchObject({ status: "cancelled" });
  });
  it("keeps a « never » from both sides: the asker sees a request that waits, the other side nothing", async () => {
    const decider = await signedIn(exhibitor);
    await decider.post(at("/wishes"), { to: fair.org(buyer), level: "never" }, { from: at("/directory") });
    const asker = await signedIn(buyer);
    const page = await asker.get(at(`/organisations/${fair.org(exhibitor)}`));
    // Booked directly by anyone else, it looks to the one turned down as if it answered requests.
    expect(isShown(page, "Envoyer la demande")).toBe(true);
    await asker.post(at("/meetings"), { to: fair.org(exhibitor), mode: "request", slot: "2" });
    expect(
      isShown(
        await asker.get(at(`/organisations/${fair.org(exhibitor)}`)),
        "Votre demande attend une réponse",
      ),
    ).toBe(true);
    const [hidden] = meetings();
    expect(hidden).toMatchObject({ status: "requested", silent: true });
    const inbox = await decider.get(at("/me/requests"));
    expect(isShown(inbox, "Aucune demande n’attend votre réponse.")).toBe(true);
    expect(isShown(inbox, hidden?.id ?? "")).toBe(false);
    const seen = await decider.get(at(`/organisations/${fair.org(buyer)}`));
    expect(isShown(seen, "vous a demandé un rendez-vous")).toBe(false);
    const answer = await decider.post(at(`/meetings/${hidden?.id}/accept`), { slot: "2" }, { json: true });
    expect(answer.status).toBe(404);
  });
  it("lets nobody touch the meetings of others", async () => {
    const asker = await signedIn(buyer);
    await asker.post(at("/meetings"), { to: fair.org(exhibitor), mode: "book", slot: "5" });
    const [meeting] = meetings();
    const stranger = await signedIn(both);
    await stranger.get(at("/me"));
    for (const what of ["cancel", "move", "accept", "rate", "lock", "miss"]) {
      const answer = await stranger.post(
        at(`/meetings/${meeting?.id}/${what}`),
        { slot: "7", rating: "5" },
        { json: true },
      );
      expect([403, 404]).toContain(answer.status);
    }
    expect(fair.state.meetings.get(meeting?.id as never)).toMatchObject({ status: "scheduled", slot: 5 });
  });
  it("offers the slot of who did not come to somebody who is free and willing", async () => {
    const asker = await signedIn(buyer);
    await asker.post(at("/meetings"), { to: fair.org(exhibitor), mode: "book", slot: "0" });
    const [meeting] = meetings();
    if (meeting?.status !== "scheduled") throw new Error("not booked");
    fair.clock.set("2027-03-09T08:06:00.000Z");
    await fair.submit({ type: "AttendMeeting", meetingId: meeting.id, personId: fair.delegate(buyer) });
    const [waiting, other] = [fair.org(buyer), fair.org(both)];
    await fair.submit({ type: "SetWish", from: waiting, to: other, level: "like" });
    await fair.submit({ type: "SetWish", from: other, to: waiting, level: "must" });
    const organiser = await fair.browser(people.organiser);
    await organiser.get(at("/prepare"));
    const fields = { meeting: meeting.id, organisation: other };
    const answer = await organiser.post(at("/board/replace"), fields, { json: true });
    expect(answer.status).toBe(201);
    const { offers } = JSON.parse(answer.text);
    expect(offers).toMatchObject([{ slot: 0, organisations: expect.arrayContaining([waiting, other]) }]);
    expect(fair.state.meetings.get(meeting.id)).toMatchObject({
      status: "missed",
      absent: [fair.org(exhibitor)],
    });
  });
});

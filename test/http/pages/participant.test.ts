import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallFair, fairId, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair();
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;

describe("pages of a participant", () => {
  it("shows the fair and its directory to anyone", async () => {
    const visitor = await fair.browser(null);
    expect((await visitor.get("/")).location).toBe(at(""));
    expect((await visitor.get(at(""))).text).toContain("Coventis 2027");
    const directory = await visitor.get(at("/directory?q=lazaret"));
    expect(directory.status).toBe(200);
    expect(directory.text.includes("Village vacances Le Lazaret")).toBe(true);
  });
  it("sends who is not signed in to sign in and come back", async () => {
    const visitor = await fair.browser(null);
    expect((await visitor.get(at("/me"))).location).toBe(`/sign-in?next=${encodeURIComponent(at("/me"))}`);
  });
  for (const path of ["/me", "/me/requests", "/me/agenda", "/me/badge", "/me/profile", "/directory"])
    for (const language of ["fr", "en"] as const)
      it(`shows ${path} in ${language}`, async () => {
        const browser = await fair.browser(fair.delegate("lazaret"), language);
        const page = await browser.get(at(path));
        expect(page.status).toBe(200);
        expect(page.text).toContain(`<html lang="${language}"`);
      });
  it("books a free slot from the page of an exhibitor, and shows it on both agendas", async () => {
    const browser = await fair.browser(fair.delegate("lazaret"));
    const page = await browser.get(at("/organisations/org_frca-lr"));
    expect(page.status).toBe(200);
    const booked = await browser.post(at("/meetings"), { to: "org_frca-lr", mode: "book", slot: "3" });
    expect(booked.status).toBe(303);
    expect(booked.location).toBe(at("/me/agenda"));
    const agenda = await browser.get(at("/me/agenda"));
    expect(agenda.text).toContain("Le rendez-vous est réservé.");
    expect(agenda.text).toContain("Fédération Régionale de la Coopération Agricole LR");
    expect((await browser.get(at("/me/agenda"))).text).not.toContain("Le rendez-vous est réservé.");
    const other = await fair.browser(fair.delegate("frca-lr"), "en");
    expect((await other.get(at("/me/agenda"))).text).toContain("Village vacances Le Lazaret");
  });
  it("tells a browser whose form is not ours so on a page, and a script in a document", async () => {
    const browser = await fair.browser(fair.delegate("lazaret"));
    await browser.get(at("/me"));
    const page = await browser.post(at("/wishes"), { csrf: "forged", to: "org_frca-lr", level: "like" });
    expect(page.status).toBe(403);
    expect(page.text.includes('<html lang="fr"')).toBe(true);
    const fields = { csrf: "forged", to: "org_frca-lr", level: "like" };
    const told = await browser.post(at("/wishes"), fields, { json: true });
    expect(JSON.parse(told.text)).toMatchObject({ status: 403, code: "csrf" });
    expect(fair.state.wishes.size).toBe(0);
  });
});

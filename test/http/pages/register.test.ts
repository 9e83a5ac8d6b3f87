import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair();
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const isShown = (page: { readonly text: string }, words: string) => page.text.includes(words);

const filled = {
  kind: "exhibitor",
  name: "Les Jardins d’Essai",
  family: "scic",
  ess: "yes",
  commune: "Lattes",
  postcode: "34970",
  "offers.0.text": "Légumes bio lavés et coupés pour la restauration collective",
  "offers.0.activities": ["maraichage", "legumerie-conserverie"],
  "offers.0.areaType": "radius",
  "offers.0.areaKm": "40",
  "offers.0.quantity": "1 200",
  "offers.0.unit": "kg",
  "offers.0.per": "week",
  "needs.0.kind": "buy",
  "needs.0.text": "Caisses réutilisables et leur lavage",
  "delegates.0.name": "Nadia Roux",
  "delegates.0.email": "nadia@jardins.example",
  consent: "yes",
};

describe("registration", () => {
  it("draws the form again with what was typed and a sentence for each fault, in both languages", async () => {
    for (const [language, sentence] of [
      ["fr", "Votre accord est nécessaire"],
      ["en", "We need your consent"],
    ] as const) {
      const visitor = await fair.browser(null, language);
      const { consent: _, ...rest } = filled;
      const page = await visitor.post(at("/register"), { ...rest, siret: "123", "offers.0.areaKm": "near" });
      expect(page.status).toBe(422);
      expect(isShown(page, sentence)).toBe(true);
      expect(isShown(page, "Nadia Roux")).toBe(true);
      expect(isShown(page, "SIRET")).toBe(true);
    }
    expect(fair.state.participants.size).toBe(40);
  });
  it("adds a row without sending anything", async () => {
    const visitor = await fair.browser(null);
    const page = await visitor.post(at("/register"), { ...filled, more: "offers" });
    expect(page.status).toBe(200);
    expect(isShown(page, 'name="offers.1.text"')).toBe(true);
    expect(fair.state.participants.size).toBe(40);
  });
  it("registers, is validated, signs in by the mailed link, and is matched", async () => {
    const visitor = await fair.browser(null);
    const sent = await visitor.post(at("/register"), filled);
    expect(sent.status).toBe(303);
    expect(sent.location).toBe(at("/register/done"));
    const organiser = await fair.browser(people.organiser);
    expect(isShown(await organiser.get(at("/registrations")), "Jardins d’Essai")).toBe(true);
    const [id] =
      [...fair.state.participants.values()]
        .find(({ status }) => status === "pending")
        ?.organisationId.split(" ") ?? [];
    const validated = await organiser.post(at(`/registrations/${id}/validate`), {});
    expect(validated.location).toBe(at("/registrations"));
    expect(
      isShown(await organiser.get(at("/registrations")), "L’inscription de Les Jardins d’Essai est validée."),
    ).toBe(true);
    await fair.server.services.signIn.settled();
    const [record] = (await fair.server.runtime.vault.listMails(10)).filter(
      ({ mail }) => mail.to === "nadia@jardins.example",
    );
    const link = /https?:\/\/\S+\/sign-in\/\S+/.exec(record?.mail.text ?? "")?.[0] ?? "";
    const browser = await fair.browser(null);
    const path = `${new URL(link).pathname}${new URL(link).search}`;
    const confirm = await browser.get(path);
    expect(isShown(confirm, "Vous y êtes presque")).toBe(true);
    const opened = await browser.post(path, {});
    expect(opened.status).toBe(303);
    expect(opened.location).toBe(at("/me"));
    const space = await browser.get(at("/me"));
    expect(space.status).toBe(200);
    expect(isShown(space, "score")).toBe(true);
    expect((await browser.post(path, {})).status).toBe(410);
  });
  it("changes its profile and keeps the ids of its offers", async () => {
    const browser = await fair.browser(fair.delegate("lazaret"));
    const before = fair.server.runtime.directory.state.organisations.get(fair.org("lazaret"));
    await browser.get(at("/me/profile"));
    const changed = await browser.post(at("/me/profile"), {
      ...filled,
      name: "Le Lazaret",
      "offers.0.text": "Une offre nouvelle",
      "offers.1.text": before?.offers[0]?.text ?? "",
    });
    expect(changed.location).toBe(at("/me/profile"));
    const after = fair.server.runtime.directory.state.organisations.get(fair.org("lazaret"));
    expect(after?.name).toBe("Le Lazaret");
    expect(after?.offers.find(({ text }) => text === before?.offers[0]?.text)?.id).toBe(
      before?.offers[0]?.id,
    );
    expect(after?.offers[0]?.capacity).toEqual({ value: 1200, unit: "kg", per: "week" });
  });
  it("adds a delegate, closes their slots, and removes them", async () => {
    const browser = await fair.browser(fair.delegate("lazaret"));
    await browser.get(at("/me/profile"));
    await browser.post(at("/me/profile/delegates"), { name: "Jean Petit", email: "jean@lazaret.example" });
    const delegates = fair.state.participants.get(fair.org("lazaret"))?.delegates ?? [];
    expect(delegates).toHaveLength(2);
    const [, added] = delegates;
    await browser.post(at(`/me/profile/delegates/${added}/availability`), { available: ["0", "1"] });
    expect(added && fair.state.delegates.get(added)?.unavailable.size).toBe(18);
    await browser.post(at(`/me/profile/delegates/${added}/remove`), {});
    expect(fair.state.participants.get(fair.org("lazaret"))?.delegates).toHaveLength(1);
  });
  it("shows what is held of a person, hands it over, and erases it", async () => {
    const browser = await fair.browser(fair.delegate("frca-lr"));
    expect((await browser.get(at("/me/data"))).status).toBe(200);
    expect(JSON.parse((await browser.get(at("/me/data/export.json"))).text)).toHaveProperty("format");
    const erased = await browser.post(at("/me/data/erase"), { confirm: "yes" });
    expect(isShown(erased, "Vos données sont effacées")).toBe(true);
    expect(await fair.server.runtime.vault.getPerson(fair.delegate("frca-lr"))).toBeNull();
    expect((await browser.get(at("/me"))).status).toBe(303);
  });
});

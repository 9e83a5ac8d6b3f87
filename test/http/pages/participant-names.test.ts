import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { profileSchema } from "../../../src/domain/directory/organisation.ts";
import { createSmallFair, fairId, people, type SmallFair, type TestBrowser } from "./small-fair.ts";

let fair: SmallFair;
let organiser: TestBrowser;
const actFor = `/fairs/${fairId}/schedule/act-for`;
const isShown = (page: { readonly text: string }, words: string) => page.text.includes(words);
const nameOf = (key: string) =>
  fair.server.runtime.directory.state.organisations.get(fair.org(key))?.name ?? "";
const [buyer, exhibitor, third] = ["lazaret", "table-cana-mtp", "feuille-erable"] as const;

beforeAll(async () => {
  fair = await createSmallFair();
  organiser = await fair.browser(people.organiser);
});
afterAll(() => fair.server.close());

describe("participants chosen by name among hundreds, without scripts", () => {
  it("are offered once on the page, not in lists to unfold", async () => {
    const page = await organiser.get(`/fairs/${fairId}/schedule`);
    expect(page.text.match(/<datalist/g)).toHaveLength(1);
    expect(page.text.match(/list="participant-names"/g)).toHaveLength(2);
  });

  it("are booked for as typed, whatever the case and the accents, and the notice names both", async () => {
    const answer = await organiser.post(actFor, {
      organisation: nameOf(buyer).toUpperCase(),
      to: nameOf(exhibitor).toLowerCase(),
      slot: "",
    });
    expect(answer.location).toBe(`/fairs/${fairId}/schedule`);
    const page = await organiser.get(answer.location ?? "");
    expect(page.text).toMatch(/est posé\s: mardi 9 mars, 09:00–09:20 · Table \d+ · /);
    const met = [...fair.state.meetings.values()].map(({ organisations }) => [...organisations].sort());
    expect(met).toContainEqual([fair.org(buyer), fair.org(exhibitor)].sort());
  });

  it("are asked again where the name is not theirs: what was typed stands, the fault tells who comes near", async () => {
    const typed = nameOf(exhibitor).slice(0, 5);
    const page = await organiser.post(actFor, { organisation: nameOf(buyer), to: typed, slot: "" });
    expect(page.status).toBe(422);
    expect(new RegExp(`«\\s${typed}\\s»`).test(page.text)).toBe(true);
    expect(isShown(page, "Peut-être")).toBe(true);
    expect(isShown(page, `value="${typed}"`)).toBe(true);
    expect(isShown(page, 'aria-invalid="true"')).toBe(true);
    expect((await organiser.get(actFor)).location).toBe(`/fairs/${fairId}/schedule`);
    const empty = await organiser.post(actFor, { organisation: "", to: "zzz", slot: "" });
    expect(isShown(empty, "Ce champ est nécessaire.")).toBe(true);
    expect(isShown(empty, "Aucun participant ne porte ce nom")).toBe(true);
    const same = await organiser.post(actFor, { organisation: nameOf(buyer), to: nameOf(buyer), slot: "" });
    expect(isShown(same, "Choisissez deux structures différentes.")).toBe(true);
    const english = await (await fair.browser(people.organiser, "en")).post(actFor, {
      organisation: "zzz",
      to: nameOf(buyer),
      slot: "",
    });
    expect(isShown(english, "No participant has this name")).toBe(true);
  });

  it("say beside the slot why it cannot be", async () => {
    const pair = { organisation: nameOf(third), to: nameOf(exhibitor) };
    const taken = [...fair.state.meetings.values()].find(
      ({ status, organisations }) => status === "scheduled" && organisations.includes(fair.org(exhibitor)),
    );
    const page = await organiser.post(actFor, {
      ...pair,
      slot: String(taken?.status === "scheduled" ? taken.slot : -1),
    });
    expect(page.status).toBe(422);
    expect(isShown(page, 'id="field-slot-fault"')).toBe(true);
  });

  it("are told apart by their town when they bear one name", async () => {
    const { directory } = fair.server.runtime;
    const one = directory.state.organisations.get(fair.org(buyer));
    const other = directory.state.organisations.get(fair.org(third));
    if (!one || !other) throw new Error("not two organisations");
    const { id: organisationId, ...profile } = other;
    await directory.submit(
      { type: "ChangeProfile", organisationId, profile: profileSchema.parse({ ...profile, name: one.name }) },
      { at: fair.clock.now(), by: people.organiser, as: "organiser" },
    );
    const page = await organiser.post(actFor, { organisation: one.name, to: nameOf(exhibitor), slot: "" });
    expect(page.status).toBe(422);
    expect(isShown(page, "choisissez avec sa ville")).toBe(true);
    expect(isShown(page, `<option value="${one.name} (${other.place.commune})"`)).toBe(true);
  });

  it("are not named to who may not act for them", async () => {
    const page = await (await fair.browser(fair.delegate(buyer))).post(actFor, {
      organisation: "zzz",
      to: "zzz",
    });
    expect(page.status).toBe(403);
    expect(isShown(page, nameOf(third))).toBe(false);
  });
});

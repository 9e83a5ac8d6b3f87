import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrganisationId } from "../../../src/domain/ids.ts";
import { isReachable } from "../../../src/http/reachable.ts";
import { explainGate } from "../../../src/matching/explain.ts";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair();
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const service = () => fair.server.services.recommendations;
const listOf = async (id: OrganisationId) =>
  (await service().for(fairId, id, 100)).map(({ organisation }) => organisation);
const nameOf = (id: OrganisationId) => fair.server.runtime.directory.state.organisations.get(id)?.name ?? "";
const familyOf = (id: OrganisationId) =>
  fair.server.runtime.directory.state.organisations.get(id)?.family ?? "?";
/** Somebody with at least `count` recommendations. */
async function wellServed(count: number): Promise<OrganisationId> {
  for (const id of fair.state.participants.keys()) if ((await listOf(id)).length >= count) return id;
  throw new Error("nobody has recommendations");
}
const decide = async (one: OrganisationId, other: OrganisationId, kind: string, reason: string) => {
  const organiser = await fair.browser(people.organiser);
  return organiser.post(at("/coverage/pairs"), { one: nameOf(one), other: nameOf(other), kind, reason });
};

describe("matching in the product", () => {
  it("bans a pair: it leaves both lists, and no participant reads why", async () => {
    const self = await wellServed(3);
    const [other] = await listOf(self);
    if (other === undefined) throw new Error("no recommendation");
    expect((await decide(self, other as OrganisationId, "ban", "vieux litige")).status).toBe(303);
    expect(await listOf(self)).not.toContain(other);
    expect(await listOf(other as OrganisationId)).not.toContain(self);
    expect(await service().explain(fairId, self, other as OrganisationId)).toBeUndefined();
    const person = fair.state.participants.get(self)?.delegates[0];
    if (!person) throw new Error("no delegate");
    const delegate = await fair.browser(person);
    for (const path of ["/me", `/organisations/${other}`, "/directory"])
      expect((await delegate.get(at(path))).text).not.toContain("litige");
    expect((await (await fair.browser(people.organiser)).get(at("/coverage"))).text).toContain(
      "vieux litige",
    );
    const organiser = await fair.browser(people.organiser);
    await organiser.post(at("/coverage/pairs/release"), { one: other, other: self });
    expect(await listOf(self)).toContain(other);
  });

  it("pins a pair: it comes first on both sides with its reason, whatever the engine finds", async () => {
    const self = await wellServed(3);
    const known = new Set(await listOf(self));
    const stranger = [...fair.state.participants.values()].find(
      ({ organisationId, status, kind }) =>
        status === "validated" &&
        kind === "exhibitor" &&
        organisationId !== self &&
        !known.has(organisationId),
    )?.organisationId;
    if (!stranger) throw new Error("everybody is recommended");
    expect((await decide(self, stranger, "pin", "à marier depuis longtemps")).status).toBe(303);
    for (const [one, other] of [
      [self, stranger],
      [stranger, self],
    ] as const) {
      const [first] = await service().for(fairId, one, 5);
      expect(first?.organisation).toBe(other);
      expect(JSON.stringify(first?.reasons)).toContain("à marier");
      const sum = first?.reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(first?.score ?? -1, 6);
    }
    const organiser = await fair.browser(people.organiser);
    const released = await organiser.post(at("/coverage/pairs/release"), { one: self, other: stranger });
    expect(released.status).toBe(303);
    expect([...fair.state.pairs.values()].filter(({ kind }) => kind === "pin")).toEqual([]);
    expect(await listOf(self)).not.toContain(stranger);
  });

  it("pins against law or distance only knowingly: the grounds are shown, confirmed with a reason, and told to both", async () => {
    const all = [...fair.state.participants.keys()];
    const closedBy = async (codes: readonly string[]) => {
      for (const one of all)
        for (const other of all) {
          if (one === other || !isReachable(fair.state, one, other)) continue;
          const { gates, isOpen } = await service().closed(fairId, one, other);
          if (!isOpen && gates.some(({ code }) => codes.includes(code))) return { one, other, gates };
        }
      throw new Error(`nothing is closed by ${codes.join()}`);
    };
    for (const codes of [["reserved"], ["offer-area", "need-area"]]) {
      const { one, other, gates } = await closedBy(codes);
      const organiser = await fair.browser(people.organiser);
      const refused = await decide(one, other, "pin", "à voir ensemble");
      expect(refused.status).toBe(409);
      const shown = refused.text.replaceAll("&amp;", "&").replaceAll("&#39;", "'");
      for (const gate of gates)
        expect(shown).toContain(explainGate(gate, "fr").slice(1).split("'")[0] ?? "-");
      expect(shown).toContain("à voir ensemble");
      const page = at(`/pairs/${one}/${other}`);
      const fields = { kind: "pin", reason: "à voir ensemble" };
      expect((await organiser.post(page, fields)).status).toBe(409);
      expect((await organiser.post(page, { ...fields, despite: "same-group" })).status).toBe(409);
      expect(fair.state.pairs.size).toBe(0);
      const despite = gates.map(({ code }) => code).join(",");
      expect((await organiser.post(page, { ...fields, despite, reason: "" })).status).toBe(409);
      expect((await organiser.post(page, { ...fields, despite })).status).toBe(303);
      expect([...fair.state.pairs.values()][0]?.despite).toEqual([...new Set(gates.map(({ code }) => code))]);
      for (const [mine, theirs] of [
        [one, other],
        [other, one],
      ] as const) {
        const [first] = await service().for(fairId, mine, 3);
        expect(first?.organisation).toBe(theirs);
        expect(first?.cautions.map(({ code }) => code)).toContain("pinned-despite");
        const explained = await service().explain(fairId, mine, theirs);
        expect(explained?.cautions.map(({ code }) => code)).toContain("pinned-despite");
      }
      await organiser.post(at("/coverage/pairs/release"), { one, other });
    }
  });

  it("shows the organiser alone why two would meet, why not, and what was decided", async () => {
    const self = await wellServed(3);
    const [other] = await listOf(self);
    if (other === undefined) throw new Error("no recommendation");
    expect((await decide(self, other as OrganisationId, "ban", "vieux litige")).status).toBe(303);
    const organiser = await fair.browser(people.organiser);
    const page = await organiser.get(at(`/pairs/${self}/${other}`));
    expect(page.status).toBe(200);
    expect(page.text).toContain("vieux litige");
    expect(page.text).toContain("Votre raison reste à vous seul");
    const person = fair.state.participants.get(self)?.delegates[0];
    if (!person) throw new Error("no delegate");
    const delegate = await fair.browser(person);
    expect((await delegate.get(at(`/pairs/${self}/${other}`))).status).toBe(403);
    await organiser.post(at("/coverage/pairs/release"), { one: self, other });
    expect((await organiser.get(at(`/pairs/${self}/${other}`))).text).toContain("Pourquoi ce rendez-vous");
    expect((await organiser.get(at(`/pairs/${self}/${self}`))).status).toBe(404);
  });

  it("says which side of a decision it does not know", async () => {
    const organiser = await fair.browser(people.organiser);
    const sent = await organiser.post(at("/coverage/pairs"), {
      one: "Personne",
      other: "",
      kind: "pin",
      reason: "x",
    });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain("Aucun participant ne porte ce nom");
  });

  it("covers the fair: what it counts is what the lists say, and exports it", async () => {
    const found = await service().coverage(fairId);
    if (!found) throw new Error("no coverage");
    expect(found.organisations).toBe(40);
    for (const { organisation } of found.poorlyServed)
      for (const { needs } of await service().for(fairId, organisation, 3))
        for (const { owner, score } of needs) if (owner === organisation) expect(score).toBeLessThan(0.6);
    for (const { before, after } of [found.exposure])
      for (const value of [before.gini, after.coverage, after.smallShare])
        expect(value).toBeLessThanOrEqual(1);
    const byWhy = new Map(found.poorlyServed.map(({ organisation, why }) => [organisation, why]));
    for (const { best, why, closed } of found.poorlyServed) {
      if (why === "weak") expect(best).toBeGreaterThan(0);
      else expect(best).toBeNull();
      if (why === "too-far" || why === "closed") expect(closed).toBeGreaterThan(0);
      if (why === "unsought") expect(closed).toBe(0);
    }
    expect(byWhy.size).toBe(found.poorlyServed.length);
    const organiser = await fair.browser(people.organiser);
    const page = (await organiser.get(at("/coverage"))).text.replaceAll(/[\u00a0\u202f]/g, " ");
    for (const [why, sentence] of [
      ["too-far", "mais trop loin"],
      ["weak", "que des rencontres faibles"],
      ["unsought", "personne ne cherche ici"],
    ] as const)
      expect(page.includes(sentence), why).toBe([...byWhy.values()].includes(why));
    for (const file of ["needs", "organisations"]) {
      const { status, text } = await organiser.get(at(`/coverage/${file}.csv`));
      expect(status).toBe(200);
      const lines = file === "needs" ? found.unmet.length : found.poorlyServed.length;
      expect(text.trim().split("\n").length).toBeGreaterThanOrEqual(lines + 1);
    }
  });

  it("keeps a correction: in the profile, and for the same words elsewhere that say nothing themselves", async () => {
    const { directory } = fair.server.runtime;
    const [first, second] = [...fair.state.participants.keys()];
    if (!first || !second) throw new Error("too few");
    const words = "Zébulage de gloubiboulga à façon";
    const context = { at: fair.clock.now(), by: "system", as: "system" } as const;
    for (const organisationId of [first, second]) {
      const organisation = directory.state.organisations.get(organisationId);
      if (!organisation) throw new Error("unknown");
      const { id: _, ...profile } = organisation;
      const offer = { id: "zeb", text: words, activities: [], area: null, capacity: null };
      await directory.submit(
        {
          type: "ChangeProfile",
          organisationId,
          profile: { ...profile, offers: [...profile.offers, offer] },
        },
        context,
      );
    }
    const person = fair.state.participants.get(first)?.delegates[0];
    if (!person) throw new Error("no delegate");
    const delegate = await fair.browser(person);
    const page = await delegate.get(at("/me/profile"));
    expect(page.text).toContain("De quoi parlent vos textes");
    const sent = await delegate.post(at("/me/profile/activities"), {
      list: "offers",
      id: "zeb",
      activity: "traiteur",
    });
    expect(sent.status).toBe(303);
    const kept = directory.state.organisations.get(first)?.offers.find(({ id }) => id === "zeb");
    expect(kept?.activities).toEqual(["traiteur"]);
    const other = fair.state.participants.get(second)?.delegates[0];
    if (!other) throw new Error("no delegate");
    const theirs = await (await fair.browser(other)).get(at("/me/profile"));
    expect(theirs.text.replaceAll(/[\u00a0\u202f]/g, " ")).toMatch(/Traiteur[^<]*\(sûr à 100 %\)/);
  });

  it("filters the participant's page, and its mark moves when a profile does", async () => {
    const self = await wellServed(4);
    const person = fair.state.participants.get(self)?.delegates[0];
    if (!person) throw new Error("no delegate");
    const delegate = await fair.browser(person);
    const [one] = await service().for(fairId, self, 1);
    const filtered = await delegate.get(at(`/me?relation=${one?.relation}`));
    expect(filtered.text).toContain(nameOf(one?.organisation as OrganisationId).split(" ")[0] ?? "-");
    expect((await delegate.get(at("/me?sector=none"))).text).toContain("Aucune rencontre avec ces filtres");
    const kept = async (query: string) =>
      [...(await delegate.get(at(`/me?${query}`))).text.matchAll(/<li[^>]* data-key="([^"]+)"/g)].map(
        ([, id]) => id as OrganisationId,
      );
    const families = new Set(
      (await service().for(fairId, self, 20)).map((each) => familyOf(each.organisation as OrganisationId)),
    );
    for (const family of families)
      for (const id of await kept(`family=${family}`)) expect(familyOf(id)).toBe(family);
    const [near, far] = [await kept("within=30"), await kept("within=200")];
    for (const id of near) expect(far).toContain(id);
    expect((await kept("within=200&family=nonsense")).length).toBe(far.length);
    const markNow = async () => /data-mark="([^"]+)"/.exec((await delegate.get(at("/me"))).text)?.[1];
    const before = await markNow();
    expect(before).toBeDefined();
    const { directory } = fair.server.runtime;
    const organisationId = one?.organisation as OrganisationId;
    const organisation = directory.state.organisations.get(organisationId);
    if (!organisation) throw new Error("unknown");
    const { id: _, ...profile } = organisation;
    const context = { at: fair.clock.now(), by: "system", as: "system" } as const;
    await directory.submit(
      { type: "ChangeProfile", organisationId, profile: { ...profile, offers: [], needs: [] } },
      context,
    );
    expect(await markNow()).not.toBe(before);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrganisationId } from "../../src/domain/ids.ts";
import { createLog } from "../../src/http/log.ts";
import { createServerOf } from "../../src/http/server.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { createHeldClock, createWorld, ids, now, testConfig, type World } from "./world.ts";

const words = "Récupération de palettes et de cartons";
const head = "Nom;Famille;Commune;Code postal;Représentants;Offre 1;Offre 1 activités";
const row = (name: string, activities = "") =>
  `${name};Scop;Montpellier;34000;Zoé Roux <${name.toLowerCase()}@example.org>;${words};${activities}`;
const buyer = [
  "Nom;Famille;Commune;Code postal;Représentants;Besoin 1;Besoin 1 type;Besoin 1 activités",
  "Donneuse;Association;Montpellier;34000;Ali Roux <donneuse@example.org>;La soirée de juin;acheter;traiteur",
];

describe("a human's correction of what words are about", () => {
  // The stores outlive the server that is stopped in between.
  const journal = { ...createMemoryJournal(), close: async () => undefined };
  const vault = { ...createMemoryVault(), close: async () => undefined };
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ journal, vault });
  });
  afterAll(() => world.close());

  const fair = `/api/v1/fairs/${ids.fair}`;
  const importFile = async (lines: readonly string[]) => {
    const answer = await world.ask("POST", `${fair}/organisations/import?validated=1`, {
      as: "organiser",
      raw: lines.join("\n"),
      type: "text/csv",
    });
    expect(answer.status, answer.text).toBe(201);
    const body = answer.body as {
      organisations: OrganisationId[];
      corrected: { organisationId: string; list: string; id: string; activities: string[] }[];
    };
    const [id] = body.organisations;
    if (!id) throw new Error("nothing was imported");
    return { id, corrected: body.corrected };
  };
  const adviceOf = async (id: string) => {
    const { body } = await world.ask("GET", `${fair}/participants/${id}/advice`, { as: "organiser" });
    return (body as { suggestions: { id: string; activities: { activity: string; confidence: number }[] }[] })
      .suggestions;
  };
  const matchesOf = async (id: string) => {
    const { body } = await world.ask("GET", `${fair}/participants/${id}/recommendations`, {
      as: "organiser",
    });
    return (body as { recommendations: { organisation: { id: string } }[] }).recommendations.map(
      ({ organisation }) => organisation.id,
    );
  };
  const correct = (id: string, activity: string, as: "organiser" | "buyer" = "organiser") =>
    world.ask("PUT", `${fair}/participants/${id}/activities`, {
      as,
      body: { list: "offers", id: "o1", activities: [activity] },
    });

  it("is kept, moves the ranking, wins at the next import, also over what that declares, and after a restart", async () => {
    const seeker = await importFile(buyer);
    const first = await importFile([head, row("Palettine")]);
    const [suggested] = await adviceOf(first.id);
    expect(suggested?.activities.length).toBeGreaterThan(0);
    for (const { activity, confidence } of suggested?.activities ?? []) {
      expect(activity).not.toBe("traiteur");
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }
    expect(await matchesOf(first.id)).not.toContain(seeker.id);

    // A stranger may not; the organiser may.
    expect((await correct(first.id, "traiteur", "buyer")).status).toBe(403);
    expect((await correct(first.id, "traiteur")).status).toBe(204);
    expect(await adviceOf(first.id)).toEqual([]);
    expect(await matchesOf(first.id)).toContain(seeker.id);

    // The same words in the next file: certain, and ranked by the correction.
    const second = await importFile([head, row("Palettou")]);
    expect((await adviceOf(second.id))[0]?.activities).toEqual([{ activity: "traiteur", confidence: 1 }]);
    expect(await matchesOf(second.id)).toContain(seeker.id);
    expect(await matchesOf(seeker.id)).toContain(second.id);

    // What a file declares is its author's word, until a human has corrected exactly that.
    const third = await importFile([head, row("Palettix", "nettoyage-locaux")]);
    expect(third.corrected).toEqual([]);
    expect(await matchesOf(third.id)).not.toContain(seeker.id);
    expect((await correct(third.id, "traiteur")).status).toBe(204);
    const fourth = await importFile([head, row("Palettor", "nettoyage-locaux")]);
    expect(fourth.corrected).toEqual([
      { organisationId: fourth.id, list: "offers", id: "o1", activities: ["traiteur"] },
    ]);
    expect(await matchesOf(fourth.id)).toContain(seeker.id);
    const fifth = await importFile([head, row("Palettum", "blanchisserie")]);
    expect(fifth.corrected).toEqual([]);

    const again = await createServerOf({
      config: testConfig(),
      journal,
      vault,
      clock: createHeldClock(now),
      log: createLog("info", { write: () => undefined }),
    });
    const list = await again.services.recommendations.for(ids.fair, second.id, 50);
    expect(list.map(({ organisation }) => organisation)).toContain(seeker.id);
    expect([...again.runtime.directory.state.corrected.keys()]).toHaveLength(1);
    await again.close();
  });

  it("is also what an owner changes by hand in the profile, for words that stay", async () => {
    const own = `/api/v1/organisations/${ids.exhibitor}`;
    const { body } = await world.ask("GET", own, { as: "exhibitor" });
    const { id: _, ...profile } = body as { id: string; offers: object[] };
    const declared = (activities: string[]) => ({
      ...profile,
      offers: [{ ...profile.offers[0], activities }],
    });
    const { state } = world.server.runtime.directory;
    const learned = () => [...state.learned.entries()].filter(([key]) => key.includes("confiture"));
    expect(
      (await world.ask("PUT", own, { as: "exhibitor", body: declared(["nettoyage-locaux"]) })).status,
    ).toBe(200);
    expect(learned().map(([, activities]) => activities)).toEqual([["nettoyage-locaux"]]);
    expect((await world.ask("PUT", own, { as: "exhibitor", body: declared(["traiteur"]) })).status).toBe(200);
    expect(learned().map(([, activities]) => activities)).toEqual([["traiteur"]]);
    const before = await world.versions();
    const same = await world.ask("PUT", own, { as: "exhibitor", body: declared(["traiteur"]) });
    expect(same.status).toBe(200);
    expect(learned().map(([, activities]) => activities)).toEqual([["traiteur"]]);
    expect(await world.versions()).not.toBe(before);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AgendaDraft, DraftMeeting } from "../../../src/domain/fair/agenda-draft.ts";
import type { DraftId } from "../../../src/domain/ids.ts";
import { createAgenda } from "../../../src/runtime/agenda/agenda.ts";
import { openComputation } from "../../../src/runtime/agenda/computation.ts";
import { openHeldComputation } from "../../runtime/agenda/held-computation.ts";
import { createSmallFair, fairId, people, type SmallFair, type TestBrowser } from "./small-fair.ts";

let fair: SmallFair;
let isHeld = false;
const openWanted = () => (isHeld ? openHeldComputation() : openComputation());
let organiser: TestBrowser;
const at = (path: string) => `/fairs/${fairId}${path}`;
const isShown = (page: { readonly text: string }, words: string) => page.text.includes(words);

beforeAll(async () => {
  fair = await createSmallFair({
    count: 14,
    withAgenda: (runtime) => createAgenda({ runtime, open: openWanted }),
  });
  organiser = await fair.browser(people.organiser);
  const ids = [...fair.state.participants.values()];
  for (const one of ids)
    for (const other of ids)
      if (one.kind === "buyer" && other.kind === "exhibitor")
        for (const [from, to] of [
          [one.organisationId, other.organisationId],
          [other.organisationId, one.organisationId],
        ] as const)
          await fair.submit({ type: "SetWish", from, to, level: "must" });
}, 60_000);
afterEach(() => {
  isHeld = false;
});
afterAll(() => fair.server.close());

function agenda() {
  const port = fair.server.services.agenda;
  if (!port) throw new Error("no agendas here");
  return port;
}

/** Computes through the page's form, and waits for the draft. */
async function compute(fields: Readonly<Record<string, string>> = {}): Promise<AgendaDraft> {
  const answer = await organiser.post(at("/schedule/compute"), { seconds: "1", ...fields });
  expect(answer.location).toBe(at("/schedule"));
  for (;;) {
    const draft = await agenda().draft(fairId);
    if (draft && draft.status !== "computing") return draft;
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function read(id: DraftId): Promise<AgendaDraft> {
  const draft = await agenda().draft(fairId, id);
  if (!draft) throw new Error("gone");
  return draft;
}

function twoOfOne(draft: AgendaDraft): readonly [DraftMeeting, DraftMeeting] {
  for (const one of draft.meetings)
    for (const other of draft.meetings) {
      const isPartnerFree = !draft.meetings.some(
        ({ slot, delegates }) => slot === other.slot && delegates.includes(one.delegates[1]),
      );
      if (one !== other && one.delegates[0] === other.delegates[0] && isPartnerFree) return [one, other];
    }
  throw new Error("nobody has two meetings");
}

describe("drafts of the agenda, without scripts", () => {
  it("are watched while they are computed, and stopped with the best so far", async () => {
    isHeld = true;
    await organiser.post(at("/schedule/compute"), { seconds: "300" });
    const [header] = await agenda().drafts(fairId);
    if (!header) throw new Error("no draft");
    const page = await organiser.get(at("/schedule"));
    expect(isShown(page, `action="${at(`/schedule/drafts/${header.id}/stop`)}"`)).toBe(true);
    // Without scripts nothing moves by itself.
    expect(isShown(page, "Voir où en est le calcul")).toBe(true);
    const progress = await organiser.get(at(`/schedule/drafts/${header.id}/progress.json`));
    expect(JSON.parse(progress.text)).toMatchObject({ status: "computing" });
    for (;;) {
      const { meetings } = await read(header.id);
      if (meetings.length > 0) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    // What is found so far is there to be read, and not yet to be changed.
    const interim = await organiser.get(at(`/schedule/drafts/${header.id}`));
    expect(isShown(interim, "aucune règle n’est enfreinte")).toBe(true);
    expect(isShown(interim, "Arrêter et garder le meilleur")).toBe(true);
    expect(isShown(interim, at(`/schedule/drafts/${header.id}/add`))).toBe(false);
    const stopped = await organiser.post(at(`/schedule/drafts/${header.id}/stop`), {});
    expect(stopped.status).toBe(303);
    for (;;) {
      const draft = await read(header.id);
      if (draft.status === "computing") {
        await new Promise((done) => setTimeout(done, 20));
        continue;
      }
      expect(draft).toMatchObject({ status: "ready", stopped: true, violations: [] });
      break;
    }
    const page2 = await organiser.get(at(`/schedule/drafts/${header.id}`));
    expect(isShown(page2, "Calcul arrêté avant la fin")).toBe(true);
    // The script that watched it reads the page anew, which says how it ended.
    await organiser.get(at(`/schedule/drafts/${header.id}/progress.json`));
    const told = await organiser.get(at("/schedule"));
    expect(isShown(told, "le meilleur agenda trouvé est gardé comme brouillon")).toBe(true);
  }, 60_000);

  it("are changed by hand: tried, applied, told in words, undone", async () => {
    const draft = await compute();
    const [one, other] = twoOfOne(draft);
    const edit = at(`/schedule/drafts/${draft.id}/meetings/${one.meetingId}`);
    const tried = await organiser.get(`${edit}?slot=${other.slot}`);
    expect(tried.text).toMatch(/Il enfreint \d+ règles? de plus/);
    expect(isShown(tried, "a deux rendez-vous")).toBe(true);
    expect((await read(draft.id)).edits ?? 0).toBe(0);

    const moved = await organiser.post(at(`/schedule/drafts/${draft.id}/edit`), {
      type: "move",
      meeting: one.meetingId,
      slot: String(other.slot),
      place: "",
      delegate0: "",
      delegate1: "",
      known: "0",
    });
    expect(moved.location).toBe(at(`/schedule/drafts/${draft.id}`));
    const page = await organiser.get(moved.location ?? "");
    expect(page.text).toMatch(/Le brouillon enfreint \d+ règles?\./);
    expect(isShown(page, "Annuler ce changement")).toBe(true);
    const english = await (await fair.browser(people.organiser, "en")).get(moved.location ?? "");
    expect(isShown(english, "has two meetings")).toBe(true);

    const refused = await organiser.post(at("/schedule/publish"), { draft: draft.id });
    expect(refused.status).toBe(303);
    expect(isShown(await organiser.get(at("/schedule")), "enfreignent une règle")).toBe(true);
    expect(fair.state.publishedDraft.get()).toBeUndefined();

    const late = await organiser.post(at(`/schedule/drafts/${draft.id}/undo`), { known: "0" });
    expect(late.status).toBe(303);
    expect(
      isShown(await organiser.get(at(`/schedule/drafts/${draft.id}`)), "vient d’être changé ailleurs"),
    ).toBe(true);
    await organiser.post(at(`/schedule/drafts/${draft.id}/undo`), { known: "1" });
    const undone = await read(draft.id);
    expect(undone.meetings).toEqual(draft.meetings);
  }, 60_000);

  it("lose a meeting, which is then among the wishes not placed, and is placed again from there", async () => {
    const draft = await compute();
    const [meeting] = draft.meetings;
    if (!meeting) throw new Error("nothing placed");
    const home = at(`/schedule/drafts/${draft.id}`);
    await organiser.post(`${home}/edit`, { type: "remove", meeting: meeting.meetingId, known: "0" });
    const unplaced = await organiser.get(`${home}/unplaced?reason=removed`);
    expect(isShown(unplaced, "Retiré du brouillon à la main.")).toBe(true);
    const [one, other] = meeting.organisations;
    const where = await organiser.get(`${home}/add?one=${one}&other=${other}`);
    expect(isShown(where, "libres, ")).toBe(true);
    const added = await organiser.post(`${home}/edit`, {
      type: "add",
      one,
      other,
      slot: String(meeting.slot),
      place: meeting.placeId,
      delegate0: meeting.delegates[0],
      delegate1: "",
      known: "1",
    });
    expect(added.location).toBe(home);
    expect((await read(draft.id)).violations).toEqual([]);
    const again = await organiser.get(`${home}/add?one=${one}&other=${other}`);
    expect(isShown(again, "se rencontrent déjà dans ce brouillon")).toBe(true);

    const file = await organiser.get(`/api/v1/fairs/${fairId}/agenda/drafts/${draft.id}/unplaced`);
    expect(file.status).toBe(200);
    expect(file.text.split("\r\n")[0]).toBe("Structure;Avec;Motif;Valeur;Pourquoi il n’est pas placé");
    expect(file.text.trim().split("\r\n")).toHaveLength(1 + (await read(draft.id)).unplaced.length);
  }, 60_000);

  it("swap two meetings, lock some, and compute only the rest again", async () => {
    const draft = await compute();
    const [one, other] = twoOfOne(draft);
    const home = at(`/schedule/drafts/${draft.id}`);
    const tried = await organiser.get(`${home}/meetings/${one.meetingId}?with=${other.meetingId}`);
    expect(isShown(tried, "Les deux rendez-vous échangent")).toBe(true);
    await organiser.post(`${home}/edit`, {
      type: "swap",
      meeting: one.meetingId,
      with: other.meetingId,
      known: "0",
    });
    await organiser.post(`${home}/undo`, { known: "1" });
    const organisation = one.organisations[0];
    const lock = { which: "organisation", slot: "", locked: "yes" };
    const unknown = await organiser.post(`${home}/lock`, { ...lock, organisation: "zzz" });
    expect(unknown.status).toBe(422);
    expect(isShown(unknown, "Aucun participant ne porte ce nom")).toBe(true);
    expect(isShown(unknown, 'value="zzz"')).toBe(true);
    const nothing = await organiser.post(`${home}/lock`, { ...lock, which: "" });
    expect(isShown(nothing, "Choisissez dans la liste.")).toBe(true);
    expect((await read(draft.id)).meetings.some((meeting) => meeting.locked)).toBe(false);
    expect((await organiser.get(`${home}/lock`)).location).toBe(home);
    const name = fair.server.runtime.directory.state.organisations.get(organisation)?.name ?? "";
    await organiser.post(`${home}/lock`, { ...lock, organisation: name.toUpperCase() });
    const locked = (await read(draft.id)).meetings.filter((meeting) => meeting.locked);
    expect(locked.length).toBeGreaterThan(1);
    expect(locked.every(({ organisations }) => organisations.includes(organisation))).toBe(true);
    const again = await compute({ from: draft.id });
    expect(again.id).not.toBe(draft.id);
    for (const meeting of locked) expect(again.meetings).toContainEqual(meeting);

    const [slot] = locked.map((meeting) => meeting.slot);
    if (slot === undefined) throw new Error("nothing locked");
    await fair.submit({ type: "SetSlotClosed", slot, closed: true });
    const failed = await compute({ from: draft.id });
    expect(failed.status).toBe("failed");
    const page = await organiser.get(at(`/schedule/drafts/${failed.id}`));
    expect(isShown(page, "Rien ne peut être calculé autour de ces verrous")).toBe(true);
    expect(isShown(page, "Rouvrir le créneau")).toBe(true);
    expect(isShown(page, at(`/schedule/drafts/${draft.id}/meetings/`))).toBe(true);
    const changed = await organiser.get(home);
    expect(isShown(changed, "La convention a changé depuis ce calcul")).toBe(true);
    await fair.submit({ type: "SetSlotClosed", slot, closed: false });
  }, 60_000);

  it("are compared: totals, who loses, who gains", async () => {
    const second = await compute();
    const [first] = (await agenda().drafts(fairId)).filter(
      ({ id, status }) => id !== second.id && status === "ready",
    );
    const [meeting] = second.meetings;
    if (!first || !meeting) throw new Error("not two drafts");
    await organiser.post(at(`/schedule/drafts/${second.id}/edit`), {
      type: "remove",
      meeting: meeting.meetingId,
    });
    const compare = at(`/schedule/compare?first=${first.id}&second=${second.id}`);
    const page = await organiser.get(`${compare}&show=lose`);
    expect(isShown(page, "Les totaux, côte à côte")).toBe(true);
    expect(isShown(page, "Perdent (2)")).toBe(true);
    expect(isShown(page, "Gagnent")).toBe(false);
    expect(isShown(page, "moins bien")).toBe(true);
    const [one] = meeting.organisations;
    const name = fair.server.runtime.directory.state.organisations.get(one)?.name ?? "";
    const found = await organiser.get(`${compare}&q=${encodeURIComponent(name.toUpperCase())}`);
    expect(isShown(found, "Perdent (1)")).toBe(true);
    expect(isShown(found, "Gagnent (0)")).toBe(true);
    expect(
      isShown(await organiser.get(at(`/schedule/compare?first=${first.id}`)), "deux brouillons différents"),
    ).toBe(true);
  }, 60_000);

  it("are published and taken back; what changed since is said; an empty one is refused", async () => {
    const draft = await compute();
    const [slot] = fair.state.slots.get().flatMap((_, index) => {
      const isUsed = draft.meetings.some((meeting) => meeting.slot === index);
      return isUsed ? [] : [index];
    });
    if (slot === undefined) throw new Error("every slot is used");
    await fair.submit({ type: "SetSlotClosed", slot, closed: true });
    const published = await organiser.post(at("/schedule/publish"), { draft: draft.id });
    expect(published.location).toBe(at("/schedule"));
    const schedule = await organiser.get(at("/schedule"));
    expect(isShown(schedule, "Depuis son calcul")).toBe(true);
    expect(fair.state.publishedDraft.get()).toBe(draft.id);
    const card = schedule.text.split('id="published"')[1]?.split("</section>")[0];
    expect(card).toContain(at(`/schedule/drafts/${draft.id}`));
    const page = await organiser.get(at(`/schedule/drafts/${draft.id}`));
    expect(isShown(page, "Pour le changer, retirez d’abord la publication.")).toBe(true);

    const empty = await compute();
    expect(empty.meetings).toEqual([]);
    expect(isShown(await organiser.get(at(`/schedule/drafts/${empty.id}`)), "il n’y a rien à publier")).toBe(
      true,
    );
    await organiser.post(at("/schedule/publish"), { draft: empty.id });
    expect(isShown(await organiser.get(at("/schedule")), "ne contient aucun rendez-vous")).toBe(true);
    expect(fair.state.publishedDraft.get()).toBe(draft.id);

    await organiser.post(at("/schedule/unpublish"), {});
    expect(fair.state.publishedDraft.get()).toBeUndefined();
    const removed = await organiser.post(at(`/schedule/drafts/${empty.id}/remove`), {});
    expect(removed.location).toBe(at("/schedule"));
    expect((await organiser.get(at(`/schedule/drafts/${empty.id}`))).status).toBe(404);
  }, 60_000);

  it("are the organiser's alone, and bad addresses and forms get a clear answer", async () => {
    const [draft] = (await agenda().drafts(fairId)).filter(({ status }) => status === "ready");
    if (!draft) throw new Error("no draft");
    const home = at(`/schedule/drafts/${draft.id}`);
    for (const path of [home, `${home}/unplaced`, `${home}/add`, at("/schedule/compare")])
      expect((await (await fair.browser(fair.delegate("lazaret"))).get(path)).status).toBe(403);
    for (const path of ["drf_none", "x"])
      expect((await organiser.get(at(`/schedule/drafts/${path}`))).status).toBe(404);
    expect((await organiser.get(`${home}/meetings/mtg_none`)).status).toBe(404);
    expect((await organiser.get(`${home}/add?one=org_x&other=org_y`)).status).toBe(200);
    expect((await organiser.get(`${home}?slot=zz&state=none&page=-4&q=%00`)).status).toBe(200);
    for (const fields of [
      { type: "move", meeting: "x", slot: "-1" },
      { type: "nothing" },
      { type: "swap", meeting: "mtg_a", with: "mtg_a" },
    ])
      expect((await organiser.post(`${home}/edit`, fields, { json: true })).status).toBeGreaterThanOrEqual(
        404,
      );
    expect(
      (await organiser.post(`${home}/lock`, { which: "person", person: "" }, { json: true })).status,
    ).toBe(422);
  }, 60_000);
});

import { describe, expect, it } from "vitest";
import type { AgendaDraft } from "../../../src/domain/fair/agenda-draft.ts";
import { draftIdSchema, meetingIdSchema, organisationIdSchema } from "../../../src/domain/ids.ts";
import { unplacedText } from "../../../src/i18n/unplaced.ts";
import { openComputation } from "../../../src/runtime/agenda/computation.ts";
import { problemOfFair } from "../../../src/runtime/agenda/problem-of-fair.ts";
import { before } from "../../support/fair-story.ts";
import { fairId, openSetting, organiser, wishEachOther } from "./agenda-fair.ts";
import { openHeldComputation } from "./held-computation.ts";

const small = { exhibitors: 4, buyers: 6, slots: 8, tables: 2, stands: true };
const placements = ({ meetings }: AgendaDraft) =>
  meetings.map(({ organisations, slot, placeId, delegates }) => ({
    organisations,
    slot,
    placeId,
    delegates,
  }));

async function withWishes(size: Parameters<typeof openSetting>[0]) {
  const setting = await openSetting(size);
  for (let buyer = 0; buyer < size.buyers; buyer += 1)
    for (let exhibitor = 0; exhibitor < size.exhibitors; exhibitor += 1)
      if ((buyer + exhibitor) % 2 === 0) await wishEachOther(setting, `b${buyer}`, `e${exhibitor}`);
  return setting;
}

describe("agendas are computed, checked, published and taken back", () => {
  it("tells the whole story on one fair", async () => {
    const setting = await withWishes(small);
    const { agenda, fair } = setting;
    const draft = await setting.compute();
    expect(draft).toMatchObject({ status: "ready", violations: [] });
    expect(draft.meetings.length + draft.unplaced.length).toBe(12);
    expect(draft.figures?.placed).toBe(draft.meetings.length);
    expect(draft.figures?.bound.meetings).toBeGreaterThanOrEqual(draft.meetings.length);
    expect(draft.figures?.bound.value).toBeGreaterThanOrEqual(draft.figures?.value ?? Number.NaN);
    expect(draft.meetings).toHaveLength(12);

    const published = await agenda.publish(fairId, draft.id, organiser);
    expect(published).toMatchObject({ ok: true, left: [] });
    expect([...fair.state.meetings.values()].filter(({ status }) => status === "scheduled")).toHaveLength(12);
    expect(fair.state.publishedDraft.get()).toBe(draft.id);
    expect((await agenda.draft(fairId, draft.id))?.violations).toEqual([]);

    // What is published is not for the next computation to place again.
    const second = await setting.compute({ seed: 2 });
    expect(second.meetings).toEqual([]);

    expect(await agenda.unpublish(fairId, organiser)).toMatchObject({ ok: true });
    expect(await agenda.unpublish(fairId, organiser)).toMatchObject({
      ok: false,
      rejection: { code: "agenda-not-published" },
    });
    const again = await setting.compute({ seed: 3 });
    expect(again.meetings.every(({ kind }) => kind === "accepted")).toBe(true);
    const outcome = await agenda.publish(fairId, again.id, organiser);
    expect(outcome).toMatchObject({ ok: true });
    // The same twelve meetings, under the ids that they had.
    expect(fair.state.meetings.size).toBe(12);
  });

  it("publishes an older draft after unpublishing, under the ids of the requests that wait", async () => {
    const setting = await withWishes(small);
    const [first, second] = [await setting.compute({ seed: 1 }), await setting.compute({ seed: 2 })];
    await setting.agenda.publish(fairId, first.id, organiser);
    await setting.agenda.unpublish(fairId, organiser);
    expect((await setting.agenda.draft(fairId, second.id))?.violations).toEqual([]);
    expect(await setting.agenda.publish(fairId, second.id, organiser)).toMatchObject({ ok: true });
    expect(setting.fair.state.meetings.size).toBe(second.meetings.length);
  });

  it("says which meetings of a stale draft clash, and publishes the rest only if asked", async () => {
    const setting = await withWishes(small);
    const { agenda, fair } = setting;
    const draft = await setting.compute();
    const [lost] = draft.meetings;
    if (!lost) throw new Error("nothing placed");
    const stranger = organisationIdSchema.parse(
      lost.organisations.includes(organisationIdSchema.parse("org_b1")) ? "org_b3" : "org_b1",
    );
    const exhibitor = lost.organisations.find((id) => id.startsWith("org_e"));
    await setting.given({
      type: "BookMeeting",
      meetingId: meetingIdSchema.parse("mtg_booked"),
      from: stranger,
      to: exhibitor,
      slot: lost.slot,
    });
    const stale = await agenda.draft(fairId, draft.id);
    const clashing = new Set(
      stale?.violations.flatMap(({ meetings }) => meetings).filter((id) => id !== "mtg_booked"),
    );
    expect(clashing).toContain(lost.meetingId);
    expect(stale?.violations.map(({ code }) => code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(double-booked|place-taken)$/)]),
    );
    const refused = await agenda.publish(fairId, draft.id, organiser);
    expect(refused).toMatchObject({ ok: false, rejection: { code: "agenda-conflict" } });
    expect(fair.state.publishedDraft.get()).toBeUndefined();

    const rest = await agenda.publish(fairId, draft.id, organiser, { skipConflicts: true });
    expect(rest).toMatchObject({ ok: true, left: [...clashing] });
    const scheduled = [...fair.state.meetings.values()].filter(({ status }) => status === "scheduled");
    expect(scheduled).toHaveLength(draft.meetings.length - clashing.size + 1);
  });

  it("gives the same agenda for the same seed, whatever the thread", async () => {
    const setting = await withWishes({ ...small, slots: 6, stands: false });
    const [first, second] = [await setting.compute({ seed: 7 }), await setting.compute({ seed: 7 })];
    expect(placements(second)).toEqual(placements(first));
    expect(second.unplaced).toEqual(first.unplaced);
  });

  it("keeps drafts, lists them newest first, compares two and forgets one", async () => {
    const setting = await withWishes({ ...small, slots: 3, tables: 1, stands: false });
    const { agenda } = setting;
    const first = await setting.compute({ seed: 1 });
    await setting.given({ type: "SetRules", rules: { maxMeetings: 1 } });
    const second = await setting.compute({ seed: 1 });
    const ids = (await agenda.drafts(fairId)).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([first.id, second.id]));
    const comparison = await agenda.compare(fairId, first.id, second.id);
    expect(comparison?.both).toBe(first.meetings.length - (comparison?.onlyFirst ?? 0));
    expect(comparison?.both).toBe(second.meetings.length - (comparison?.onlySecond ?? 0));
    for (const { meetings } of comparison?.lose ?? []) expect(meetings[1]).toBeLessThanOrEqual(meetings[0]);
    expect(await agenda.compare(fairId, second.id, first.id)).toMatchObject({
      gain: comparison?.lose.map(({ organisation }) => expect.objectContaining({ organisation })),
    });
    expect(await agenda.remove(fairId, first.id)).toBe(true);
    expect(await agenda.remove(fairId, first.id)).toBe(false);
    expect((await agenda.drafts(fairId)).map(({ id }) => id)).toEqual([second.id]);
  });

  it("gives each wish not placed one reason, in both languages", async () => {
    const setting = await withWishes({ ...small, slots: 2, tables: 1, stands: false });
    const draft = await setting.compute();
    expect(draft.meetings).toHaveLength(2);
    expect(draft.unplaced).toHaveLength(10);
    for (const locale of ["fr", "en"] as const)
      for (const { reason } of draft.unplaced) {
        const names = {
          locale,
          organisation: (id: string) => `<${id}>`,
          slots: (slots: readonly number[]) => slots.join(),
        };
        expect(unplacedText(reason, names)).toMatch(/\S.*\.$/);
      }
  });

  it("stops when told, with the best agenda so far", async () => {
    const size = { exhibitors: 30, buyers: 40, slots: 16, tables: 8 };
    const setting = await withWishes({ ...size, open: openHeldComputation });
    const { agenda } = setting;
    const { id } = await agenda.compute(fairId, { seconds: 600, seed: 1 });
    const progressed = new Promise<void>((done) => {
      agenda.onProgress(() => done());
    });
    await progressed;
    expect((await agenda.draft(fairId, id))?.progress?.bound.value).toBeGreaterThan(0);
    expect(await agenda.stop(fairId, id)).toBe(true);
    for (;;) {
      const draft = await agenda.draft(fairId, id);
      if (draft?.status === "computing") {
        await new Promise((done) => setTimeout(done, 20));
        continue;
      }
      expect(draft).toMatchObject({ status: "ready", stopped: true, violations: [] });
      expect(draft?.took).toBeLessThan(60);
      break;
    }
    expect(await agenda.stop(fairId, id)).toBe(false);
  });

  it("begins once what is asked for again under its id, at once or later", async () => {
    const setting = await withWishes(small);
    const { agenda } = setting;
    const id = draftIdSchema.parse("drf_000000000001");
    const ask = () => agenda.compute(fairId, { seconds: 20, seed: 1, steps: 100, id });
    for (const draft of await Promise.all([ask(), ask(), ask()])) expect(draft.id).toBe(id);
    await expect.poll(async () => (await agenda.draft(fairId, id))?.status).toBe("ready");
    expect(await ask()).toMatchObject({ id, status: "ready" });
    expect(await agenda.drafts(fairId)).toHaveLength(1);
  });

  it("leaves the main thread free: timers go on ticking all the while", async () => {
    const setting = await withWishes({ exhibitors: 30, buyers: 40, slots: 16, tables: 8 });
    const problem = problemOfFair(setting.fair.state, { at: before, score: () => 0.5 });
    const computation = openComputation();
    await computation.rank({ changes: [], today: "2027-03-09" }, 1);
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await computation.place(problem, { seconds: 1, seed: 1 }, { onProgress: () => undefined });
    clearInterval(timer);
    await computation.close();
    // A second computed on this thread would let none through but those between two slices.
    expect(ticks).toBeGreaterThan(20);
  });
});

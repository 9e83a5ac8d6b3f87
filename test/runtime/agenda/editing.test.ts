import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgendaDraft, DraftMeeting } from "../../../src/domain/fair/agenda-draft.ts";
import { meetingIdSchema, organisationIdSchema, placeIdSchema } from "../../../src/domain/ids.ts";
import type { EditOutcome } from "../../../src/runtime/agenda/port.ts";
import type { WantedEdit } from "../../../src/runtime/agenda/resolve-edit.ts";
import { fairId, openSetting, organiser, type Setting, wishEachOther } from "./agenda-fair.ts";
import { openHeldComputation } from "./held-computation.ts";

const size = { exhibitors: 3, buyers: 4, slots: 6, tables: 2 };

async function withDraft(): Promise<{ setting: Setting; draft: AgendaDraft }> {
  const setting = await openSetting(size);
  for (let buyer = 0; buyer < size.buyers; buyer += 1)
    for (let exhibitor = 0; exhibitor < size.exhibitors; exhibitor += 1)
      if ((buyer + exhibitor) % 2 === 0) await wishEachOther(setting, `b${buyer}`, `e${exhibitor}`);
  return { setting, draft: await setting.compute({ steps: 100 }) };
}

function must(outcome: EditOutcome): AgendaDraft {
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  return outcome.draft;
}

/** Two meetings of one organisation, which therefore stand at different slots. */
function twoOfOne(draft: AgendaDraft): readonly [DraftMeeting, DraftMeeting] {
  for (const one of draft.meetings)
    for (const other of draft.meetings)
      if (one !== other && one.organisations.some((id) => other.organisations.includes(id)))
        return [one, other];
  throw new Error("nobody has two meetings");
}

const codes = (draft: AgendaDraft): readonly string[] => draft.violations.map(({ code }) => code);

describe("a draft is changed by hand", () => {
  it("not beside its being forgotten or published: one comes after the other", async () => {
    const { setting, draft } = await withDraft();
    const { agenda } = setting;
    const [one, other] = twoOfOne(draft);
    const drop = (meetingId: DraftMeeting["meetingId"]) =>
      agenda.edit(fairId, draft.id, { type: "remove", meetingId });
    const [first, published, second] = await Promise.all([
      drop(one.meetingId),
      agenda.publish(fairId, draft.id, organiser),
      drop(other.meetingId),
    ]);
    expect([first.ok, published.ok, second.ok]).toEqual([true, true, false]);
    expect(setting.fair.state.meetings.size).toBe(draft.meetings.length - 1);
    await agenda.unpublish(fairId, organiser);
    await Promise.all([
      drop(other.meetingId),
      agenda.remove(fairId, draft.id),
      agenda.undo(fairId, draft.id),
    ]);
    expect(await agenda.draft(fairId, draft.id)).toBeUndefined();
  });

  it("once where an answer was lost and the change is asked for again", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = twoOfOne(draft);
    const swap: WantedEdit = { type: "swap", meetings: [one.meetingId, other.meetingId] };
    const ask = () => setting.agenda.edit(fairId, draft.id, swap, 0, "edit_1");
    const [first, ...retries] = (await Promise.all([ask(), ask(), ask()])).map(must);
    expect(first?.edits).toBe(1);
    for (const again of retries) {
      expect(again.edits).toBe(1);
      expect(again.meetings).toEqual(first?.meetings);
    }
    expect(must(await setting.agenda.edit(fairId, draft.id, swap, 1, "edit_2")).edits).toBe(2);
  });

  it("keeps a change that breaks a rule, says which before and after, and does not publish it", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = twoOfOne(draft);
    const move: WantedEdit = { type: "move", meetingId: one.meetingId, slot: other.slot };
    const preview = await setting.agenda.preview(fairId, draft.id, move);
    expect(preview).toMatchObject({ ok: true, ended: [] });

    const edited = must(await setting.agenda.edit(fairId, draft.id, move));
    expect(edited.edits).toBe(1);
    expect(codes(edited)).toContain("double-booked");
    expect(edited.violations).toContainEqual(
      expect.objectContaining({
        code: "double-booked",
        slot: other.slot,
        meetings: expect.arrayContaining([one.meetingId, other.meetingId]),
      }),
    );
    expect(edited.lastEdit).toMatchObject({ edit: { type: "move" }, ended: [] });
    expect(edited.lastEdit?.brought).toEqual(preview.ok ? preview.brought : undefined);
    const refused = await setting.agenda.publish(fairId, draft.id, organiser);
    expect(refused).toMatchObject({ ok: false, rejection: { code: "agenda-conflict" } });
    expect(setting.fair.state.publishedDraft.get()).toBeUndefined();

    const undone = must(await setting.agenda.undo(fairId, draft.id));
    expect(undone.meetings).toEqual(draft.meetings);
    expect(undone.violations).toEqual([]);
    expect(await setting.agenda.publish(fairId, draft.id, organiser)).toMatchObject({ ok: true });
  });

  it("shows every fault of a meeting, not only the first", async () => {
    const { setting, draft } = await withDraft();
    const [meeting] = draft.meetings;
    if (!meeting) throw new Error("nothing placed");
    const [person] = meeting.delegates;
    await setting.given({ type: "SetRules", rules: { maxMeetings: 1 } });
    await setting.given({ type: "SetAvailability", personId: person, unavailable: [meeting.slot] });
    await setting.given({ type: "SetSlotClosed", slot: meeting.slot, closed: true });
    await setting.given({ type: "RemovePlace", placeId: meeting.placeId });
    const found = await setting.agenda.draft(fairId, draft.id);
    const own = found?.violations.filter(({ meetings }) => meetings.includes(meeting.meetingId)) ?? [];
    expect(new Set(own.map(({ code }) => code))).toEqual(
      new Set(["slot-closed", "unavailable", "unknown-place", "too-many-meetings"]),
    );
    expect(found?.changes.map(({ code }) => code)).toEqual([
      "slot-closed",
      "place-removed",
      "rules",
      "availability",
    ]);
  });

  it("[K1] [K3] [K4] says what it puts people through, and refuses to publish the unreachable alone", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = twoOfOne(draft);
    const person = one.delegates.find((id) => other.delegates.includes(id));
    if (!person) throw new Error("one delegate each");
    await setting.given({ type: "SetRules", rules: { mostInARow: 1 } });
    const next = one.slot === 0 ? 1 : one.slot - 1;
    const move: WantedEdit = { type: "move", meetingId: other.meetingId, slot: next };
    const tired = must(await setting.agenda.edit(fairId, draft.id, move));
    const row = { code: "too-many-in-a-row", severity: "soft", person, limit: 1 };
    expect(tired.violations).toContainEqual(expect.objectContaining(row));
    expect(tired.changes.map(({ code }) => code)).toContain("rules");
    const comfort = { needsAccess: true, breaks: [{ from: "00:00", to: "23:00", minutes: 240 }] };
    await setting.given({ type: "SetComfort", personId: person, comfort });
    await setting.given({
      type: "SetPlace",
      placeId: one.placeId,
      roomId: setting.fair.state.places.get(one.placeId)?.roomId,
      name: "1",
      kind: "table",
      accessible: false,
    });
    const found = await setting.agenda.draft(fairId, draft.id);
    const about = found?.violations.filter((violation) => violation.person === person) ?? [];
    expect(about).toContainEqual(expect.objectContaining({ code: "not-accessible", severity: "hard" }));
    expect(found?.changes.map(({ code }) => code)).toContain("availability");
    const refused = await setting.agenda.publish(fairId, draft.id, organiser);
    expect(refused).toMatchObject({ ok: false, rejection: { code: "agenda-conflict" } });
  });

  it("removes a meeting into the wishes not placed, and adds it again with its worth", async () => {
    const { setting, draft } = await withDraft();
    const [meeting] = draft.meetings;
    if (!meeting) throw new Error("nothing placed");
    const { meetingId, organisations, slot } = meeting;
    const without = must(await setting.agenda.edit(fairId, draft.id, { type: "remove", meetingId }));
    expect(without.meetings).toHaveLength(draft.meetings.length - 1);
    expect(without.unplaced).toContainEqual(
      expect.objectContaining({ organisations, reason: { code: "removed" } }),
    );
    const add: WantedEdit = { type: "add", organisations: [organisations[1], organisations[0]], slot };
    const back = must(await setting.agenda.edit(fairId, draft.id, add));
    expect(back.meetings).toContainEqual(
      expect.objectContaining({ organisations, slot, kind: meeting.kind, value: meeting.value }),
    );
    expect(back.violations).toEqual([]);
    expect(back.unplaced).toEqual(draft.unplaced);
    expect(await setting.agenda.edit(fairId, draft.id, add)).toMatchObject({
      ok: false,
      rejection: { code: "already-meeting" },
    });
  });

  it("says when nobody wished for a meeting added, and publishes it all the same", async () => {
    const { setting, draft } = await withDraft();
    const pair = [organisationIdSchema.parse("org_b0"), organisationIdSchema.parse("org_e1")] as const;
    for (const slot of Array.from({ length: size.slots }, (_, index) => index)) {
      const added = must(
        await setting.agenda.edit(fairId, draft.id, { type: "add", organisations: pair, slot }),
      );
      if (codes(added).join() === "not-wished") break;
      await setting.agenda.undo(fairId, draft.id);
    }
    const added = await setting.agenda.draft(fairId, draft.id);
    expect(added?.violations).toEqual([expect.objectContaining({ code: "not-wished", severity: "soft" })]);
    expect(await setting.agenda.publish(fairId, draft.id, organiser)).toMatchObject({ ok: true });
  });

  it("swaps two meetings, slot and place", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = twoOfOne(draft);
    const swapped = must(
      await setting.agenda.edit(fairId, draft.id, {
        type: "swap",
        meetings: [one.meetingId, other.meetingId],
      }),
    );
    const placeOf = (id: string) => {
      const found = swapped.meetings.find(({ meetingId }) => meetingId === id);
      return [found?.slot, found?.placeId];
    };
    expect(placeOf(one.meetingId)).toEqual([other.slot, other.placeId]);
    expect(placeOf(other.meetingId)).toEqual([one.slot, one.placeId]);
  });

  it("does nothing for an author who did not see the last change, nor to a published draft", async () => {
    const { setting, draft } = await withDraft();
    const [meeting, other] = draft.meetings;
    if (!meeting || !other) throw new Error("nothing placed");
    const remove = { type: "remove", meetingId: meeting.meetingId } as const;
    expect(await setting.agenda.edit(fairId, draft.id, remove, 0)).toMatchObject({ ok: true });
    const late = { type: "remove", meetingId: other.meetingId } as const;
    const refusal = (code: string) => ({ ok: false, rejection: { code } });
    expect(await setting.agenda.edit(fairId, draft.id, late, 0)).toEqual(refusal("draft-changed"));
    expect(await setting.agenda.undo(fairId, draft.id, 2)).toEqual(refusal("draft-changed"));
    await setting.agenda.publish(fairId, draft.id, organiser);
    expect(await setting.agenda.edit(fairId, draft.id, late)).toEqual(refusal("draft-published"));
    expect(await setting.agenda.edit(fairId, "drf_none" as never, late)).toEqual(refusal("draft-unknown"));
  });

  it("keeps both of two changes that come at the same time", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = draft.meetings;
    if (!one || !other) throw new Error("nothing placed");
    await Promise.all(
      [one, other].map(({ meetingId }) =>
        setting.agenda.edit(fairId, draft.id, { type: "remove", meetingId }),
      ),
    );
    const after = await setting.agenda.draft(fairId, draft.id);
    expect(after?.meetings).toHaveLength(draft.meetings.length - 2);
    expect(after?.edits).toBe(2);
  });

  it("is refused with a clear word when there is nothing to publish", async () => {
    const setting = await openSetting(size);
    const draft = await setting.compute({ steps: 1 });
    expect(draft.meetings).toEqual([]);
    expect(await setting.agenda.publish(fairId, draft.id, organiser)).toEqual({
      ok: false,
      rejection: { code: "draft-empty" },
    });
  });

  it("is published exactly when the checker finds no hard fault, whatever is changed", async () => {
    const { setting, draft } = await withDraft();
    const ids = draft.meetings.map(({ meetingId }) => meetingId);
    const places = Array.from({ length: size.tables }, (_, index) => placeIdSchema.parse(`plc_t${index}`));
    const edits: fc.Arbitrary<WantedEdit> = fc.oneof(
      fc.record({
        type: fc.constant("move" as const),
        meetingId: fc.constantFrom(...ids),
        slot: fc.nat(size.slots - 1),
        placeId: fc.constantFrom(...places),
      }),
      fc.record({
        type: fc.constant("swap" as const),
        meetings: fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)),
      }),
      fc.record({ type: fc.constant("remove" as const), meetingId: fc.constantFrom(...ids) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (wanted) => {
        for (const edit of wanted) await setting.agenda.edit(fairId, draft.id, edit);
        const now = await setting.agenda.draft(fairId, draft.id);
        const isSound = now?.violations.every(({ severity }) => severity === "soft") === true;
        const outcome = await setting.agenda.publish(fairId, draft.id, organiser);
        expect(outcome.ok).toBe(isSound);
        if (outcome.ok) await setting.agenda.unpublish(fairId, organiser);
        while ((await setting.agenda.undo(fairId, draft.id)).ok);
      }),
      { numRuns: 60 },
    );
  });
});

describe("locked meetings stay where they are", () => {
  it("when the rest is computed again, by meeting, organisation, person, slot or ground", async () => {
    const { setting, draft } = await withDraft();
    const [one] = draft.meetings;
    if (!one) throw new Error("nothing placed");
    const [organisation, person] = [one.organisations[0], one.delegates[0]];
    for (const which of [
      { meetingId: one.meetingId },
      { organisation },
      { person },
      { slot: one.slot },
      { all: true as const },
    ]) {
      const locked = must(await setting.agenda.edit(fairId, draft.id, { type: "lock", which, locked: true }));
      const kept = locked.meetings.filter((meeting) => meeting.locked);
      expect(kept.map(({ meetingId }) => meetingId)).toContain(one.meetingId);
      const again = await setting.compute({ seed: 9, steps: 50, from: draft.id });
      expect(again).toMatchObject({ status: "ready", basedOn: { id: draft.id, locked: kept.length } });
      for (const meeting of kept) expect(again.meetings).toContainEqual(meeting);
      expect(again.violations).toEqual([]);
      expect(again.figures?.placed).toBe(again.meetings.length);
      expect(again.figures?.bound.value).toBeGreaterThanOrEqual(again.figures?.value ?? Number.NaN);
      await setting.agenda.edit(fairId, draft.id, { type: "lock", which: { all: true }, locked: false });
    }
    expect(
      await setting.agenda.edit(fairId, draft.id, { type: "lock", which: { accepted: true }, locked: true }),
    ).toMatchObject({ ok: false, rejection: { code: "meeting-unknown" } });
  });

  it("and where they cannot, the facts in the way are named and nothing is computed", async () => {
    const { setting, draft } = await withDraft();
    const [one, other] = twoOfOne(draft);
    await setting.agenda.edit(fairId, draft.id, {
      type: "move",
      meetingId: one.meetingId,
      slot: other.slot,
    });
    for (const { meetingId } of [one, other])
      await setting.agenda.edit(fairId, draft.id, { type: "lock", which: { meetingId }, locked: true });
    const failed = await setting.compute({ from: draft.id });
    expect(failed).toMatchObject({ status: "failed", fault: "clash", meetings: [] });
    expect(failed.clash?.map(({ code }) => code)).toContain("double-booked");

    await setting.agenda.edit(fairId, draft.id, {
      type: "lock",
      which: { meetingId: one.meetingId },
      locked: false,
    });
    await setting.given({ type: "SetSlotClosed", slot: other.slot, closed: true });
    const closed = await setting.compute({ from: draft.id });
    expect(closed.clash).toEqual([
      expect.objectContaining({ code: "slot-closed", slot: other.slot, meetings: [other.meetingId] }),
    ]);
    await setting.given({ type: "SetSlotClosed", slot: other.slot, closed: false });
    expect(await setting.compute({ from: draft.id, steps: 20 })).toMatchObject({ status: "ready" });
  });
});

describe("a wish that no agenda can place has its one reason", () => {
  it("never, banned, waiting, one-sided or declined", async () => {
    const setting = await openSetting(size);
    const wish = (from: string, to: string, level: string) =>
      setting.given({ type: "SetWish", from: `org_${from}`, to: `org_${to}`, level });
    await wish("b0", "e0", "must");
    await wish("e0", "b0", "never");
    await wish("b1", "e0", "like");
    await setting.given({
      type: "BanPair",
      organisations: ["org_b2", "org_e0"],
      reason: "Concurrents",
    });
    await wish("b2", "e0", "must");
    await wish("b3", "e1", "must");
    await setting.given({
      type: "RequestMeeting",
      meetingId: meetingIdSchema.parse("mtg_asked"),
      from: "org_b3",
      to: "org_e1",
      proposedSlots: [],
    });
    const draft = await setting.compute({ steps: 1 });
    const reasons = Object.fromEntries(
      draft.unplaced.map(({ organisations, reason }) => [organisations.join(">"), reason.code]),
    );
    expect(reasons).toEqual({
      "org_b0>org_e0": "never",
      "org_b1>org_e0": "one-sided",
      "org_b2>org_e0": "banned",
      "org_b3>org_e1": "waiting",
    });
  });
});

describe("a computation is watched", () => {
  it("has a valid agenda almost at once, and tells value, bound and gap as they come", async () => {
    const size = { exhibitors: 20, buyers: 30, slots: 10, tables: 6 };
    const setting = await openSetting({ ...size, open: openHeldComputation });
    for (let buyer = 0; buyer < 30; buyer += 1)
      for (let exhibitor = 0; exhibitor < 20; exhibitor += 1)
        if ((buyer * 7 + exhibitor) % 3 === 0) await wishEachOther(setting, `b${buyer}`, `e${exhibitor}`);
    const { id } = await setting.agenda.compute(fairId, { seconds: 600, seed: 1 });
    const first = new Promise<void>((done) => void setting.agenda.onProgress(() => done()));
    await first;
    const interim = await setting.agenda.draft(fairId, id);
    expect(interim?.status).toBe("computing");
    expect(interim?.meetings.length).toBeGreaterThan(0);
    expect(interim?.violations).toEqual([]);
    expect(interim?.progress?.value).toBeGreaterThan(0);
    await setting.agenda.stop(fairId, id);
    for (;;) {
      const draft = await setting.agenda.draft(fairId, id);
      if (draft?.status === "computing") {
        await new Promise((done) => setTimeout(done, 20));
        continue;
      }
      expect(draft?.history?.length).toBeGreaterThan(0);
      for (const { value, bound, gap } of draft?.history ?? []) {
        expect(bound.value).toBeGreaterThanOrEqual(value - 1e-9);
        expect(gap).toBeCloseTo(1 - value / bound.value, 9);
      }
      expect(draft?.figures?.value).toBeGreaterThanOrEqual((interim?.progress?.value ?? 0) * 0.9);
      break;
    }
  });
});

describe("a place or a person that does not serve", () => {
  it("is left out of what is computed, and named where a draft needs it", async () => {
    const { setting, draft } = await withDraft();
    const [meeting] = draft.meetings;
    if (!meeting) throw new Error("nothing placed");
    const slots = setting.fair.state.slots.get();
    const declare = (disruptionId: string, what: object) =>
      setting.given({
        type: "DeclareDisruption",
        disruptionId,
        what,
        from: slots[0]?.startsAt,
        until: slots.at(-1)?.endsAt,
      });
    await declare("dsr_table", { kind: "place", placeId: meeting.placeId });
    const broken = await setting.agenda.draft(fairId, draft.id);
    expect(broken?.violations).toContainEqual(
      expect.objectContaining({ code: "place-closed", placeId: meeting.placeId, slot: meeting.slot }),
    );
    const again = await setting.compute({ steps: 50 });
    expect(again.meetings.length).toBeGreaterThan(0);
    expect(again.meetings.map(({ placeId }) => placeId)).not.toContain(meeting.placeId);
    expect(again.violations).toEqual([]);

    const [person] = meeting.delegates;
    await declare("dsr_late", { kind: "person", personId: person });
    const without = await setting.compute({ steps: 50 });
    expect(without.meetings.flatMap(({ delegates }) => delegates)).not.toContain(person);
    expect((await setting.agenda.draft(fairId, again.id))?.violations.map(({ code }) => code)).toContain(
      "unavailable",
    );
    expect(without.violations).toEqual([]);
  });
});

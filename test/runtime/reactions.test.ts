import { afterEach, describe, expect, it } from "vitest";
import type { Context } from "../../src/domain/decision.ts";
import { fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { rulesSchema } from "../../src/domain/fair/rules.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import type { Journal } from "../../src/journal/journal.ts";
import { createMemoryJournal, createMemoryJournalStore } from "../../src/journal/memory-journal.ts";
import { createDemoClock, type DemoClock, systemClock } from "../../src/runtime/clock.ts";
import { type ReactionPace, startReactions } from "../../src/runtime/reactions.ts";
import { createRuntime, type FairStream, type Runtime } from "../../src/runtime/runtime.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import type { MailRecord, Vault } from "../../src/vault/vault.ts";
import { fairId, opensAt, seedRuntime } from "../support/seeded-fair.ts";

const size = { exhibitors: 3, buyers: 3, slots: 6 };
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

type Node = { readonly runtime: Runtime; readonly stream: FairStream; stop(): Promise<void> };

/** One node on a journal and a vault that others may share. */
async function startNode(
  journal: Journal,
  vault: Vault,
  clock: DemoClock,
  pace?: ReactionPace,
): Promise<Node> {
  const fail = (error: unknown) => {
    throw error;
  };
  const runtime = await createRuntime({ journal, vault, clock, onFailure: fail });
  if (!runtime.directory.state.fairs.has(fairId)) {
    await seedRuntime(runtime, vault, size);
    const stream = await runtime.fair(fairId);
    const rules = rulesSchema.parse({ bookingMode: "direct", requestLifetimeMinutes: 90 });
    await stream?.submit({ type: "SetRules", rules }, { at: clock.now(), by: "system", as: "system" });
  }
  const end = await startReactions(
    {
      runtime,
      wallClock: systemClock,
      baseUrl: () => "https://salon.example.org",
      config: {
        smtpUrl: undefined,
        mailFrom: "Coventis <rdv@salon.example.org>",
        contact: "equipe@salon.example.org",
      },
      log: { error: (about) => fail(about) },
      metrics: { mails: { inc: () => undefined } },
    },
    pace,
  );
  const stream = await runtime.fair(fairId);
  if (!stream) throw new Error("no fair");
  const stop = async () => {
    await end();
    await runtime.close();
  };
  stops.push(stop);
  return {
    runtime,
    stream,
    async stop() {
      stops.splice(stops.indexOf(stop), 1);
      await stop();
    },
  };
}

async function startOne(pace?: ReactionPace) {
  const [journal, vault, clock] = [
    createMemoryJournal(),
    createMemoryVault(),
    createDemoClock(minutesAfter(opensAt, -2_400), 1),
  ];
  const node = await startNode(journal, vault, clock, pace);
  return { journal, vault, clock, node };
}

async function give(
  stream: FairStream,
  clock: DemoClock,
  command: Record<string, unknown>,
  context: Partial<Context> = {},
) {
  const full: Context = { at: clock.now(), by: "system", as: "delegate", ...context };
  const outcome = await stream.submit(fairCommandSchema.parse(command), full);
  expect(outcome, JSON.stringify(command)).toMatchObject({ ok: true });
}

/** The mails of the outbox once their number has stood still, oldest first. */
async function mails(vault: Vault, atLeast: number): Promise<readonly MailRecord["mail"][]> {
  let [count, still] = [-1, 0];
  for (let round = 0; round < 300 && (still < 8 || count < atLeast); round += 1) {
    await new Promise((done) => setTimeout(done, 20));
    const now = (await vault.listMails(1000)).length;
    still = now === count ? still + 1 : 0;
    count = now;
  }
  return (await vault.listMails(1000)).map((record) => record.mail).reverse();
}

const unfolded = (text: string) => text.replace(/\r\n /g, "");

describe("mails follow commits", () => {
  it("a booking, its move and its cancellation reach both delegates, with one calendar entry that updates and goes", async () => {
    const { vault, clock, node } = await startOne();
    await vault.putPerson({ id: "per_e0", name: "Élodie", email: "elodie@essai.example", locale: "en" });
    await give(node.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
      slot: 2,
    });
    await give(node.stream, clock, {
      type: "MoveMeeting",
      meetingId: "mtg_1",
      organisationId: "org_b0",
      slot: 4,
    });
    await give(node.stream, clock, {
      type: "CancelMeeting",
      meetingId: "mtg_1",
      organisationId: "org_e0",
      reason: "no-time",
    });
    const sent = await mails(vault, 6);
    expect(sent.every(({ text }) => text.includes("equipe@salon.example.org"))).toBe(true);
    expect(sent.map(({ personId }) => personId).sort()).toEqual([
      "per_b0",
      "per_b0",
      "per_b0",
      "per_e0",
      "per_e0",
      "per_e0",
    ]);
    const [booked, moved, cancelled] = sent.filter(({ personId }) => personId === "per_e0");
    expect(booked?.subject).toContain("Structure org_b0");
    expect(booked?.text).toContain("Personne per_b0");
    expect(booked?.text).toMatch(/^Hello|^Dear|^Good/);
    expect(moved?.text).toMatch(/9:40|09:40/);
    expect(cancelled?.text).toContain("No time left");
    const calendars = [booked, moved, cancelled].map((mail) => mail?.calendar);
    expect(calendars.map((calendar) => calendar?.method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    const uids = calendars.map((calendar) =>
      /^UID:(.*)$/m.exec(unfolded(calendar?.content ?? ""))?.[1]?.trim(),
    );
    expect(new Set(uids)).toEqual(new Set(["mtg_1@salon.example.org"]));
    const sequences = calendars.map((calendar) =>
      Number(/^SEQUENCE:(\d+)/m.exec(calendar?.content ?? "")?.[1] ?? 0),
    );
    expect(sequences).toEqual([0, 1, 2]);
  });

  it("[V2] nobody is told of a request that must not be seen, nor of its end; its asker hears what any asker hears", async () => {
    const { vault, clock, node } = await startOne();
    await give(node.stream, clock, { type: "SetWish", from: "org_e0", to: "org_b0", level: "never" });
    await give(node.stream, clock, {
      type: "RequestMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
    });
    await give(node.stream, clock, {
      type: "RequestMeeting",
      meetingId: "mtg_2",
      from: "org_b1",
      to: "org_e0",
    });
    await give(node.stream, clock, {
      type: "RequestMeeting",
      meetingId: "mtg_3",
      from: "org_b2",
      to: "org_e0",
    });
    // Hidden only after it was seen: its withdrawal is not told either.
    await give(node.stream, clock, { type: "SetWish", from: "org_e0", to: "org_b2", level: "never" });
    await give(node.stream, clock, { type: "WithdrawMeeting", meetingId: "mtg_3", organisationId: "org_b2" });
    await give(node.stream, clock, { type: "WithdrawMeeting", meetingId: "mtg_1", organisationId: "org_b0" });
    await give(node.stream, clock, { type: "WithdrawMeeting", meetingId: "mtg_2", organisationId: "org_b1" });
    const sent = await mails(vault, 3);
    expect(sent.every(({ personId }) => personId === "per_e0")).toBe(true);
    const said = sent.map(({ subject }) => /org_b\d/.exec(subject)?.[0]);
    expect(said).toEqual(["org_b1", "org_b2", "org_b1"]);
  });

  it("an unanswered request is told once more, expires, and its asker alone hears of it", async () => {
    const { vault, clock, node } = await startOne();
    await vault.putDocument({
      collection: "meeting-messages",
      id: "mtg_1",
      ownerId: "per_b0",
      body: { text: "Parlons paniers bio" },
    });
    await give(node.stream, clock, {
      type: "RequestMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
    });
    clock.setTo(minutesAfter(opensAt, -2_335));
    const told = await mails(vault, 2);
    expect(told.map(({ personId }) => personId)).toEqual(["per_e0", "per_e0"]);
    expect(told.every(({ text }) => text.includes("Parlons paniers bio"))).toBe(true);
    clock.setTo(minutesAfter(opensAt, -2_305));
    const all = await mails(vault, 3);
    expect(all.map(({ personId }) => personId)).toEqual(["per_e0", "per_e0", "per_b0"]);
    expect(node.stream.state.meetings.get("mtg_1" as never)?.status).toBe("expired");
  });

  it("two nodes on one journal, one of them started again, write each mail once; what happened meanwhile is written too", async () => {
    const store = createMemoryJournalStore();
    const [vault, clock] = [createMemoryVault(), createDemoClock(minutesAfter(opensAt, -2_400), 1)];
    const first = await startNode(createMemoryJournal(store), vault, clock);
    const second = await startNode(createMemoryJournal(store), vault, clock);
    await give(first.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
      slot: 0,
    });
    await give(second.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_2",
      from: "org_b1",
      to: "org_e1",
      slot: 0,
    });
    expect(await mails(vault, 4)).toHaveLength(4);
    await first.stop();
    await second.stop();
    // A journal written while nobody reacts.
    const quiet = await createRuntime({
      journal: createMemoryJournal(store),
      vault,
      clock,
      onFailure: () => undefined,
    });
    const stream = await quiet.fair(fairId);
    if (!stream) throw new Error("no fair");
    await give(stream, clock, { type: "MoveMeeting", meetingId: "mtg_1", organisationId: "org_b0", slot: 3 });
    await quiet.close();
    await startNode(createMemoryJournal(store), vault, clock);
    await startNode(createMemoryJournal(store), vault, clock);
    const all = await mails(vault, 6);
    expect(all).toHaveLength(6);
    expect(all.slice(4).every(({ text }) => text.includes("09:00") || text.includes("9:00"))).toBe(true);
  });

  it("validation and refusal are told in the reader's words; an import of validated organisations is not", async () => {
    const { vault, clock, node } = await startOne();
    expect(await mails(vault, 0)).toEqual([]);
    await give(
      node.stream,
      clock,
      { type: "RefuseParticipant", organisationId: "org_b2", reason: "Dossier incomplet" },
      { as: "organiser" },
    );
    await give(
      node.stream,
      clock,
      { type: "ValidateParticipant", organisationId: "org_b2" },
      { as: "organiser" },
    );
    const sent = await mails(vault, 2);
    expect(sent.map(({ personId }) => personId)).toEqual(["per_b2", "per_b2"]);
    expect(sent[0]?.text).toContain("Dossier incomplet");
  });

  it("a published agenda is one mail a delegate, with a calendar of all its meetings", async () => {
    const { vault, clock, node } = await startOne();
    const meeting = (n: number, from: number, to: number, slot: number) => ({
      meetingId: `mtg_${n}`,
      organisations: [`org_b${from}`, `org_e${to}`],
      delegates: [`per_b${from}`, `per_e${to}`],
      slot,
      placeId: `plc_${to}`,
    });
    const meetings = [meeting(1, 0, 0, 1), meeting(2, 0, 1, 2), meeting(3, 1, 0, 2)];
    await give(
      node.stream,
      clock,
      { type: "PublishAgenda", draftId: "drf_1", meetings },
      { as: "organiser" },
    );
    const sent = await mails(vault, 4);
    expect(sent.map(({ personId }) => personId).sort()).toEqual(["per_b0", "per_b1", "per_e0", "per_e1"]);
    const own = sent.find(({ personId }) => personId === "per_b0");
    expect(own?.calendar?.method).toBe("PUBLISH");
    expect(own?.calendar?.content.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(own?.text).toContain("Structure org_e1");
  });

  it("the evening before, each delegate is told once of the meetings of the day", async () => {
    const { vault, clock, node } = await startOne();
    clock.setTo(minutesAfter(opensAt, -2_000));
    await give(node.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
      slot: 4,
    });
    await give(node.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_2",
      from: "org_b0",
      to: "org_e1",
      slot: 2,
    });
    const booked = await mails(vault, 4);
    expect(booked.every(({ id }) => !id.startsWith("day:"))).toBe(true);
    clock.setTo(minutesAfter(opensAt, -800));
    const told = (await mails(vault, 7)).slice(4);
    expect(told.map(({ id }) => id).sort()).toEqual([
      "day:fair_test:0:per_b0",
      "day:fair_test:0:per_e0",
      "day:fair_test:0:per_e1",
    ]);
    const text = told.find(({ personId }) => personId === "per_b0")?.text ?? "";
    expect(text.indexOf("Structure org_e1")).toBeLessThan(text.indexOf("Structure org_e0"));
  });

  it("a meeting of two slots is told with its end, once, in mails and in calendars", async () => {
    const { vault, clock, node } = await startOne();
    await give(node.stream, clock, { type: "SetMeetingSlots", organisationId: "org_e0", slots: 2 });
    await give(node.stream, clock, {
      type: "BookMeeting",
      meetingId: "mtg_1",
      from: "org_b0",
      to: "org_e0",
      slot: 2,
    });
    const [booked] = await mails(vault, 2);
    expect(booked?.text).toContain("09:40–10:20");
    const calendar = unfolded(booked?.calendar?.content ?? "");
    const [start = "", end = ""] = [/DTSTART[^:]*:(\S+)/, /DTEND[^:]*:(\S+)/].map(
      (line) => line.exec(calendar)?.[1],
    );
    expect([start, end].map((stamp) => stamp.slice(9, 13))).toEqual(["0840", "0920"]);
    clock.setTo(minutesAfter(opensAt, -800));
    const told = (await mails(vault, 4)).slice(2);
    const text = told.find(({ personId }) => personId === "per_b0")?.text ?? "";
    expect(text.split("Structure org_e0").length).toBe(2);
    expect(text).toContain("09:40–10:20");
  });

  it("a storm waits in the journal, not in memory, and no mail of it is lost or written twice", async () => {
    const { vault, clock, node } = await startOne({ paceMs: 1, mostWaiting: 50 });
    const rules = rulesSchema.parse({ bookingMode: "request", maxPendingRequests: 500 });
    await give(node.stream, clock, { type: "SetRules", rules }, { as: "organiser" });
    const rounds = 300;
    for (let round = 0; round < rounds; round += 1) {
      const meetingId = `mtg_s${round}`;
      await give(node.stream, clock, { type: "RequestMeeting", meetingId, from: "org_b0", to: "org_e0" });
      await give(node.stream, clock, { type: "WithdrawMeeting", meetingId, organisationId: "org_b0" });
    }
    let count = 0;
    for (let wait = 0; wait < 600 && count < rounds * 2; wait += 1) {
      await new Promise((done) => setTimeout(done, 100));
      count = (await vault.listMails(10_000)).length;
    }
    await new Promise((done) => setTimeout(done, 300));
    const all = await vault.listMails(10_000);
    expect(all.length).toBe(rounds * 2);
    const subjects = all.map(({ mail }) => mail.subject.replace(/Structure org_b0/, "").trim());
    expect(new Set(subjects).size).toBe(2);
  });
});

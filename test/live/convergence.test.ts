import { afterEach, describe, expect, it } from "vitest";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { createMemoryJournal, createMemoryJournalStore } from "../../src/journal/memory-journal.ts";
import { watchTopic } from "../../src/live/watch-topic.ts";
import { createAvailability } from "../../src/views/availability.ts";
import type {
  AvailabilityChange,
  AvailabilitySnapshot,
  OrganisationChange,
  OrganisationSnapshot,
} from "../../src/views/topics.ts";
import { createOrganisationView } from "../../src/views/topics-organisation.ts";
import { seed } from "../support/seed.ts";
import { type BadNetwork, startBadNetwork } from "./bad-network.ts";
import { applyAvailability, applyOrganisation, type OrganisationCopy } from "./copies.ts";
import { createRandom, eventually, type LiveFixture, startLive } from "./live-server.ts";

const clients = Number(process.env.COVENTIS_CLIENTS ?? "40");
const commands = Number(process.env.COVENTIS_COMMANDS ?? "400");

const nodes: LiveFixture[] = [];
let network: BadNetwork | undefined;
afterEach(async () => {
  await network?.close();
  for (const node of nodes.splice(0).reverse()) await node.close();
});

/** What a client has of a topic, and everything that was told to it since its last snapshot. */
type Copy<State, Change> = {
  state: State | undefined;
  startedAt: number;
  version: number;
  told: Change[];
  broken: string[];
};

describe("live clients on a bad network", () => {
  it.each([1, 2])(
    `of %i nodes converge: ${clients} of them end equal, nothing lost, nothing twice (seed ${seed})`,
    async (count) => {
      console.info(`seed ${seed}: COVENTIS_SEED=${seed} COVENTIS_CLIENTS=${clients} repeats it`);
      const random = createRandom(seed);
      const store = createMemoryJournalStore();
      const size = { exhibitors: 12, buyers: 30, slots: 20 };
      const fixture = await startLive(size, { journal: createMemoryJournal(store) });
      nodes.push(fixture);
      if (count === 2)
        nodes.push(await startLive(size, { journal: createMemoryJournal(store), beside: fixture }));
      const { fair } = fixture;
      const give: LiveFixture["give"] = (...command) =>
        (nodes[Math.floor(random() * nodes.length)] ?? fixture).give(...command);
      const bad = await startBadNetwork(
        nodes.map(({ server }) => server.port),
        createRandom(seed + 1),
      );
      network = bad;
      const all = [...fair.exhibitors, ...fair.buyers];

      // One client on a good line hears every patch: what it hears is what the others must have heard.
      const heard: { to: number; changes: readonly AvailabilityChange[] }[] = [];
      const good = fixture.connect();
      let isReady = false;
      watchTopic<AvailabilitySnapshot, AvailabilityChange>(good, {
        topic: `fair:${fair.fairId}`,
        since: null,
        start: () => {
          isReady = true;
        },
        apply: (changes, { to }) => heard.push({ to, changes }),
      });
      await eventually(
        () => isReady,
        () => "the good line is not up",
      );

      const copies = Array.from({ length: clients }, (_, index) => {
        const organisation = all[index % all.length] ?? "";
        const socket = fixture.connect(fair.tokenOf(organisation), bad.url);
        const open: Copy<AvailabilitySnapshot, AvailabilityChange> = newCopy();
        const own: Copy<OrganisationCopy, OrganisationChange> = newCopy();
        const follow = <Snapshot, State, Change>(
          topic: string,
          copy: Copy<State, Change>,
          from: (snapshot: Snapshot) => State,
          apply: (state: State, change: Change) => State,
        ) =>
          watchTopic<Snapshot, Change>(socket, {
            topic,
            since: null,
            start(snapshot, version) {
              copy.state = from(snapshot);
              copy.startedAt = version;
              copy.version = version;
              copy.told = [];
            },
            apply(changes, span) {
              if (span.to <= copy.version) copy.broken.push(`${span.from}→${span.to} at ${copy.version}`);
              copy.version = span.to;
              copy.told.push(...changes);
              for (const change of changes) if (copy.state) copy.state = apply(copy.state, change);
            },
          });
        follow(`fair:${fair.fairId}`, open, (snapshot: AvailabilitySnapshot) => snapshot, applyAvailability);
        follow(`organisation:${organisation}`, own, toCopy, applyOrganisation);
        return { organisation, open, own };
      });

      const made: { id: string; from: string; to: string }[] = [];
      for (let index = 0; index < commands; index += 1) {
        const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
        const dice = random();
        const known = pick(made);
        const slot = Math.floor(random() * 20);
        if (dice < 0.6) {
          const id = `mtg_${index}`;
          const [from, to] = [pick(fair.buyers) ?? "", pick(fair.exhibitors) ?? ""];
          if (await give({ type: "BookMeeting", meetingId: id, from, to, slot })) made.push({ id, from, to });
        } else if (dice < 0.72 && known)
          await give({ type: "CancelMeeting", meetingId: known.id, organisationId: known.from });
        else if (dice < 0.82 && known) await give({ type: "MoveMeeting", meetingId: known.id, slot });
        else if (dice < 0.9) {
          const [from, to] = [pick(fair.exhibitors) ?? "", pick(fair.buyers) ?? ""];
          await give({
            type: "SetWish",
            from,
            to,
            level: pick(["must", "like", "never", null] as const) ?? null,
          });
        } else {
          const [from, to] = [pick(fair.buyers) ?? "", pick(fair.exhibitors) ?? ""];
          await give({ type: "RequestMeeting", meetingId: `mtg_r${index}`, from, to }, { as: "delegate" });
        }
        if (random() < 0.3) await new Promise((done) => setTimeout(done, random() * 30));
      }
      bad.heal();
      for (const { stream } of nodes) await fixture.stream.reached(stream.version);

      const { state } = fixture.stream;
      const truth = text(createAvailability(state).snapshot());
      const ownTruth = new Map(
        all.map((organisation) => {
          const view = createOrganisationView(state, organisationIdSchema.parse(organisation));
          return [organisation, text(toCopy(view.snapshot()))];
        }),
      );
      const lagging = () =>
        copies.filter(
          ({ open, own, organisation }) =>
            text(open.state) !== truth || text(own.state) !== ownTruth.get(organisation),
        );
      await eventually(
        () => lagging().length === 0,
        () => {
          const [first] = lagging();
          return `seed ${seed}: ${lagging().length} of ${clients} differ from the server; ${first?.organisation} at ${first?.open.version} and ${first?.own.version}: ${text(first?.own.state)} ${ownTruth.get(first?.organisation ?? "")}`;
        },
        15_000 + clients * 200,
        200,
      );
      for (const { open, own } of copies) {
        expect([...open.broken, ...own.broken], `seed ${seed}`).toEqual([]);
        const expected = heard.filter(({ to }) => to > open.startedAt).flatMap(({ changes }) => changes);
        // Two nodes may tell the same changes in patches of different size; one tells everybody the same.
        if (count === 1) expect(open.told, `seed ${seed}`).toEqual(expected);
      }
      expect(bad.cuts(), `seed ${seed}: the network was too good to prove anything`).toBeGreaterThan(
        clients / 4,
      );
      expect(heard.length).toBeGreaterThan(commands / 10);
      console.info(`${heard.length} patches, ${bad.cuts()} connections cut, ${made.length} bookings`);
    },
    60_000 + clients * 1_000,
  );
});

function newCopy<State, Change>(): Copy<State, Change> {
  return { state: undefined, startedAt: 0, version: 0, told: [], broken: [] };
}

function toCopy(snapshot: OrganisationSnapshot): OrganisationCopy {
  return {
    ...snapshot,
    meetings: Object.fromEntries(snapshot.meetings.map((meeting) => [meeting.id, meeting])),
  };
}

/** Equal things read equal. */
function text(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

import type { Context } from "../../domain/decision.ts";
import type { AgendaDraft, DraftHeader, DraftProgress } from "../../domain/fair/agenda-draft.ts";
import type { CommandOf } from "../../domain/fair/commands.ts";
import { agendaConflicts } from "../../domain/fair/decide-agenda.ts";
import { type FairState, pairKey } from "../../domain/fair/state.ts";
import {
  type DraftId,
  draftIdSchema,
  type FairId,
  meetingIdSchema,
  type OrganisationId,
} from "../../domain/ids.ts";
import { type Clock, systemClock } from "../clock.ts";
import { describeDecisions, describeParticipant } from "../matching/fair-changes.ts";
import { newId } from "../new-id.ts";
import type { FairStream, Runtime } from "../runtime.ts";
import { checkDraft, toPublished } from "./check-draft.ts";
import { compareDrafts } from "./compare-drafts.ts";
import { type Computation, openComputation } from "./computation.ts";
import { createDraftStore, type KeptDraft } from "./draft-store.ts";
import { figuresOf } from "./figures.ts";
import type { AgendaPort, ComputeOptions, PublishOutcome } from "./port.ts";
import { type PairScore, problemOfFair } from "./problem-of-fair.ts";
import type { RankedPair } from "./worker.ts";

export type AgendaOptions = {
  readonly runtime: Runtime;
  /** Real time; a test may hold it. */
  readonly wallClock?: Clock;
  /** Computations at the same time; the others wait. */
  readonly maxRunning?: number;
  readonly onError?: (error: unknown) => void;
};

const rankedTop = 40;
const keptDrafts = 20;
const publishAttempts = 3;
/** A computation of a node that has ended is given up this long after its time. */
const graceMs = 60_000;

type Running = { computation?: Computation; progress?: DraftProgress; isStopped: boolean };

/** Computes agendas in worker threads, keeps the drafts, and publishes them through the fair's own rules. */
export function createAgenda(options: AgendaOptions): AgendaPort {
  const { runtime, wallClock = systemClock, maxRunning = 1, onError = () => undefined } = options;
  const store = createDraftStore(runtime.vault);
  const running = new Map<DraftId, Running>();
  const listeners = new Set<(fairId: FairId, id: DraftId, progress: DraftProgress) => void>();
  const queue: (() => void)[] = [];
  const work = new Set<Promise<void>>();
  let busy = 0;

  const openFair = async (fairId: FairId): Promise<FairStream> => {
    const fair = await runtime.fair(fairId);
    if (!fair) throw new Error(`no fair ${fairId}`);
    return fair;
  };
  const takeTurn = async (): Promise<void> => {
    if (busy >= maxRunning) await new Promise<void>((resolve) => queue.push(resolve));
    busy += 1;
  };
  const run = async (fair: FairStream, header: DraftHeader, wanted: ComputeOptions): Promise<void> => {
    const own: Running = { isStopped: false };
    running.set(header.id, own);
    await takeTurn();
    try {
      const computation = openComputation();
      own.computation = computation;
      if (own.isStopped) computation.stop();
      const draft = await compute(runtime, fair, header, wanted, computation, (progress) => {
        own.progress = progress;
        for (const listener of listeners) listener(header.fairId, header.id, progress);
      });
      await store.put({ ...draft, ...(own.isStopped ? { stopped: true } : {}) });
      running.delete(header.id);
      await forgetOldest(fair.state, header.fairId);
    } catch (error) {
      onError(error);
      const fault = error instanceof Error ? error.message : String(error);
      await store.putHeader({ ...header, status: "failed", fault }).catch(onError);
    } finally {
      await own.computation?.close();
      running.delete(header.id);
      busy -= 1;
      queue.shift()?.();
    }
  };
  const forgetOldest = async (state: FairState, fairId: FairId): Promise<void> => {
    const drafts = await store.list(fairId);
    for (const { id } of drafts.slice(keptDrafts))
      if (id !== state.publishedDraft.get() && !running.has(id)) await store.remove(id);
  };
  /** As it stands now: progress of a running one, and the end of one whose node is gone. */
  const refresh = <H extends DraftHeader>(header: H): H => {
    const own = running.get(header.id);
    if (own) return own.progress ? { ...header, progress: own.progress } : header;
    const isLost =
      header.status === "computing" &&
      header.startedAtMs + header.seconds * 1000 + graceMs < wallClock.nowMs();
    return isLost ? { ...header, status: "failed", fault: "interrupted" } : header;
  };
  const check = (fair: FairStream, kept: KeptDraft): AgendaDraft => {
    const isOut = fair.state.publishedDraft.get() === kept.id;
    const context: Context = { at: runtime.clock.now(), by: "system", as: "organiser" };
    const violations =
      isOut || kept.status !== "ready"
        ? []
        : checkDraft(fair.state, toPublished(fair.state, kept.meetings), context);
    return { ...refresh(kept), violations };
  };

  return {
    async compute(fairId, wanted) {
      const fair = await openFair(fairId);
      const header: DraftHeader = {
        id: newId("drf", (value) => draftIdSchema.parse(value)),
        fairId,
        status: "computing",
        requestedAt: runtime.clock.now(),
        startedAtMs: wallClock.nowMs(),
        seconds: wanted.seconds,
        seed: wanted.seed,
      };
      const draft = { ...header, meetings: [], unplaced: [] };
      await store.put(draft);
      const working = run(fair, header, wanted).catch(onError);
      work.add(working);
      void working.finally(() => work.delete(working));
      return { ...draft, violations: [] };
    },
    async draft(fairId, id) {
      const wanted = id ?? (await store.list(fairId))[0]?.id;
      const kept = wanted && (await store.get(fairId, wanted));
      return kept && check(await openFair(fairId), kept);
    },
    async drafts(fairId) {
      return (await store.list(fairId)).map(refresh);
    },
    async stop(fairId, id) {
      const own = running.get(id);
      if (!own || !(await store.header(fairId, id))) return false;
      own.isStopped = true;
      own.computation?.stop();
      return true;
    },
    async remove(fairId, id) {
      if (!(await store.header(fairId, id))) return false;
      const own = running.get(id);
      if (own) {
        own.isStopped = true;
        own.computation?.stop();
        while (running.has(id)) await Promise.race(work);
      }
      return store.remove(id);
    },
    async compare(fairId, first, second) {
      const [a, b] = await Promise.all([store.get(fairId, first), store.get(fairId, second)]);
      return a && b ? compareDrafts(a, b) : undefined;
    },
    async publish(fairId, id, context, { skipConflicts = false, submit } = {}) {
      const fair = await runtime.fair(fairId);
      if (!fair) return { ok: false, rejection: { code: "fair-unknown" } };
      const kept = await store.get(fairId, id);
      if (!kept) return { ok: false, rejection: { code: "draft-unknown" } };
      if (kept.status !== "ready" || kept.meetings.length === 0)
        return { ok: false, rejection: { code: "draft-not-ready" } };
      let outcome: PublishOutcome | undefined;
      for (let attempt = 0; attempt < publishAttempts; attempt += 1) {
        const all = toPublished(fair.state, kept.meetings);
        const left = new Set(
          skipConflicts ? agendaConflicts(fair.state, all, context).map(({ meetingId }) => meetingId) : [],
        );
        const rest = all.filter(({ meetingId }) => !left.has(meetingId));
        const faults = checkDraft(fair.state, rest, context).filter(
          ({ meetingId }) => meetingId === undefined,
        );
        if (faults.length > 0) throw new Error(`draft ${id} is unsound: ${faults[0]?.text}`);
        // Where nothing is left, the rules say so themselves, or a retry finds its first outcome.
        const meetings = rest.length > 0 ? rest : all;
        const command: CommandOf<"PublishAgenda"> = {
          type: "PublishAgenda",
          draftId: id,
          meetings: [...meetings],
        };
        const answer = await (submit ? submit(command) : fair.submit(command, context));
        outcome = answer.ok ? { ...answer, left: [...left] } : answer;
        if (outcome.ok || !skipConflicts || outcome.rejection.code !== "agenda-conflict" || rest.length === 0)
          break;
      }
      return outcome ?? { ok: false, rejection: { code: "busy" } };
    },
    async unpublish(fairId, context) {
      const fair = await runtime.fair(fairId);
      if (!fair) return { ok: false, rejection: { code: "fair-unknown" } };
      const outcome = await fair.submit({ type: "UnpublishAgenda" }, context);
      return outcome.ok ? { ...outcome, left: [] } : outcome;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      for (const own of running.values()) {
        own.isStopped = true;
        own.computation?.stop();
      }
      await Promise.all(work);
    },
  };
}

async function compute(
  runtime: Runtime,
  fair: FairStream,
  header: DraftHeader,
  { seconds, seed, steps, floor = 0 }: ComputeOptions,
  computation: Computation,
  onProgress: (progress: DraftProgress) => void,
): Promise<KeptDraft> {
  const changes = [
    ...describeDecisions(fair.state),
    ...[...fair.state.participants.keys()].map((id) =>
      describeParticipant(fair.state, runtime.directory.state, id),
    ),
  ];
  const pairs = await computation.rank({ changes, today: runtime.clock.now().slice(0, 10) }, rankedTop);
  const problem = problemOfFair(fair.state, {
    at: runtime.clock.now(),
    score: toScore(pairs),
    floor,
    recommended: [...pairs]
      .sort((a, b) => b[2] - a[2])
      .map(([a, b]) => [a as OrganisationId, b as OrganisationId]),
  });
  const search = { seconds, seed, ...(steps === undefined ? {} : { steps }) };
  const { agenda, took } = await computation.place(problem, search, onProgress);
  return {
    ...header,
    status: "ready",
    took,
    figures: figuresOf(fair.state, problem, agenda),
    meetings: agenda.placed.map(({ organisations: pair, slot, placeId, delegates, kind, value }) => ({
      meetingId: newId("mtg", (text) => meetingIdSchema.parse(text)),
      organisations: [...pair],
      slot,
      placeId,
      delegates: [...delegates],
      kind,
      value,
    })),
    unplaced: agenda.unplaced,
  };
}

/** The score of a pair whichever side it was found from. */
function toScore(pairs: readonly RankedPair[]): PairScore {
  const scores = new Map<string, number>();
  for (const [a, b, score] of pairs) {
    const key = pairKey(a as OrganisationId, b as OrganisationId);
    scores.set(key, Math.max(score, scores.get(key) ?? 0));
  }
  return (a, b) => scores.get(pairKey(a, b)) ?? 0;
}

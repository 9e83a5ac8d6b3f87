import type { Context } from "../../domain/decision.ts";
import type { AgendaDraft, DraftHeader, DraftProgress } from "../../domain/fair/agenda-draft.ts";
import { agendaConflicts } from "../../domain/fair/decide-agenda.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { type DraftId, draftIdSchema, type FairId } from "../../domain/ids.ts";
import { type Clock, systemClock } from "../clock.ts";
import { inSlices } from "../in-slices.ts";
import { newId } from "../new-id.ts";
import type { FairStream, Runtime } from "../runtime.ts";
import { changesSince } from "./changes-since.ts";
import { stepsToCheck, toPublished } from "./check-draft.ts";
import { compareDrafts } from "./compare-drafts.ts";
import { type Computation, openComputation } from "./computation.ts";
import { computeDraft } from "./compute-draft.ts";
import { createDraftStore, type DraftWithEdits, type KeptDraft } from "./draft-store.ts";
import { createDraftEditing } from "./editing.ts";
import { addToHistory } from "./history.ts";
import { judgeDraft } from "./judge-draft.ts";
import type { AgendaPort, ComputeOptions, PublishOutcome } from "./port.ts";
import { createTurns } from "./turns.ts";

export type AgendaOptions = {
  readonly runtime: Runtime;
  /** Real time; a test may hold it. */
  readonly wallClock?: Clock;
  /** Computations at the same time; the others wait. */
  readonly maxRunning?: number;
  readonly onError?: (error: unknown) => void;
  /** The thread of one computation; a test may hold it. */
  readonly open?: () => Computation;
};

const keptDrafts = 20;
const publishAttempts = 3;
/** A computation of a node that has ended is given up this long after its time. */
const graceMs = 60_000;

type Running = {
  computation?: Computation;
  history: readonly DraftProgress[];
  /** The best so far: valid, and shown until a better one comes. */
  interim?: () => KeptDraft;
  isStopped: boolean;
};

/** Computes agendas in worker threads, keeps the drafts, and publishes them through the fair's own rules. */
export function createAgenda(options: AgendaOptions): AgendaPort {
  const { runtime, wallClock = systemClock, maxRunning = 1, onError = () => undefined } = options;
  const { open = openComputation } = options;
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
  const office = (): Context => ({ at: runtime.clock.now(), by: "system", as: "organiser" });
  const takeTurn = async (): Promise<void> => {
    if (busy >= maxRunning) await new Promise<void>((resolve) => queue.push(resolve));
    busy += 1;
  };
  const run = async (fair: FairStream, header: DraftHeader, wanted: ComputeOptions): Promise<void> => {
    const own: Running = { isStopped: false, history: [] };
    running.set(header.id, own);
    const from = wanted.from && (await store.get(header.fairId, wanted.from));
    const kept = from ? from.meetings.filter(({ locked }) => locked === true) : [];
    await takeTurn();
    try {
      const computation = open();
      own.computation = computation;
      if (own.isStopped) computation.stop();
      const draft = await computeDraft(runtime, fair, header, { ...wanted, kept }, computation, {
        onProgress(progress) {
          own.history = addToHistory(own.history, progress);
          for (const listener of listeners) listener(header.fairId, header.id, progress);
        },
        onInterim(interim) {
          own.interim = interim;
        },
      });
      const history = { history: own.history };
      await store.put({ ...draft, ...history, ...(own.isStopped ? { stopped: true } : {}) });
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
    const progress = own?.history.at(-1);
    if (own) return progress ? { ...header, progress, history: own.history } : header;
    const isLost =
      header.status === "computing" &&
      header.startedAtMs + header.seconds * 1000 + graceMs < wallClock.nowMs();
    return isLost ? { ...header, status: "failed", fault: "interrupted" } : header;
  };
  /** The draft judged last: leafing through its pages judges it once. */
  let judged: { readonly key: string; readonly draft: AgendaDraft } | undefined;
  const judge = async (fair: FairStream, { computed, done }: DraftWithEdits): Promise<AgendaDraft> => {
    const { id, status } = computed;
    const minute = runtime.clock.now().slice(0, 16);
    const key = [id, status, done.length, JSON.stringify(done.at(-1)), fair.version, minute].join();
    if (running.has(id)) return judgeAnew(fair, { computed, done });
    if (judged?.key !== key) judged = { key, draft: await judgeAnew(fair, { computed, done }) };
    return judged.draft;
  };
  const judgeAnew = async (fair: FairStream, { computed, done }: DraftWithEdits): Promise<AgendaDraft> => {
    const interim = running.get(computed.id)?.interim?.();
    const { meetings, unplaced, figures } = interim ?? computed;
    const shown = { ...refresh(computed), meetings, unplaced, ...(figures ? { figures } : {}) };
    const changes = await changesOf(fair, computed);
    return judgeDraft(fair.state, { computed: shown, done }, changes, office());
  };
  const changesOf = async (fair: FairStream, { id, fairId, version }: DraftHeader) =>
    version === undefined || version >= fair.version || fair.state.publishedDraft.get() === id
      ? []
      : changesSince(runtime.journal, fairId, fair.state, version);
  const beginning = new Map<DraftId, Promise<AgendaDraft>>();
  const inTurn = createTurns();
  const editing = createDraftEditing({ runtime, store, inTurn, openFair, judge, office });

  const begin = async (fairId: FairId, id: DraftId, wanted: ComputeOptions): Promise<AgendaDraft> => {
    const fair = await openFair(fairId);
    const begunBefore = wanted.id && (await store.withEdits(fairId, id));
    if (begunBefore) return judge(fair, begunBefore);
    const from = wanted.from && (await store.get(fairId, wanted.from));
    const locked = from ? from.meetings.filter((meeting) => meeting.locked === true).length : 0;
    const header: DraftHeader = {
      id,
      fairId,
      status: "computing",
      requestedAt: runtime.clock.now(),
      startedAtMs: wallClock.nowMs(),
      seconds: wanted.seconds,
      seed: wanted.seed,
      ...(from && locked > 0 ? { basedOn: { id: from.id, locked } } : {}),
    };
    const draft = { ...header, meetings: [], unplaced: [] };
    await store.put(draft);
    const working = run(fair, header, wanted).catch(onError);
    work.add(working);
    void working.finally(() => work.delete(working));
    return { ...draft, violations: [], changes: [] };
  };

  const remove = async (fairId: FairId, id: DraftId): Promise<boolean> => {
    if (!(await store.header(fairId, id))) return false;
    const own = running.get(id);
    if (own) {
      own.isStopped = true;
      own.computation?.stop();
      while (running.has(id)) await Promise.race(work);
    }
    return store.remove(id);
  };
  const publish: AgendaPort["publish"] = async (
    fairId,
    id,
    context,
    { skipConflicts = false, submit } = {},
  ) => {
    const fair = await runtime.fair(fairId);
    if (!fair) return { ok: false, rejection: { code: "fair-unknown" } };
    const kept = await store.get(fairId, id);
    if (!kept) return { ok: false, rejection: { code: "draft-unknown" } };
    if (kept.status !== "ready") return { ok: false, rejection: { code: "draft-not-ready" } };
    if (kept.meetings.length === 0) return { ok: false, rejection: { code: "draft-empty" } };
    const changes = await changesOf(fair, kept);
    let outcome: PublishOutcome | undefined;
    for (let attempt = 0; attempt < publishAttempts; attempt += 1) {
      const all = toPublished(fair.state, kept.meetings);
      const left = new Set(
        skipConflicts ? agendaConflicts(fair.state, all, context).map(({ meetingId }) => meetingId) : [],
      );
      const rest = all.filter(({ meetingId }) => !left.has(meetingId));
      // The command decides again, on the state of that moment.
      const faults = await inSlices(stepsToCheck(fair.state, rest, context));
      const isOut = fair.state.publishedDraft.get() === id;
      if (faults.length > 0 && !isOut) {
        const meetings = [...new Set(faults.flatMap((fault) => fault.meetings))];
        return { ok: false, rejection: { code: "agenda-conflict", field: "meetings", meetings } };
      }
      // Where nothing is left, the rules say so themselves, or a retry finds its first outcome.
      const meetings = [...(rest.length > 0 ? rest : all)];
      const command = { type: "PublishAgenda" as const, draftId: id, meetings };
      const answer = await (submit ? submit(command) : fair.submit(command, context));
      outcome = answer.ok ? { ...answer, left: [...left], changes } : answer;
      if (outcome.ok || !skipConflicts || outcome.rejection.code !== "agenda-conflict" || rest.length === 0)
        break;
    }
    return outcome ?? { ok: false, rejection: { code: "busy" } };
  };

  return {
    ...editing,
    compute(fairId, wanted) {
      const id = wanted.id ?? newId("drf", (value) => draftIdSchema.parse(value));
      const begun = beginning.get(id) ?? begin(fairId, id, wanted).finally(() => beginning.delete(id));
      beginning.set(id, begun);
      return begun;
    },
    async draft(fairId, id) {
      const wanted = id ?? (await store.list(fairId))[0]?.id;
      const found = wanted && (await store.withEdits(fairId, wanted));
      return found && judge(await openFair(fairId), found);
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
    remove: (fairId, id) => inTurn(id, () => remove(fairId, id)),
    async compare(fairId, first, second) {
      const [a, b] = await Promise.all([store.get(fairId, first), store.get(fairId, second)]);
      const slots = (await openFair(fairId)).state.slots.get();
      return a && b ? compareDrafts(a, b, (slot) => slots[slot]?.day ?? 0) : undefined;
    },
    publish: (fairId, id, context, wanted) => inTurn(id, () => publish(fairId, id, context, wanted)),
    async unpublish(fairId, context) {
      const fair = await runtime.fair(fairId);
      if (!fair) return { ok: false, rejection: { code: "fair-unknown" } };
      const outcome = await fair.submit({ type: "UnpublishAgenda" }, context);
      return outcome.ok ? { ...outcome, left: [], changes: [] } : outcome;
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

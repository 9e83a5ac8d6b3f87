import type {
  DraftHeader,
  DraftMeeting,
  DraftProgress,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import { recordedLength } from "../../domain/fair/span.ts";
import { type FairState, pairKey } from "../../domain/fair/state.ts";
import { meetingIdSchema, type OrganisationId } from "../../domain/ids.ts";
import { atOnce, inSlices } from "../in-slices.ts";
import { describeDecisions, describeParticipant } from "../matching/fair-changes.ts";
import { newId } from "../new-id.ts";
import type { FairStream, Runtime } from "../runtime.ts";
import { asLongAsNeeded, checkDraft, toPublished } from "./check-draft.ts";
import type { Computation } from "./computation.ts";
import type { KeptDraft } from "./draft-store.ts";
import { figuresOf } from "./figures.ts";
import type { FairAgenda } from "./place-fair.ts";
import type { ComputeOptions } from "./port.ts";
import { stepsToProblem } from "./problem-of-fair.ts";
import { listPairs, type RankedPairs, scoreOfPairs } from "./ranked-pairs.ts";
import { wishesLeft } from "./wishes-left.ts";

const rankedTop = 40;

/** What is told while a draft is computed. */
export type ComputeTold = {
  onProgress(progress: DraftProgress): void;
  /** A valid draft to be going on with, made when it is read. */
  onInterim(read: () => KeptDraft): void;
};

/**
 * Computes a draft around what is scheduled and what is locked in another draft. Locked meetings that cannot hold
 * together, or any more, end it before it begins: its `clash` says which facts they meet.
 */
export async function computeDraft(
  runtime: Runtime,
  fair: FairStream,
  header: DraftHeader,
  wanted: ComputeOptions & { readonly kept: readonly DraftMeeting[] },
  computation: Computation,
  told: ComputeTold,
): Promise<KeptDraft> {
  const { seconds, seed, steps, floor = 0 } = wanted;
  const locked = asLongAsNeeded(fair.state, stillToPlace(fair.state, wanted.kept));
  const at = runtime.clock.now();
  const clash = checkDraft(fair.state, toPublished(fair.state, locked), {
    at,
    by: "system",
    as: "organiser",
  });
  if (clash.length > 0)
    return { ...header, status: "failed", fault: "clash", clash, meetings: [], unplaced: [] };
  const changes = [
    ...describeDecisions(fair.state),
    ...[...fair.state.participants.keys()].map((id) =>
      describeParticipant(fair.state, runtime.directory.state, id),
    ),
  ];
  const pairs = await computation.rank({ changes, today: runtime.clock.now().slice(0, 10) }, rankedTop);
  // What changes while the problem is built is among what changed since the draft, whichever side of it was read.
  const version = fair.version;
  const problem = await inSlices(
    stepsToProblem(fair.state, {
      at: runtime.clock.now(),
      score: scoreOfPairs(pairs),
      floor,
      locked,
      recommended: recommendedOf(pairs),
    }),
  );
  let others: readonly UnplacedCandidate[] | undefined;
  const stepsToDraft = function* (agenda: FairAgenda): Generator<void, KeptDraft, void> {
    others ??= yield* wishesLeft(fair.state, [...problem.candidates, ...locked]);
    const figures = figuresOf(fair.state, problem, agenda, locked);
    yield;
    const meetings: DraftMeeting[] = locked.map((meeting) => ({ ...meeting, locked: true }));
    for (const placed of agenda.placed) {
      const { organisations: pair, slot, placeId, delegates, kind, value } = placed;
      meetings.push({
        meetingId: newId("mtg", (text) => meetingIdSchema.parse(text)),
        organisations: [pair[0], pair[1]],
        slot,
        ...recordedLength(placed),
        placeId,
        delegates: [delegates[0], delegates[1]],
        kind,
        value,
      });
      yield;
    }
    return { ...header, version, figures, meetings, unplaced: [...agenda.unplaced, ...others] };
  };
  const search = { seconds, seed, ...(steps === undefined ? {} : { steps }) };
  const worth = locked.reduce((sum, { value }) => sum + value, 0);
  const { agenda, took } = await computation.place(problem, search, {
    onProgress: (progress) => told.onProgress(withLocked(progress, worth)),
    onInterim(read) {
      let draft: KeptDraft | undefined;
      told.onInterim(() => {
        draft ??= atOnce(stepsToDraft(read()));
        return draft;
      });
    },
  });
  return { ...(await inSlices(stepsToDraft(agenda()))), status: "ready", took };
}

/** What is locked and not scheduled meanwhile: what is scheduled stays anyway. */
function stillToPlace(state: FairState, meetings: readonly DraftMeeting[]): readonly DraftMeeting[] {
  return meetings.filter(({ organisations }) => {
    const open = state.openPair.get(pairKey(...organisations));
    return open === undefined || state.meetings.get(open)?.status !== "scheduled";
  });
}

function withLocked(progress: DraftProgress, worth: number): DraftProgress {
  if (worth === 0) return progress;
  const [value, bound] = [progress.value + worth, progress.bound.value + worth];
  return {
    ...progress,
    value,
    bound: { value: bound },
    gap: bound <= 0 ? 0 : Math.max(0, 1 - value / bound),
  };
}

function* recommendedOf(
  pairs: RankedPairs,
): Generator<readonly [OrganisationId, OrganisationId], void, void> {
  for (const [a, b] of listPairs(pairs)) yield [a as OrganisationId, b as OrganisationId];
}

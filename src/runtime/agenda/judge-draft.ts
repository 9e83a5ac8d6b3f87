import type { Context } from "../../domain/decision.ts";
import type { AgendaDraft, DraftChange, DraftEdit, DraftViolation } from "../../domain/fair/agenda-draft.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { inSlices } from "../in-slices.ts";
import { applyEdits } from "./apply-edits.ts";
import { stepsToStrains } from "./check-comfort.ts";
import { asLongAsNeeded, publishedId, stepsToCheck, toPublished } from "./check-draft.ts";
import { findConcerns } from "./check-pairs.ts";
import type { DraftWithEdits, KeptDraft } from "./draft-store.ts";

/** A draft with everything that is wrong with it now, and what the last change by hand brought and ended. */
export async function judgeDraft(
  state: FairState,
  { computed, done }: DraftWithEdits,
  changes: readonly DraftChange[],
  context: Context,
): Promise<AgendaDraft> {
  const isOut = state.publishedDraft.get() === computed.id;
  const after = applyEdits(computed, done);
  if (isOut || computed.status === "failed") return { ...computed, ...after, changes, violations: [] };
  const judged = { ...computed, ...after, meetings: asLongAsNeeded(state, after.meetings), changes };
  const violations = await judge(state, after, context);
  const edit = done.at(-1);
  if (!edit) return { ...judged, violations };
  const before = await judge(state, applyEdits(computed, done.slice(0, -1)), context);
  return { ...judged, violations, lastEdit: { edit, ...difference(before, violations) } };
}

/** What a change would bring and end, without keeping it. */
export async function previewEdit(
  state: FairState,
  { computed, done }: DraftWithEdits,
  edit: DraftEdit,
  context: Context,
): Promise<{ readonly brought: readonly DraftViolation[]; readonly ended: readonly DraftViolation[] }> {
  const before = await judge(state, applyEdits(computed, done), context);
  return difference(before, await judge(state, applyEdits(computed, [...done, edit]), context));
}

/** In slices: a draft of thousands of meetings holds up nobody who books. */
function judge(
  state: FairState,
  draft: Pick<KeptDraft, "meetings">,
  context: Context,
): Promise<readonly DraftViolation[]> {
  return inSlices(stepsToJudge(state, draft, context));
}

function* stepsToJudge(
  state: FairState,
  { meetings }: Pick<KeptDraft, "meetings">,
  context: Context,
): Generator<void, readonly DraftViolation[], void> {
  // Named by the draft's own ids, whatever ids they would be published under.
  const ownId = new Map(meetings.map((meeting) => [publishedId(state, meeting), meeting.meetingId]));
  yield;
  const published = toPublished(state, meetings);
  yield;
  const faults = yield* stepsToCheck(state, published, context);
  const strains = yield* stepsToStrains(state, published);
  return [
    ...[...faults, ...strains].map((violation) => ({
      ...violation,
      meetings: violation.meetings.map((id) => ownId.get(id) ?? id),
    })),
    ...findConcerns(state, asLongAsNeeded(state, meetings)),
  ];
}

function difference(before: readonly DraftViolation[], after: readonly DraftViolation[]) {
  const [known, now] = [new Set(before.map(toKey)), new Set(after.map(toKey))];
  return {
    brought: after.filter((violation) => !known.has(toKey(violation))),
    ended: before.filter((violation) => !now.has(toKey(violation))),
  };
}

function toKey(violation: DraftViolation): string {
  const { code, meetings, slot, placeId, roomId, person, organisation, pause } = violation;
  return JSON.stringify([code, [...meetings].sort(), slot, placeId, roomId, person, organisation, pause]);
}

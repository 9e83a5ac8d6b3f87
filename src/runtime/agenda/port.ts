import type { Context } from "../../domain/decision.ts";
import type {
  AgendaDraft,
  DraftChange,
  DraftComparison,
  DraftHeader,
  DraftProgress,
  DraftViolation,
} from "../../domain/fair/agenda-draft.ts";
import type { CommandOf } from "../../domain/fair/commands.ts";
import type { FairEvent } from "../../domain/fair/events.ts";
import type { FairRejection } from "../../domain/fair/rejections.ts";
import type { DraftId, FairId, MeetingId } from "../../domain/ids.ts";
import type { Outcome } from "../stream.ts";
import type { EditRefusal, WantedEdit } from "./resolve-edit.ts";

export type ComputeOptions = {
  /** At most; it ends earlier when nothing better can be found. */
  readonly seconds: number;
  readonly seed: number;
  /** Search rounds at most: with them and time enough, the same seed gives the same agenda. */
  readonly steps?: number;
  /** Organisations with fewer candidates than this get their best recommendations as well. */
  readonly floor?: number;
  /** The draft's; asked for again under it, a computation is the one that was begun. */
  readonly id?: DraftId;
  /** What is locked in this draft stays where it is; the rest is computed again. */
  readonly from?: DraftId;
};
export type DraftRefusal = {
  readonly code:
    | "draft-unknown"
    | "draft-not-ready"
    | "draft-empty"
    | "draft-published"
    | "draft-changed"
    | "fair-unknown";
};
export type EditOutcome =
  | { readonly ok: true; readonly draft: AgendaDraft }
  | { readonly ok: false; readonly rejection: DraftRefusal | { readonly code: EditRefusal } };
/** What a change would bring and end, without keeping it. */
export type EditPreview =
  | {
      readonly ok: true;
      readonly brought: readonly DraftViolation[];
      readonly ended: readonly DraftViolation[];
    }
  | Extract<EditOutcome, { ok: false }>;
/** `left` are the meetings that the rules no longer allow and that were asked to be left out. */
export type PublishOutcome =
  | (Extract<Outcome<FairEvent, FairRejection>, { ok: true }> & {
      readonly left: readonly MeetingId[];
      /** What had changed in the fair since the draft was computed. */
      readonly changes: readonly DraftChange[];
    })
  | {
      readonly ok: false;
      readonly rejection: FairRejection | DraftRefusal | { readonly code: "busy" | "idempotency-key-reused" };
    };

/** Gives the command to the fair; an edge passes its own, which knows the request's idempotency key. */
export type SubmitPublication = (
  command: CommandOf<"PublishAgenda">,
) => Promise<Outcome<FairEvent, FairRejection>>;

export type AgendaPort = {
  /** Starts a computation in a worker and answers at once, with the draft under way. */
  compute(fairId: FairId, options: ComputeOptions): Promise<AgendaDraft>;
  /** The newest draft of a fair, or the one of this id, checked against the fair as it is now. */
  draft(fairId: FairId, id?: DraftId): Promise<AgendaDraft | undefined>;
  /** Newest first, without meetings. */
  drafts(fairId: FairId): Promise<readonly DraftHeader[]>;
  /** Ends a computation with the best agenda so far; false when it is not under way here. */
  stop(fairId: FairId, id: DraftId): Promise<boolean>;
  /** Stops and forgets it. */
  remove(fairId: FairId, id: DraftId): Promise<boolean>;
  /**
   * Changes a draft by hand, whatever rules that breaks: the answer says which. `known` is the number of changes
   * that the author saw; where others came meanwhile nothing is done (`draft-changed`). Asked for again under the
   * same `request`, a change is made once.
   */
  edit(
    fairId: FairId,
    id: DraftId,
    wanted: WantedEdit,
    known?: number,
    request?: string,
  ): Promise<EditOutcome>;
  preview(fairId: FairId, id: DraftId, wanted: WantedEdit): Promise<EditPreview>;
  /** Takes the last change by hand back. */
  undo(fairId: FairId, id: DraftId, known?: number): Promise<EditOutcome>;
  compare(fairId: FairId, first: DraftId, second: DraftId): Promise<DraftComparison | undefined>;
  /**
   * Publishes a draft. Meetings that break a rule refuse it whole (`agenda-conflict`, with their ids), unless
   * `skipConflicts` leaves them out; one without meetings is refused (`draft-empty`).
   */
  publish(
    fairId: FairId,
    id: DraftId,
    context: Context,
    options?: { readonly skipConflicts?: boolean; readonly submit?: SubmitPublication },
  ): Promise<PublishOutcome>;
  unpublish(fairId: FairId, context: Context): Promise<PublishOutcome>;
  /** Told of every step of every computation of this node; returns how to stop. */
  onProgress(listener: (fairId: FairId, id: DraftId, progress: DraftProgress) => void): () => void;
  /** Ends computations under way. */
  close(): Promise<void>;
};

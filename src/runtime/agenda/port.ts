import type { Context } from "../../domain/decision.ts";
import type {
  AgendaDraft,
  DraftComparison,
  DraftHeader,
  DraftProgress,
} from "../../domain/fair/agenda-draft.ts";
import type { CommandOf } from "../../domain/fair/commands.ts";
import type { FairEvent } from "../../domain/fair/events.ts";
import type { FairRejection } from "../../domain/fair/rejections.ts";
import type { DraftId, FairId, MeetingId } from "../../domain/ids.ts";
import type { Outcome } from "../stream.ts";

export type ComputeOptions = {
  /** At most; it ends earlier when nothing better can be found. */
  readonly seconds: number;
  readonly seed: number;
  /** Search rounds at most: with them and time enough, the same seed gives the same agenda. */
  readonly steps?: number;
  /** Organisations with fewer candidates than this get their best recommendations as well. */
  readonly floor?: number;
};
export type DraftRefusal = { readonly code: "draft-unknown" | "draft-not-ready" | "fair-unknown" };
/** `left` are the meetings that the rules no longer allow and that were asked to be left out. */
export type PublishOutcome =
  | (Extract<Outcome<FairEvent, FairRejection>, { ok: true }> & { readonly left: readonly MeetingId[] })
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
  compare(fairId: FairId, first: DraftId, second: DraftId): Promise<DraftComparison | undefined>;
  /**
   * Publishes a draft. Meetings that can no longer be booked refuse it whole (`agenda-conflict`, with their ids),
   * unless `skipConflicts` leaves them out.
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

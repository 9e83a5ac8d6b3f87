import type { DraftKind } from "../domain/fair/agenda-draft.ts";
import type { PlaceName, SlotTime } from "./view-types.ts";

/** A line of the list of drafts. */
export type DraftLine = {
  readonly id: string;
  readonly computedAt: string;
  readonly status: "computing" | "ready" | "failed";
  readonly isOut: boolean;
  readonly edits: number;
  readonly basedOn: number;
  readonly placed: number | null;
  readonly wanted: number | null;
  readonly gap: number | null;
};
/** A broken rule in the reader's words, and where to do something about it. */
export type ViolationView = {
  readonly text: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
};
type Named = { readonly id: string; readonly name: string };
export type DraftMeetingView = {
  readonly id: string;
  readonly organisations: readonly [string, string];
  readonly people: readonly [Named, Named];
  readonly slot: SlotTime | null;
  readonly place: PlaceName | null;
  readonly kind: DraftKind;
  readonly locked: boolean;
  readonly faults: readonly string[];
};
/** What a change brings and ends, in the reader's words. */
export type EffectView = {
  readonly brought: readonly ViolationView[];
  readonly ended: readonly ViolationView[];
};
/** How far a computation has come. */
export type ProgressPoint = {
  readonly seconds: number;
  readonly value: number;
  readonly breaks: number;
  readonly bound: { readonly value: number };
  readonly gap: number;
};

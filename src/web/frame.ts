import type { VNode } from "preact";
import type { Catalogue } from "../i18n/fr.ts";
import type { Locale } from "../i18n/plural.ts";

export type Role = "organiser" | "steward" | "delegate";
export type Viewer = {
  readonly name: string;
  readonly role: Role;
  /** The organisation that a delegate attends for. */
  readonly organisation: { readonly id: string; readonly name: string } | null;
};
export type NoticeTone = "success" | "info" | "warning" | "error";
export type Notice = { readonly tone: NoticeTone; readonly text: string };

/** What surrounds every page, whoever reads it. */
export type Frame = {
  readonly locale: Locale;
  /** IANA zone of the fair. */
  readonly timeZone: string;
  /** Path and query of this page, to come back to after a change of language. */
  readonly path: string;
  /** The fair's present instant, and how many of its seconds pass in one of ours (1 outside the demo). */
  readonly now: string;
  readonly speed: number;
  readonly fair: { readonly id: string; readonly name: string } | null;
  readonly viewer: Viewer | null;
  /** Sentences already in the reader's language, shown above the page once. */
  readonly notices: readonly Notice[];
  readonly pendingRequests: number;
  /** Sent back by every form as `csrf`, and by scripts as the header `x-csrf-token`. */
  readonly csrf: string | null;
};

/** A page ready to be framed: made by the functions of `pages/` from plain props. */
export type Page = {
  readonly title: string | ((t: Catalogue) => string);
  readonly section: keyof Catalogue["common"]["nav"] | null;
  readonly width: "narrow" | "wide";
  readonly body: VNode;
};

import type { Mail } from "../vault/vault.ts";

/** A mail ready to leave, as the outbox keeps it. */
export type Message = Pick<Mail, "id" | "to" | "locale" | "subject" | "text" | "html" | "calendar">;

/** What a mail says, before it becomes text and HTML. Values come already formatted for the reader. */
export type MailContent = {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly { readonly term: string; readonly value: string }[];
  /** Words of somebody else, kept apart from ours. */
  readonly quote?: { readonly from: string; readonly text: string };
  readonly list?: { readonly title: string; readonly items: readonly string[] };
  readonly action?: { readonly label: string; readonly url: string };
  readonly note?: string;
};

type MeetingPlace = { readonly when: string; readonly where: string };
type Meeting = { readonly fair: string; readonly with: string; readonly link: string };

/** What each mail needs to be written; every text is already in the reader's language and zone. */
export type MailParams = {
  "sign-in": { readonly link: string; readonly minutes: number };
  "registration-received": { readonly fair: string; readonly organisation: string; readonly link: string };
  "organisation-validated": { readonly fair: string; readonly organisation: string; readonly link: string };
  "organisation-refused": {
    readonly fair: string;
    readonly organisation: string;
    readonly reason: string | null;
    readonly contact: string | null;
  };
  "meeting-requested": Meeting & {
    readonly message: string | null;
    /** Times that the other side proposes; may be empty. */
    readonly proposed: readonly string[];
    readonly answerBefore: string;
  };
  "meeting-accepted": Meeting;
  "meeting-declined": Meeting & { readonly reason: string | null };
  "meeting-withdrawn": Meeting;
  "meeting-expired": Meeting;
  "meeting-booked": Meeting & MeetingPlace & { readonly delegate: string | null };
  "meeting-moved": Meeting & MeetingPlace & { readonly before: string; readonly delegate: string | null };
  "meeting-move-proposed": Meeting & { readonly when: string; readonly proposed: string };
  /** A slot that fell free, or another place for a meeting that cannot be held as planned (`before`). */
  "slot-offered": Meeting & MeetingPlace & { readonly before: string | null; readonly answerBefore: string };
  "meeting-cancelled": Meeting & { readonly when: string; readonly reason: string | null };
  "agenda-published": {
    readonly fair: string;
    readonly meetings: readonly (MeetingPlace & { readonly with: string })[];
    readonly link: string;
  };
  "agenda-unpublished": { readonly fair: string; readonly link: string };
  reminder: {
    readonly fair: string;
    readonly day: string;
    readonly venue: string;
    readonly meetings: readonly (MeetingPlace & { readonly with: string })[];
    readonly link: string;
  };
  "export-ready": { readonly link: string; readonly until: string };
};
export type MailKind = keyof MailParams;

/** The sentences of one language. */
export type MailTexts = {
  readonly greeting: (name: string) => string;
  readonly closing: string;
  /** Between a term and its value, in plain text. */
  readonly colon: string;
  readonly linkHint: string;
  readonly why: string;
  readonly contact: (contact: string) => string;
  readonly mails: { readonly [K in MailKind]: (params: MailParams[K]) => MailContent };
};

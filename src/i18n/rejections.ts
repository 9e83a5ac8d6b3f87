import type { DirectoryRejectionCode } from "../domain/directory/rejections.ts";
import type { FairRejectionCode } from "../domain/fair/rejections.ts";
import type { Catalogue } from "./fr.ts";

/** Refusals of the edge itself, beside those of the domain. */
export const edgeRejectionCodes = [
  "offline",
  "unknown",
  "busy",
  "bad-input",
  "not-found",
  "not-signed-in",
  "forbidden",
  "too-many-requests",
  "too-large",
  "link-expired",
  "internal",
  "idempotency-key-reused",
  "method-not-allowed",
  "unsupported-type",
  "csrf",
  "email-taken",
  "import-refused",
  "draft-unknown",
  "draft-not-ready",
  "draft-empty",
  "draft-published",
  "draft-changed",
  "pair-closed",
  "setup-done",
  "unavailable",
] as const;
export type EdgeRejectionCode = (typeof edgeRejectionCodes)[number];

/** One sentence for each code; a missing one does not compile. */
export type RejectionTable = Readonly<
  Record<FairRejectionCode | DirectoryRejectionCode | EdgeRejectionCode, string>
>;

/** The sentence of a refusal; a code from a newer server falls back on a general one. */
export function rejectionText(code: string, t: Catalogue): string {
  const table: Readonly<Record<string, string>> = t.rejections;
  return table[code] ?? t.rejections.unknown;
}

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { DirectoryRejectionCode } from "../domain/directory/rejections.ts";
import type { Alternative, FairRejectionCode } from "../domain/fair/rejections.ts";
import { catalogue, type Locale } from "../i18n/catalogue.ts";
import { rejectionText } from "../i18n/rejections.ts";
import type { Refusal } from "../runtime/stream.ts";

/** Refusals of the edge itself, beside those of the domain. */
export const edgeProblemCodes = [
  "bad-input",
  "not-found",
  "method-not-allowed",
  "unsupported-type",
  "too-large",
  "not-signed-in",
  "forbidden",
  "csrf",
  "too-many-requests",
  "link-expired",
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
  "internal",
] as const;
export type EdgeProblemCode = (typeof edgeProblemCodes)[number];
export type ProblemCode = FairRejectionCode | DirectoryRejectionCode | Refusal["code"] | EdgeProblemCode;

/** One fault of the input: the field's path, a stable code, and a sentence. */
export type FieldFault = { readonly field: string; readonly code: string; readonly detail: string };
/** A refusal on its way out; `meetings` are those in the way. */
export type Rejection = {
  readonly code: ProblemCode;
  readonly field?: string;
  readonly errors?: readonly FieldFault[];
  readonly alternatives?: readonly Alternative[];
  readonly meetings?: readonly string[];
  readonly retryAfterSeconds?: number;
};

/** The one table from code to status; a code without a status does not compile. */
export const statusOf: Readonly<Record<ProblemCode, ContentfulStatusCode>> = {
  "fair-exists": 409,
  "fair-unknown": 404,
  "not-allowed": 403,
  "programme-invalid": 422,
  "programme-in-use": 409,
  "slot-unknown": 422,
  "slot-closed": 409,
  "slot-past": 409,
  "slot-too-short": 409,
  "slot-in-use": 409,
  "day-unknown": 422,
  "room-unknown": 404,
  "room-in-use": 409,
  "place-unknown": 404,
  "place-in-use": 409,
  "place-taken": 409,
  "place-not-accessible": 409,
  "no-place-free": 409,
  "stand-taken": 409,
  "participant-unknown": 404,
  "participant-not-validated": 409,
  "participant-withdrawn": 409,
  "already-registered": 409,
  "already-validated": 409,
  "registration-closed": 409,
  "delegate-unknown": 404,
  "delegate-elsewhere": 409,
  "delegate-in-use": 409,
  "delegate-busy": 409,
  "delegate-unavailable": 409,
  "no-delegate": 409,
  "break-kept": 409,
  "same-organisation": 422,
  "may-not-meet": 409,
  "pair-banned": 409,
  "wish-never": 409,
  "already-meeting": 409,
  "already-declined": 409,
  "booking-not-open": 409,
  "booking-closed": 409,
  "request-only": 409,
  "slot-taken": 409,
  "quota-requests": 409,
  "quota-meetings": 409,
  "other-side-full": 409,
  "meeting-unknown": 404,
  "meeting-not-requested": 409,
  "meeting-not-scheduled": 409,
  "meeting-not-held": 409,
  "meeting-locked": 409,
  "meeting-expired": 409,
  "not-your-meeting": 403,
  "not-for-you-to-answer": 403,
  "nothing-proposed": 409,
  "agenda-conflict": 409,
  "length-changed": 409,
  "agenda-not-published": 409,
  "already-arrived": 409,
  "nobody-absent": 409,
  "meeting-not-started": 409,
  "scan-in-future": 422,
  "place-closed": 409,
  "disruption-unknown": 404,
  "disruption-over": 422,
  "repair-stale": 409,
  "hole-unknown": 404,
  "nobody-willing": 409,
  "offer-unknown": 404,
  "offer-closed": 409,
  "no-meeting-due": 409,

  "organisation-exists": 409,
  "organisation-unknown": 404,
  "siret-taken": 409,
  "siret-invalid": 422,
  "duplicate-offer": 422,
  "person-unknown": 404,
  "person-erased": 409,
  "last-person": 409,
  "last-organiser": 409,
  "fair-listed": 409,

  busy: 503,
  "idempotency-key-reused": 422,

  "bad-input": 422,
  "not-found": 404,
  "method-not-allowed": 405,
  "unsupported-type": 415,
  "too-large": 413,
  "not-signed-in": 401,
  forbidden: 403,
  csrf: 403,
  "too-many-requests": 429,
  "link-expired": 410,
  "email-taken": 409,
  "import-refused": 422,
  "pair-closed": 409,
  "draft-unknown": 404,
  "draft-not-ready": 409,
  "draft-empty": 409,
  "draft-published": 409,
  "draft-changed": 409,
  "setup-done": 409,
  unavailable: 503,
  internal: 500,
};
export const problemCodes = Object.keys(statusOf) as readonly ProblemCode[];

/** RFC 9457, with a stable `code` for programs and a sentence for the reader. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance?: string;
  readonly field?: string;
  readonly errors?: readonly FieldFault[];
  readonly alternatives?: readonly Alternative[];
  readonly meetings?: readonly string[];
};

export const problemContentType = "application/problem+json";

/** The document that answers a refusal, in the reader's language. */
export function toProblem(rejection: Rejection, locale: Locale, instance?: string): Problem {
  const { code, field, errors, alternatives, meetings } = rejection;
  const text = rejectionText(code, catalogue(locale));
  const shown = errors ?? (field === undefined ? undefined : [{ field, code, detail: text }]);
  return {
    type: "about:blank",
    title: text,
    status: statusOf[code],
    code,
    detail: text,
    ...(instance === undefined ? {} : { instance }),
    ...(shown === undefined ? {} : { errors: shown }),
    ...(alternatives === undefined ? {} : { alternatives }),
    ...(meetings === undefined ? {} : { meetings }),
  };
}

/** The parts of the answer to a refusal; what may be tried again says when. */
export function problemAnswer(
  rejection: Rejection,
  locale: Locale,
  instance?: string,
): {
  readonly status: ContentfulStatusCode;
  readonly headers: Record<string, string>;
  readonly text: string;
} {
  const headers: Record<string, string> = {
    "content-type": problemContentType,
    "content-language": locale,
    "cache-control": "no-store",
  };
  const status = statusOf[rejection.code];
  const retryAfter = rejection.retryAfterSeconds ?? (status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (status === 401) headers["www-authenticate"] = "Bearer";
  return { status, headers, text: JSON.stringify(toProblem(rejection, locale, instance)) };
}

export function problemResponse(rejection: Rejection, locale: Locale, instance?: string): Response {
  const { status, headers, text } = problemAnswer(rejection, locale, instance);
  return new Response(text, { status, headers });
}

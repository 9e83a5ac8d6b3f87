/** What each fault says besides where it is. Limits are in the unit of the column. */
export type FaultParams = {
  "empty-file": Record<never, never>;
  "unreadable-file": Record<never, never>;
  "old-excel": Record<never, never>;
  "file-too-large": { maxMegabytes: number };
  "too-many-rows": { max: number };
  "no-organisation": Record<never, never>;
  "missing-column": { expected: string };
  "duplicate-column": { heading: string };
  "near-heading": { heading: string; near: readonly string[] };
  "unknown-commune": { value: string; near: readonly string[] };
  "commune-elsewhere": { value: string; department: string; choices: readonly string[] };
  "ambiguous-commune": { value: string; choices: readonly string[] };
  "unknown-insee": { value: string };
  "too-many-cells": { headings: number };
  required: Record<never, never>;
  "unknown-value": { value: string; expected: readonly string[] };
  "unknown-activity": { value: string; suggestion: string | null };
  "unknown-partner": { value: string };
  "not-a-number": { value: string };
  "ambiguous-number": { value: string };
  "bad-area": { value: string };
  "bad-quantity": { value: string };
  "bad-date": { value: string };
  "bad-postcode": { value: string };
  "bad-insee": { value: string };
  "bad-website": { value: string };
  "bad-email": { value: string };
  "bad-delegate": { value: string };
  "siret-length": { value: string };
  "siret-key": { value: string };
  "siret-rounded": { value: string };
  "offer-without-text": { number: number };
  "need-without-text": { number: number };
  "need-without-kind": { number: number };
  "too-long": { max: number };
  "out-of-range": { min: number | null; max: number | null };
  "too-many": { max: number };
  invalid: { detail: string };
  "duplicate-name": { name: string; otherLine: number };
  "duplicate-siret": { siret: string; otherLine: number };
  "duplicate-email": { email: string; otherLine: number };
  "duplicate-reference": { reference: string; otherLine: number };
};
export type FaultCode = keyof FaultParams;

/**
 * One thing wrong in an imported file. `line` is the row as a spreadsheet numbers it (headings are
 * row 1; in JSON, the rank of the organisation); `column` is the heading or the JSON path.
 */
export type FaultOf<C extends FaultCode> = {
  [K in C]: {
    readonly line: number | null;
    readonly column: string | null;
    readonly code: K;
    readonly params: FaultParams[K];
  };
}[C];
export type Fault = FaultOf<FaultCode>;

/** The sentences of one language, one per code. */
export type FaultCatalogue = {
  readonly where: (line: number | null, column: string | null) => string;
  readonly sentences: { readonly [C in FaultCode]: (params: FaultParams[C]) => string };
};

/** Where and what, as one sentence for a person. */
export function describeFault<C extends FaultCode>(fault: FaultOf<C>, catalogue: FaultCatalogue): string {
  const sentence: (params: FaultParams[C]) => string = catalogue.sentences[fault.code];
  const where = catalogue.where(fault.line, fault.column);
  return `${where}${where === "" ? "" : " "}${sentence(fault.params)}`;
}

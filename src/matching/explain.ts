/** Claims to sentences, in the reader's language. */
import type { AdviceClaim } from "./advice.ts";
import type { CautionClaim, ExplanationCatalogue, GateClaim, ReasonClaim } from "./claim.ts";
import { explainEn } from "./explain-en.ts";
import { explainFr } from "./explain-fr.ts";

export type ExplainLocale = "fr" | "en";

const catalogueByLocale: Readonly<Record<ExplainLocale, ExplanationCatalogue>> = {
  fr: explainFr,
  en: explainEn,
};

export function explainReason(claim: ReasonClaim, locale: ExplainLocale): string {
  return say(catalogueByLocale[locale].reasons, claim);
}

export function explainCaution(claim: CautionClaim, locale: ExplainLocale): string {
  return say(catalogueByLocale[locale].cautions, claim);
}

export function explainGate(claim: GateClaim, locale: ExplainLocale): string {
  return say(catalogueByLocale[locale].gates, claim);
}

export function explainAdvice(claim: AdviceClaim, locale: ExplainLocale): string {
  return say(catalogueByLocale[locale].advice, claim);
}

/** The sentence and the parameters have the same code, which the compiler cannot follow through a union. */
function say<C extends string>(
  sentences: { readonly [K in C]: (params: never) => string },
  claim: { readonly code: C; readonly params: unknown },
): string {
  return sentences[claim.code](claim.params as never);
}

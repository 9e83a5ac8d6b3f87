import { catalogue } from "../i18n/catalogue.ts";
import type { Locale } from "../i18n/plural.ts";
import { explainAdvice } from "../matching/explain.ts";
import { findTrade } from "../matching/vocabulary.ts";
import type { OwnAdvice } from "../runtime/matching/fair-lists.ts";

/** One advice as its owner reads it. */
export function adviceText(claim: OwnAdvice["claim"], locale: Locale): string {
  const { needAdvice } = catalogue(locale).space;
  switch (claim.code) {
    case "widen-need-area":
      return needAdvice.widen(String(claim.params.km), claim.params.extract);
    case "declare-need-activity": {
      const { activity, extract } = claim.params;
      return needAdvice.declare(findTrade(activity)?.label[locale] ?? activity, extract);
    }
    default:
      return explainAdvice(claim, locale);
  }
}

import type { Locale } from "../../src/i18n/plural.ts";
import { draftPages } from "./draft-pages.ts";
import { organiserPages } from "./organiser-pages.ts";
import { participantPages } from "./participant-pages.ts";
import { publicPages } from "./public-pages.ts";
import type { Sample } from "./sample.ts";

/** Every page of the interface with invented props: the gallery and the tests draw them all. */
export function everyPage(locale: Locale): readonly Sample[] {
  return [
    ...publicPages(locale),
    ...participantPages(locale),
    ...organiserPages(locale),
    ...draftPages(locale),
  ];
}

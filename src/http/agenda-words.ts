import type { UnplacedReason } from "../domain/fair/agenda-draft.ts";
import type { FairState } from "../domain/fair/state.ts";
import { organisationIdSchema } from "../domain/ids.ts";
import { catalogue } from "../i18n/catalogue.ts";
import { formatSlot } from "../i18n/format.ts";
import type { Locale } from "../i18n/plural.ts";
import { rejectionText } from "../i18n/rejections.ts";
import { unplacedText } from "../i18n/unplaced.ts";
import type { Runtime } from "../runtime/runtime.ts";

const slotsNamed = 4;

/** Sentences about a draft for one reader: organisations by name, slots by day and hour. */
export function agendaWords(
  runtime: Runtime,
  state: FairState,
  locale: Locale,
): {
  organisation(id: string): string;
  unplaced(reason: UnplacedReason): string;
  violation(violation: { readonly code: string; readonly text: string }): string;
} {
  const names = new Map<string, string>();
  const organisation = (id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const parsed = organisationIdSchema.safeParse(id);
    const name = (parsed.success && runtime.directory.state.organisations.get(parsed.data)?.name) || id;
    names.set(id, name);
    return name;
  };
  const timeZone = state.header.get()?.timeZone ?? "UTC";
  const slots = (some: readonly number[]): string => {
    const named = some.slice(0, slotsNamed).flatMap((slot) => {
      const span = state.slots.get()[slot];
      return span ? [formatSlot(span, { locale, timeZone })] : [];
    });
    return `${named.join(" · ")}${some.length > slotsNamed ? ` … (${some.length})` : ""}`;
  };
  const t = catalogue(locale);
  return {
    organisation,
    unplaced: (reason) => unplacedText(reason, { locale, organisation, slots }),
    violation: ({ code, text }) => (Object.hasOwn(t.rejections, code) ? rejectionText(code, t) : text),
  };
}

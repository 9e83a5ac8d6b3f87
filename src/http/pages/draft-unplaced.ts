import type { AgendaDraft, UnplacedReason } from "../../domain/fair/agenda-draft.ts";
import { foldText } from "../../views/directory-search.ts";
import type { ReasonCount, UnplacedView } from "../../web/components/unplaced-reasons.tsx";
import { draftUnplacedPage } from "../../web/pages/draft-unplaced.tsx";
import { agendaWords } from "../agenda-words.ts";
import { fromQuery } from "./form.ts";
import { pageOf } from "./paging.ts";
import { type FairVisit, show } from "./visit.ts";

const linesOnPage = 20;
type Code = UnplacedReason["code"];
/** Reasons that no agenda could have met, whatever its room. */
const outOfReach: readonly Code[] = [
  "never",
  "banned",
  "may-not-meet",
  "waiting",
  "one-sided",
  "met",
  "declined",
  "not-validated",
];
/** Those of them that not even a hand may set aside. */
const closedToHands: readonly Code[] = ["never", "banned", "may-not-meet", "not-validated", "met"];

/** How many wishes a draft leaves out, by reason: those that it could have placed apart from the others. */
export function countUnplaced({ t }: FairVisit, draft: Pick<AgendaDraft, "unplaced">): UnplacedView {
  const counts = new Map<Code, number>();
  for (const { reason } of draft.unplaced) counts.set(reason.code, (counts.get(reason.code) ?? 0) + 1);
  const all: readonly (ReasonCount & { readonly code: Code })[] = [...counts]
    .map(([code, count]) => ({ code, count, label: t.outcomes.unplaced[code] }))
    .sort((a, b) => b.count - a.count);
  return {
    open: all.filter(({ code }) => !outOfReach.includes(code)),
    closed: all.filter(({ code }) => outOfReach.includes(code)),
  };
}

/** Every wish that a draft does not place, with its reason. */
export async function showUnplaced(here: FairVisit, draft: AgendaDraft): Promise<Response> {
  const words = await agendaWords(here.services.runtime, here.state, here.locale, draft);
  const query = fromQuery(here.c.req.url);
  const filters = { q: query.get("q").slice(0, 100), reason: query.get("reason") };
  const wanted = foldText(filters.q);
  const fits = (code: Code): boolean =>
    filters.reason === "" ||
    filters.reason === code ||
    (filters.reason === "open" && !outOfReach.includes(code)) ||
    (filters.reason === "closed" && outOfReach.includes(code));
  const found = draft.unplaced.filter(
    ({ organisations, reason }) =>
      fits(reason.code) &&
      (wanted === "" || organisations.some((id) => foldText(words.organisation(id)).includes(wanted))),
  );
  const { page, from, to } = pageOf(here.c.req.url, found.length, linesOnPage);
  const counts = countUnplaced(here, draft);
  const { unplaced } = here.t.drafts;
  return show(
    here,
    draftUnplacedPage({
      fair: here.fairId,
      draft: draft.id,
      canChange: draft.status === "ready" && here.state.publishedDraft.get() !== draft.id,
      filters,
      reasons: [
        ...(counts.open.length > 0 ? [{ value: "open", label: unplaced.onlyOpen }] : []),
        ...(counts.closed.length > 0 ? [{ value: "closed", label: unplaced.onlyClosed }] : []),
        ...[...counts.open, ...counts.closed].map(({ code, label }) => ({ value: code, label })),
      ],
      total: found.length,
      page,
      wishes: found.slice(from, to).map(({ organisations, kind, reason }) => ({
        ids: organisations,
        organisations: [words.organisation(organisations[0]), words.organisation(organisations[1])],
        kind,
        reason: words.unplaced(reason),
        isClosed: closedToHands.includes(reason.code),
      })),
    }),
  );
}

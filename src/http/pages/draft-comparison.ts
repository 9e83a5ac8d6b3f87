import type { DraftDifference } from "../../domain/fair/agenda-draft.ts";
import { foldText } from "../../views/directory-search.ts";
import {
  type Change,
  type Changed,
  changedKinds,
  draftComparisonPage,
} from "../../web/pages/draft-comparison.tsx";
import { agendaWords } from "../agenda-words.ts";
import { toDraftLine } from "./draft-view.ts";
import { fromQuery } from "./form.ts";
import { pageOf } from "./paging.ts";
import { type FairVisit, show } from "./visit.ts";

/** Of each kind, where all are shown; of one kind, on a page. */
const linesAtOnce = 8;
const linesOnPage = 30;

/** Two drafts side by side; who changes is found by name, and read page by page. */
export async function showComparison(here: FairVisit): Promise<Response> {
  const { services, fairId } = here;
  const query = fromQuery(here.c.req.url);
  const headers = (await services.agenda?.drafts(fairId)) ?? [];
  const [first, second] = ["first", "second"].map((name) =>
    headers.find(({ id, status }) => id === query.get(name) && status === "ready"),
  );
  const isTwo = first !== undefined && second !== undefined && first.id !== second.id;
  const comparison = isTwo ? await services.agenda?.compare(fairId, first.id, second.id) : undefined;
  const words = await agendaWords(services.runtime, here.state, here.locale);
  const q = query.get("q").slice(0, 100);
  const wanted = foldText(q);
  const shown = changedKinds.find((kind) => kind === query.get("show")) ?? "";
  const toChange = (one: DraftDifference): Change => ({
    ...one,
    id: one.organisation,
    name: words.organisation(one.organisation),
  });
  const listOf = (kind: (typeof changedKinds)[number]): Changed => {
    const found = (comparison?.[kind] ?? [])
      .map(toChange)
      .filter(({ name }) => wanted === "" || foldText(name).includes(wanted));
    const { page, from, to } = pageOf(here.c.req.url, found.length, linesOnPage);
    return {
      kind,
      total: found.length,
      changes: shown === "" ? found.slice(0, linesAtOnce) : found.slice(from, to),
      page: shown === "" ? null : page,
    };
  };
  return show(
    here,
    draftComparisonPage({
      fair: fairId,
      now: here.now,
      drafts: headers.map((header) => toDraftLine(here, header)),
      first: first ? toDraftLine(here, first) : null,
      second: second ? toDraftLine(here, second) : null,
      filters: { show: shown, q },
      comparison: comparison
        ? {
            both: comparison.both,
            onlyFirst: comparison.onlyFirst,
            onlySecond: comparison.onlySecond,
            moved: comparison.moved,
            replaced: comparison.replaced,
            totals: comparison.totals,
            lists: changedKinds.filter((kind) => shown === "" || shown === kind).map(listOf),
          }
        : null,
    }),
  );
}

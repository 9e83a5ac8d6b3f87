// What matching costs: `npx tsx test/bench/matching.ts [--large]`. Prints figures; asserts nothing.
import MiniSearch from "minisearch";
import type { MatchOrganisation } from "../../src/matching/card.ts";
import { createMatcher } from "../../src/matching/rank.ts";
import { toMeetingSides } from "./matching-directory.ts";

const { exhibitors, buyers } = toMeetingSides(
  Number(process.env["EXHIBITORS"] ?? 1_000),
  Number(process.env["BUYERS"] ?? 2_000),
  42,
);
const all = [...exhibitors, ...buyers];

const needs = all.flatMap((organisation) => organisation.needs.map((need) => ({ organisation, need })));
const offers = all.flatMap(({ id, offers: own }) =>
  own.map((offer) => ({ id: `${id}#${offer.id}`, text: offer.text })),
);
print(
  `${exhibitors.length} exhibitors, ${buyers.length} buyers, ${offers.length} offers, ${needs.length} needs`,
);

const mini = new MiniSearch<{ id: string; text: string }>({ fields: ["text"] });
const miniBuild = time(() => mini.addAll(offers));
const miniSearch = time(() => {
  for (const { need } of needs) mini.search(need.text, { combineWith: "OR" });
});
print(`MiniSearch: index ${miniBuild.toFixed(0)} ms, ${needs.length} searches ${miniSearch.toFixed(0)} ms`);

let matcher = createMatcher([]);
const build = time(() => {
  matcher = createMatcher(all);
});
const full = time(() => {
  matcher.rankAll({ top: 20 });
});
print(`engine: reading ${build.toFixed(0)} ms, full two-sided explained ranking ${full.toFixed(0)} ms`);
print(
  `ratio to MiniSearch: searches ${(full / miniSearch).toFixed(2)}, with building ${((full + build) / (miniSearch + miniBuild)).toFixed(2)}`,
);

const changed = all
  .slice(0, 50)
  .map((organisation) => ({ ...organisation, description: `${organisation.description} et ateliers vélo` }));
const one =
  time(() => {
    for (const organisation of changed) {
      matcher.upsert(organisation);
      matcher.rankOrganisation(organisation.id, { top: 20 });
    }
  }) / changed.length;
print(
  `one changed profile re-read and re-ranked: ${one.toFixed(2)} ms, 1/${(full / one).toFixed(0)} of a full run`,
);

if (process.argv.includes("--large")) {
  for (const size of [1_000, 10_000, 100_000]) {
    const directory: readonly MatchOrganisation[] = toMeetingSides(size / 2, size / 2, 7).exhibitors.concat(
      toMeetingSides(size / 2, size / 2, 8).buyers,
    );
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    let large = createMatcher([]);
    const reading = time(() => {
      large = createMatcher(directory);
    });
    globalThis.gc?.();
    const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    const seekers = directory.filter(({ needs: own }) => own.length > 0).slice(0, 40);
    const times = seekers.map(({ id, needs: own }) =>
      time(() => large.rankNeed(id, own[0]?.id ?? "", { top: 20 })),
    );
    times.sort((a, b) => a - b);
    print(
      `${directory.length} organisations: read in ${(reading / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MB, top 20 for a need p50 ${times[20]?.toFixed(1)} ms p95 ${times[38]?.toFixed(1)} ms`,
    );
  }
}

function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

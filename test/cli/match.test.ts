import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runEvaluate } from "../../src/cli/evaluate.ts";
import { runMatch } from "../../src/cli/match.ts";

const sets = join(import.meta.dirname, "..", "evaluation");
const organisations = join(sets, "organisations.json");
const pairs = join(sets, "judged-pairs.json");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "match-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("match prints every need's candidates with contributions that add up, and what gates closed", async () => {
  const { code, out } = await run(runMatch, ["--organisations", organisations, "--top", "5", "--json"]);
  expect(code).toBe(0);
  const { results } = JSON.parse(out);
  expect(results).toHaveLength(43);
  for (const { seeker, need, candidates, excluded } of results) {
    expect([typeof seeker, typeof need]).toEqual(["string", "string"]);
    expect(candidates.length).toBeLessThanOrEqual(5);
    for (const { organisation, score, confidence, relation, reasons } of candidates) {
      expect(typeof organisation).toBe("string");
      expect(["trade", "cooperation", "consortium", "finance"]).toContain(relation);
      expect(confidence).toBeGreaterThan(0);
      const sum = reasons.reduce(
        (total: number, each: { contribution: number }) => total + each.contribution,
        0,
      );
      expect(Math.abs(sum - score)).toBeLessThan(1e-9);
      for (const reason of reasons)
        expect(Object.keys(reason)).toEqual(["criterion", "contribution", "text"]);
    }
    for (const each of excluded) expect(Object.keys(each)).toEqual(["organisation", "gate", "text"]);
  }
});

test("match answers one need", async () => {
  const { code, out } = await run(runMatch, [
    "--organisations",
    organisations,
    "--need",
    "chrysalide#n1",
    "--json",
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out).results[0].candidates[0].organisation).toBe("coursiers-stephanois");
});

test("evaluate prints the measures, baselines and exposure", async () => {
  const args = ["--organisations", organisations, "--pairs", pairs, "--baselines", "--fairness"];
  const { code, out } = await run(runEvaluate, args);
  expect(code).toBe(0);
  for (const expected of [
    /NDCG@5 full +0\.[89]/,
    /random +0\.0/,
    /BM25 \(MiniSearch\)/,
    /legal traps, whole lists +0/,
    /Gini/,
  ]) {
    expect(out).toMatch(expected);
  }
});

test("bad input: one clear line for each fault, nothing printed, code 2", async () => {
  const good = JSON.parse(await readFile(organisations, "utf8"));
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ["nothing", {}, /organisations: .*expected array/],
    [
      "empty text",
      edit(good, (o) => {
        o.offers[0].text = "  ";
      }),
      /organisations\[0\]\.offers\[0\]\.text/,
    ],
    [
      "huge text",
      edit(good, (o) => {
        o.offers[0].text = "a".repeat(50_001);
      }),
      /offers\[0\]\.text: .*50000/,
    ],
    [
      "bad area",
      edit(good, (o) => {
        o.offers[0].area = { type: "radius", km: -3 };
      }),
      /offers\[0\]\.area\.km/,
    ],
    [
      "contradictory area",
      edit(good, (o) => {
        o.offers[0].area = { type: "departments", codes: [] };
      }),
      /area\.codes/,
    ],
    [
      "unknown kind",
      edit(good, (o) => {
        o.needs[0].kind = "beg";
      }),
      /needs\[0\]\.kind/,
    ],
    [
      "siret with a wrong key",
      edit(good, (o) => {
        o.siret = "12345678900011";
      }),
      /siret: .*key/,
    ],
    [
      "same id twice",
      edit(good, (o) => {
        o.id = good.organisations[1].id;
      }),
      /used twice/,
    ],
    [
      "same offer twice",
      edit(good, (o) => {
        o.offers[1].id = "o1";
      }),
      /offers: "o1" is used twice/,
    ],
  ];
  for (const [name, document, expected] of cases) {
    const path = join(folder, "bad.json");
    await writeFile(path, JSON.stringify(document));
    const { code, out, err } = await run(runMatch, ["--organisations", path, "--json"]);
    expect([name, code, out]).toEqual([name, 2, ""]);
    expect(err, name).toMatch(expected);
    expect(err.startsWith(path), name).toBe(true);
  }
  for (const args of [
    [],
    ["--organisations", join(folder, "absent.json")],
    ["--organisations", organisations, "--top", "0"],
    ["--organisations", organisations, "--need", "lazaret#n9"],
    ["--organisations", organisations, "--frobnicate"],
  ]) {
    const { code, out, err } = await run(runMatch, args);
    expect([code, out]).toEqual([2, ""]);
    expect(err.length).toBeGreaterThan(10);
  }
  await writeFile(join(folder, "not.json"), "{oops");
  const { code, err } = await run(runEvaluate, [
    "--organisations",
    join(folder, "not.json"),
    "--pairs",
    pairs,
  ]);
  expect(code).toBe(2);
  expect(err).toMatch(/not JSON/);
});

type Offer = { id: string; text: string; area: unknown };
type Record = { id: string; siret?: string; offers: [Offer, Offer]; needs: [{ kind: string }] };

function edit(document: { organisations: Record[] }, change: (first: Record) => void): unknown {
  const copy = structuredClone(document);
  const [first] = copy.organisations;
  if (first !== undefined) change(first);
  return copy;
}

async function run(command: typeof runMatch, args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await command(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

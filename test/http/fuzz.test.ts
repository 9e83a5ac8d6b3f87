import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { operationId } from "../../src/http/openapi.ts";
import { problemCodes } from "../../src/http/problem.ts";
import { seed } from "../support/seed.ts";
import { samples } from "./samples.ts";
import { type Asked, createWorld, type Name, people, type World } from "./world.ts";

const runs = Number(process.env.FUZZ_RUNS ?? 40);
console.info(`fuzz: FUZZ_SEED=${seed} FUZZ_RUNS=${runs}`);

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Values that break careless code. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "\u0000",
    "\ud800",
    "’;--",
    "../../etc",
    "__proto__",
    "constructor",
    -1,
    0,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 1,
    true,
    [],
    {},
    [[[[[]]]]],
    "2027-02-30T25:61:00.000Z",
    "9".repeat(400),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.integer(),
  fc.double(),
  fc.array(fc.anything({ maxDepth: 2 }), { maxLength: 3 }),
  fc.object({ maxDepth: 3 }),
  fc.constant("é".repeat(60_000)),
);

/** A body made from the schema's own shape: each field right, missing, or anything but right. */
function fromSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromJsonSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema, 0);
}

type JsonSchema = {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
};

function fromJsonSchema(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const right = rightly(schema, depth);
  const wrong: fc.Arbitrary<unknown>[] = [nasty];
  if (schema.maximum !== undefined) wrong.push(fc.constant(schema.maximum + 1));
  if (schema.maxLength !== undefined && schema.maxLength < 100_000)
    wrong.push(fc.constant("ü".repeat(schema.maxLength + 1)));
  if (schema.maxItems !== undefined && schema.maxItems < 3000)
    wrong.push(fc.constant(Array.from({ length: schema.maxItems + 1 }, () => null)));
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: fc.oneof(...wrong) });
}

function rightly(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return fc.oneof(...union.map((one) => fromJsonSchema(one, depth)));
  if (schema.type === "object" && schema.properties) {
    const entries = Object.entries(schema.properties).map(
      ([name, of]) => [name, fromJsonSchema(of, depth + 1)] as const,
    );
    return fc.record(Object.fromEntries(entries), { requiredKeys: [] });
  }
  if (schema.type === "array")
    return fc.array(fromJsonSchema(schema.items ?? {}, depth + 1), { maxLength: 3 });
  if (schema.type === "integer") return fc.integer({ min: 0, max: Math.min(schema.maximum ?? 100, 1000) });
  if (schema.type === "number") return fc.double({ min: 0, max: 1000, noNaN: true });
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "string")
    return fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom("org_buyer", "per_buyer", "plc_t1", "room_hall"),
    );
  return fc.constant(null);
}

/** A good body with one place of it spoilt. */
function spoilt(body: unknown): fc.Arbitrary<unknown> {
  const places = listPlaces(body);
  return fc.tuple(fc.constantFrom(...places), nasty, fc.boolean()).map(([place, value, isRemoved]) => {
    const copy = structuredClone(body);
    if (place.length === 0) return value;
    let at = copy as Record<string, unknown>;
    for (const step of place.slice(0, -1)) at = at[step] as Record<string, unknown>;
    const last = place.at(-1) ?? "";
    if (isRemoved) delete at[last];
    else at[last] = value;
    return copy;
  });
}

function listPlaces(value: unknown, path: readonly string[] = []): string[][] {
  const here = [[...path]];
  if (typeof value !== "object" || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([name, inner]) => listPlaces(inner, [...path, name]))];
}

async function expectOrderly(asked: Asked, before: string, what: string): Promise<void> {
  expect(asked.status, `${what}: ${asked.text.slice(0, 500)}`).not.toBe(500);
  if (asked.status < 400) return;
  expect(asked.headers.get("content-type"), what).toBe("application/problem+json");
  const problem = asked.body as { status: number; code: string; title: string };
  expect(problem.status).toBe(asked.status);
  expect(problemCodes, what).toContain(problem.code);
  expect(problem.title.length).toBeGreaterThan(0);
  expect(await world.versions(), `${what}: a refusal writes nothing`).toBe(before);
}

const able: Readonly<Record<string, Name>> = {
  "meeting.rate": "buyer",
  "organisation.change": "exhibitor",
};

describe("every route with a body", () => {
  for (const { route, path, body } of samples().filter((sample) => sample.route.body !== undefined)) {
    const schema = route.body ?? z.undefined();
    it(`${operationId(route)} answers a problem to whatever it cannot take`, async () => {
      const as = able[route.action] ?? "organiser";
      await fc.assert(
        fc.asyncProperty(fc.oneof(fromSchema(schema), spoilt(body), nasty), async (sent) => {
          const before = await world.versions();
          const raw = JSON.stringify(sent) ?? "undefined";
          const asked = await world.ask(route.method, path, { as, raw });
          await expectOrderly(asked, before, `${route.path} ← ${raw.slice(0, 300)}`);
        }),
        { numRuns: runs, seed, endOnFailure: true },
      );
    });
  }
});

describe("every route", () => {
  for (const { route, path, ...sent } of samples())
    it(`${operationId(route)} takes odd parameters, queries, keys and bodies`, async () => {
      const as = able[route.action] ?? "organiser";
      const odd = fc.oneof(
        fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
        fc.constantFrom("..%2f..", "%00", "%ff", "fair_", "FAIR_MAIN", "null", "0", "-1", "é".repeat(300)),
      );
      await fc.assert(
        fc.asyncProperty(odd, odd, odd, async (parameter, query, raw) => {
          const before = await world.versions();
          const names = route.parameters;
          const at = names[parameter.length % Math.max(1, names.length)];
          const spoiltPath = at
            ? route.path.replace(`:${at}`, encodeSafely(parameter)).replace(/:(\w+)/g, () => "fair_main")
            : path.split("?")[0];
          const search = `?${["text", "limit", "at", "slot", "status", "organisation"].map((name) => `${name}=${encodeSafely(query)}`).join("&")}`;
          const asked = await world.ask(route.method, `${spoiltPath}${search}`, {
            as,
            ...(route.method === "get"
              ? {}
              : { raw: raw.replaceAll("\u0000", "0"), type: "application/json" }),
          });
          await expectOrderly(asked, before, `${route.method} ${spoiltPath}${search}`);
          const typed = await world.ask(route.method, path, {
            as,
            ...(route.method === "get" ? {} : { raw: raw.replaceAll("\u0000", "0"), type: "text/plain" }),
            ...(sent.raw === undefined ? {} : { headers: { "idempotency-key": "x".repeat(300) } }),
          });
          if (route.body) expect(typed.status, `${route.path} takes no text/plain`).toBe(415);
          expect(typed.status).not.toBe(500);
        }),
        { numRuns: Math.max(5, runs / 4), seed, endOnFailure: true },
      );
      // A token signed out everywhere or erased would leave the next route without its asker.
      if (route.action === "person.erase") await renew();
    });

  it("a body of three megabytes, of JSON nested 100,000 deep, and no JSON at all", async () => {
    const path = "/fairs/fair_main/rooms";
    const before = await world.versions();
    const huge = await world.ask("post", path, {
      as: "organiser",
      raw: JSON.stringify({ name: "x".repeat(3_000_000) }),
    });
    expect(huge.body).toMatchObject({ status: 413, code: "too-large" });
    const deep = await world.ask("post", path, {
      as: "organiser",
      raw: `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    });
    expect(deep.body).toMatchObject({ status: 422, code: "bad-input" });
    const broken = await world.ask("post", path, { as: "organiser", raw: '{"name": "Atr' });
    expect(broken.body).toMatchObject({ status: 422, code: "bad-input", errors: [{ code: "invalid_json" }] });
    expect(await world.versions()).toBe(before);
  });

  it("unknown addresses and methods are problems too", async () => {
    expect((await world.ask("get", "/nothing")).body).toMatchObject({ status: 404, code: "not-found" });
    expect((await world.ask("delete", "/fairs")).body).toMatchObject({
      status: 405,
      code: "method-not-allowed",
    });
  });
});

async function renew(): Promise<void> {
  await world.close();
  world = await createWorld();
  expect(Object.keys(people).length).toBeGreaterThan(0);
}

function encodeSafely(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%ED%A0%80";
  }
}

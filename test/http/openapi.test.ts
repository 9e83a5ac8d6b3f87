import { afterAll, beforeAll, expect, it } from "vitest";
import { access } from "../../src/domain/access.ts";
import { problemCodes } from "../../src/http/problem.ts";
import { routes } from "../../src/http/routes.ts";
import { createWorld, type World } from "./world.ts";

type Json = { [name: string]: Json } & Json[] & string;
let world: World;
let document: Json;
beforeAll(async () => {
  world = await createWorld();
  document = (await world.ask("get", "/openapi.json")).body as Json;
});
afterAll(() => world.close());

it("is served without an account, as 3.1, with everything that the specification requires", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: "Coventis", version: "1" });
  for (const path of Object.keys(document.paths ?? {})) expect(path).toMatch(/^\/api\/v1\//);
});

it("holds every route of the table, and no other", () => {
  const told = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  const expected = routes.map(({ method, path }) => `${method} /api/v1${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(told.sort()).toEqual(expected.sort());
});

it("describes each operation: id, summary, who may, parameters, body, answer and problems", () => {
  const seen = new Set<string>();
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, "{$1}")}`;
    const operation = document.paths?.[path]?.[route.method] as Json;
    const where = `${route.method} ${path}`;
    expect(seen.has(String(operation.operationId)), where).toBe(false);
    seen.add(String(operation.operationId));
    expect(String(operation.summary).length, where).toBeGreaterThan(5);
    expect(String(operation.description), where).toContain(route.action);
    const parameters = (operation.parameters ?? []) as unknown as {
      name?: string;
      in?: string;
      required?: boolean;
    }[];
    for (const name of route.parameters)
      expect(parameters, where).toContainEqual(expect.objectContaining({ name, in: "path", required: true }));
    expect("requestBody" in operation, where).toBe(route.body !== undefined || route.takesFile !== undefined);
    const statuses = Object.keys(operation.responses ?? {});
    expect(
      statuses.filter((status) => status.startsWith("2")),
      where,
    ).toHaveLength(1);
    expect(statuses, where).toContain("422");
    if (!("visitor" in access[route.action]))
      expect(statuses, where).toEqual(expect.arrayContaining(["401", "403"]));
    for (const [status, answer] of Object.entries(operation.responses ?? {}))
      if (Number(status) >= 400)
        expect(Object.keys(answer.content ?? {}), where).toEqual(["application/problem+json"]);
  }
});

it("refers only to what it holds, and lists every problem code", () => {
  const text = JSON.stringify(document);
  const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? "");
  expect(refs.length).toBeGreaterThan(100);
  for (const ref of new Set(refs)) {
    expect(ref).toMatch(/^#\/components\//);
    const found = ref
      .slice(2)
      .split("/")
      .reduce<Json | undefined>((at, step) => at?.[step], document);
    expect(found, ref).toBeDefined();
  }
  expect(text).not.toContain("$defs");
  const codes = document.components?.schemas?.Problem?.properties?.code?.enum as unknown as string[];
  expect([...codes].sort()).toEqual([...problemCodes].sort());
  expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual(["token", "session"]);
});

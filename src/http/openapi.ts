import { z } from "zod";
import { type Action, access } from "../domain/access.ts";
import { edgeProblemCodes, type ProblemCode, problemCodes, statusOf } from "./problem.ts";
import { pathParameters, type Route } from "./route.ts";

type Json = Record<string, unknown>;

const alwaysPossible: readonly ProblemCode[] = ["bad-input", "too-many-requests", "unavailable", "internal"];
const ofCommands: readonly ProblemCode[] = ["busy", "idempotency-key-reused", "csrf"];

/** The OpenAPI 3.1 document of a table of routes, made from the schemas that validate. */
export function toOpenApi(routes: readonly Route[], prefix: string): Json {
  const input = createComponents("input");
  const output = createComponents("output");
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `${prefix}${route.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method]: toOperation(route, input, output) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Coventis",
      version: "1",
      summary: "Business conventions of the social and solidarity economy",
      description:
        "Everything that the interface does. Instants are ISO 8601 in UTC; slots are positions in a fair's grid. " +
        "Any request that changes something may carry an Idempotency-Key: a retry gets the first outcome.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }, {}],
    paths,
    components: {
      schemas: { Problem: problemSchema(), ...input.schemas(), ...output.schemas() },
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "An API token with scopes: read, book, scan, organise",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "coventis",
          description: "The cookie of a browser session; changes also need its form token in `x-csrf-token`",
        },
      },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description: "Chosen by the client; the same request under the same key counts once",
          schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,100}$" },
        },
      },
    },
  };
}

/** A name for what an operation does, stable as long as its method and path are. */
export function operationId({ method, path }: Route): string {
  const words = path
    .split("/")
    .filter(Boolean)
    .map((part) => part.replace(/^:/, "by-"))
    .join("-")
    .split(/[-.]/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function toOperation(route: Route, input: Components, output: Components): Json {
  const id = operationId(route);
  const isChange = route.method !== "get";
  const status = String(route.answer.status ?? (route.answer.schema || route.answer.type ? 200 : 204));
  return {
    operationId: id,
    tags: [tagOf(route)],
    summary: route.summary,
    description: whoMay(route.action),
    parameters: [
      ...route.parameters.map((name) => ({
        name,
        in: "path",
        required: true,
        schema: output.inline(pathParameters[name], "input"),
      })),
      ...queryParameters(route, input),
      ...(isChange ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: input.named(`${id}Body`, route.body) } },
          },
        }
      : {}),
    ...(route.takesFile
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              route.takesFile.types.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
            ),
          },
        }
      : {}),
    responses: {
      [status]: {
        description: "Done",
        ...(route.answer.schema
          ? { content: { "application/json": { schema: output.named(`${id}Answer`, route.answer.schema) } } }
          : {}),
        ...(route.answer.type ? { content: { [route.answer.type]: { schema: { type: "string" } } } } : {}),
      },
      ...problemResponses(route),
    },
  };
}

function queryParameters(route: Route, input: Components): Json[] {
  if (!(route.query instanceof z.ZodObject)) return [];
  return Object.entries(route.query.shape as Record<string, z.ZodType>).map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    schema: input.inline(schema, "input"),
  }));
}

function problemResponses(route: Route): Json {
  const isPublic =
    "visitor" in access[route.action] && (access[route.action] as { visitor?: string }).visitor === "any";
  const codes = new Set<ProblemCode>([
    ...alwaysPossible,
    ...(route.method === "get" ? [] : ofCommands),
    ...(isPublic ? [] : (["not-signed-in", "forbidden"] as const)),
    ...(route.parameters.length > 0 ? (["not-found"] as const) : []),
    ...(route.parameters.includes("fairId") ? (["fair-unknown"] as const) : []),
    ...(route.body || route.takesFile ? (["too-large", "unsupported-type"] as const) : []),
    ...(route.refusals ?? []),
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, list]) => [
        String(status),
        {
          description: `Refused: ${list.join(", ")}`,
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ]),
  );
}

function whoMay(action: Action): string {
  const { token, ...scopes } = access[action] as { token: string } & Record<string, string>;
  const who = Object.entries(scopes).map(([role, scope]) => `${role} (${scope})`);
  return `Action \`${action}\`: ${who.join(", ")}. Token scope: \`${token}\`.`;
}

function tagOf({ path }: Route): string {
  const parts = path.split("/").filter((part) => part !== "" && !part.startsWith(":"));
  return (parts[0] === "fairs" && parts.length > 1 ? parts[1] : parts[0]) ?? "api";
}

function problemSchema(): Json {
  const codes = [...new Set([...problemCodes, ...edgeProblemCodes])];
  return {
    type: "object",
    description: "RFC 9457",
    required: ["type", "title", "status", "code", "detail"],
    properties: {
      type: { type: "string" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { type: "string", enum: codes },
      detail: { type: "string", description: "A sentence in the reader's language" },
      instance: { type: "string" },
      errors: {
        type: "array",
        items: {
          type: "object",
          required: ["field", "code", "detail"],
          properties: { field: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
        },
      },
      alternatives: {
        type: "array",
        description: "The nearest free slots, when one was lost",
        items: {
          type: "object",
          required: ["slot", "startsAt"],
          properties: { slot: { type: "integer" }, startsAt: { type: "string", format: "date-time" } },
        },
      },
      meetings: { type: "array", items: { type: "string" }, description: "The meetings in the way" },
    },
  };
}

type Components = {
  named(name: string, schema: z.ZodType): Json;
  inline(schema: z.ZodType, io: "input" | "output"): Json;
  schemas(): Json;
};

/** Schemas with an `id` are written once and referred to; what is read has a name apart from what is answered. */
function createComponents(io: "input" | "output"): Components {
  const written: Record<string, Json> = {};
  const suffix = io === "input" ? "Input" : "";
  const convert = (schema: z.ZodType, as: "input" | "output"): Json => {
    const {
      $schema: _,
      $defs,
      ...own
    } = z.toJSONSchema(schema, {
      io: as,
      unrepresentable: "any",
      reused: "inline",
    }) as Json & { $defs?: Record<string, Json> };
    for (const [id, shared] of Object.entries($defs ?? {}))
      written[`${id}${suffix}`] = rename(strip(shared), suffix);
    return rename(own, suffix);
  };
  return {
    named(name, schema) {
      const { id } = schema.meta() ?? {};
      const key = typeof id === "string" ? `${id}${suffix}` : name;
      written[key] ??= strip(convert(schema, io));
      return { $ref: `#/components/schemas/${key}` };
    },
    inline: (schema, as) => convert(schema, as),
    schemas: () => written,
  };
}

function strip({ id: _, ...schema }: Json): Json {
  return schema;
}

function rename(schema: Json, suffix: string): Json {
  return JSON.parse(
    JSON.stringify(schema).replace(
      /"#\/\$defs\/([^"]+)"/g,
      (_, id: string) => `"#/components/schemas/${id}${suffix}"`,
    ),
  ) as Json;
}

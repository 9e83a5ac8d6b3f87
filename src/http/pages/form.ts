import type { Context } from "hono";

/** The fields of a posted form, as typed; a name may come several times. */
export type Form = {
  /** The last value of a field, trimmed; empty when it was not sent. */
  get(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
  file(name: string): File | undefined;
  /** How many rows `prefix.0.…`, `prefix.1.…` were sent, at most `most`. */
  rows(prefix: string, most?: number): number;
};

/** Reads a form of any of the encodings that browsers send; scripts may send the same fields as JSON. */
export async function readForm(c: Context): Promise<Form> {
  const type = c.req.header("content-type") ?? "";
  if (type.includes("application/json")) return fromJson(await c.req.json().catch(() => null));
  const data = await c.req.formData().catch(() => new FormData());
  return toForm(
    (name) => data.getAll(name).flatMap((value) => (typeof value === "string" ? [value] : [])),
    () => [...data.keys()],
    (name) => {
      const value = data.get(name);
      return value instanceof File && value.size > 0 ? value : undefined;
    },
  );
}

/** An address's query under the same reading. */
export function fromQuery(url: string): Form {
  const query = new URL(url).searchParams;
  return toForm(
    (name) => query.getAll(name),
    () => [...query.keys()],
    () => undefined,
  );
}

function fromJson(body: unknown): Form {
  const fields = new Map<string, string[]>();
  if (typeof body === "object" && body !== null && !Array.isArray(body))
    for (const [name, value] of Object.entries(body))
      fields.set(
        name,
        (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
          typeof one === "string" || typeof one === "number" || typeof one === "boolean" ? [String(one)] : [],
        ),
      );
  return toForm(
    (name) => fields.get(name) ?? [],
    () => [...fields.keys()],
    () => undefined,
  );
}

function toForm(
  all: (name: string) => readonly string[],
  names: () => readonly string[],
  file: (name: string) => File | undefined,
): Form {
  return {
    get: (name) => (all(name).at(-1) ?? "").trim(),
    all,
    has: (name) => all(name).length > 0,
    file,
    rows(prefix, most = 60) {
      const start = `${prefix}.`;
      const indexes = names().flatMap((name) => {
        if (!name.startsWith(start)) return [];
        const index = Number(name.slice(start.length).split(".", 1)[0]);
        return Number.isInteger(index) && index >= 0 && index < most ? [index] : [];
      });
      return indexes.length === 0 ? 0 : Math.max(...indexes) + 1;
    },
  };
}

import type { JSX } from "preact";
import { ButtonLink } from "../components/button.tsx";
import { PageHead, Section, Tag, type TagTone } from "../components/card.tsx";
import { Table } from "../components/table.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";

/** The parts of an OpenAPI 3.1 document that this page shows; whatever else it holds is left alone. */
export type OpenApiDocument = {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
};
export type ApiReferenceProps = { readonly document: OpenApiDocument; readonly href: string };

/** The reference of the API, drawn from its own OpenAPI document. */
export function apiReferencePage(props: ApiReferenceProps): Page {
  return { title: (t) => t.pages.api.title, section: null, width: "wide", body: <ApiReference {...props} /> };
}

function ApiReference({ document, href }: ApiReferenceProps): JSX.Element {
  const { api } = useI18n().t.pages;
  const groups = groupByTag(document);
  const schemas = Object.entries(document.components?.schemas ?? {});
  return (
    <div class="stack-large">
      <PageHead over={`${document.info.title} · v${document.info.version}`} title={api.title} lead={api.lead}>
        <div>
          <ButtonLink href={href} icon="download">
            {api.document}
          </ButtonLink>
        </div>
      </PageHead>
      <Section id="auth" title={api.auth} card>
        <p>{api.authText}</p>
      </Section>
      {groups.map(([tag, operations]) => (
        <Section key={tag} id={`tag-${slug(tag)}`} title={tag}>
          {operations.map((operation) => (
            <OperationCard key={`${operation.method} ${operation.path}`} operation={operation} />
          ))}
        </Section>
      ))}
      {schemas.length > 0 && (
        <Section id="schemas" title={api.schemas}>
          {schemas.map(([name, schema]) => (
            <details class="disclosure" key={name}>
              <summary>
                <code>{name}</code>
              </summary>
              <div class="disclosure-body">
                <SchemaText schema={schema} label={name} />
              </div>
            </details>
          ))}
        </Section>
      )}
    </div>
  );
}

type Operation = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Record<string, unknown>[];
  readonly body: unknown;
  readonly responses: readonly (readonly [string, string])[];
};

const tones: Readonly<Record<string, TagTone>> = {
  get: "sky",
  post: "leaf",
  put: "saffron",
  delete: "terra",
};

function OperationCard({ operation }: { operation: Operation }): JSX.Element {
  const { api } = useI18n().t.pages;
  return (
    <details class="disclosure operation">
      <summary>
        <span class="row">
          <Tag tone={tones[operation.method] ?? "plain"}>{operation.method.toUpperCase()}</Tag>
          <code class="operation-path">{operation.path}</code>
        </span>
        {operation.summary !== "" && <span class="soft operation-summary">{operation.summary}</span>}
      </summary>
      <div class="disclosure-body">
        {operation.description !== "" && <p class="preline">{operation.description}</p>}
        {operation.parameters.length > 0 && (
          <Table
            caption={api.parameters}
            columns={[
              { key: "name", label: api.name },
              { key: "in", label: api.place },
              { key: "type", label: api.type },
              { key: "meaning", label: api.meaning },
            ]}
            rows={operation.parameters.map((parameter) => ({
              key: `${text(parameter["in"])}-${text(parameter["name"])}`,
              cells: {
                name: <code>{text(parameter["name"])}</code>,
                in: text(parameter["in"]),
                type: typeOf(parameter["schema"]),
                meaning: `${text(parameter["description"])}${parameter["required"] === true ? ` (${api.required})` : ""}`,
              },
            }))}
          />
        )}
        {operation.body !== undefined && (
          <div class="stack-small">
            <h4>{api.body}</h4>
            <SchemaText schema={operation.body} label={`${api.body} ${operation.method} ${operation.path}`} />
          </div>
        )}
        <Table
          caption={api.answers}
          columns={[
            { key: "status", label: api.status },
            { key: "meaning", label: api.meaning },
          ]}
          rows={operation.responses.map(([status, meaning]) => ({ key: status, cells: { status, meaning } }))}
        />
      </div>
    </details>
  );
}

function SchemaText({ schema, label }: { schema: unknown; label: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="schema" aria-label={label} tabIndex={0}>
      <pre>{JSON.stringify(schema, null, 2)}</pre>
    </section>
  );
}

const methods = ["get", "post", "put", "patch", "delete"] as const;

function groupByTag(document: OpenApiDocument): readonly (readonly [string, readonly Operation[]])[] {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const raw = record(item[method]);
      if (raw === null) continue;
      const tags = Array.isArray(raw["tags"]) ? raw["tags"] : [];
      const tag = text(tags[0]) || "API";
      const operations = groups.get(tag) ?? [];
      operations.push(toOperation(method, path, raw));
      groups.set(tag, operations);
    }
  }
  return [...groups];
}

function toOperation(method: string, path: string, raw: Readonly<Record<string, unknown>>): Operation {
  const parameters: readonly unknown[] = Array.isArray(raw["parameters"]) ? raw["parameters"] : [];
  const content = record(record(raw["requestBody"])?.["content"]);
  const media = content === null ? null : record(Object.values(content)[0]);
  const responses = Object.entries(record(raw["responses"]) ?? {});
  return {
    method,
    path,
    summary: text(raw["summary"]),
    description: text(raw["description"]),
    parameters: parameters.map(record).filter((parameter) => parameter !== null),
    body: media?.["schema"],
    responses: responses.map(([status, answer]) => [status, text(record(answer)?.["description"])] as const),
  };
}

function typeOf(schema: unknown): string {
  const known = record(schema);
  if (known === null) return "";
  const choices = Array.isArray(known["enum"]) ? known["enum"].map(text).join(" | ") : "";
  return choices || text(known["type"]) || text(known["$ref"]).split("/").at(-1) || "";
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function slug(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

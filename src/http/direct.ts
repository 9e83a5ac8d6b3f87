import type { IncomingMessage, ServerResponse } from "node:http";
import { Hono } from "hono";
import { type Asked, answer, statusOfAnswer } from "./dispatch.ts";
import { rejectionOf } from "./failure.ts";
import { localeFrom } from "./locale.ts";
import { problemAnswer, type Rejection } from "./problem.ts";
import { isForged, protectedHeaders } from "./protection.ts";
import { addressOf, type Drain, noteRequest, requestIdOf } from "./requests.ts";
import type { Route } from "./route.ts";
import { apiPrefix, routes } from "./routes.ts";
import type { Services } from "./services.ts";

/** Serves the request if it is one for this lane; false leaves it, untouched, to Hono. */
export type DirectLane = (request: IncomingMessage, response: ServerResponse) => boolean;

type Found = {
  readonly route: Route;
  readonly label: string;
  readonly params: Readonly<Record<string, string>>;
};
type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

const maxBytes = 64_000;

/**
 * The short way for JSON routes of a fair, which are called most: the same guards, routes and answers as through
 * Hono, without building a Request and a Response for each. Whatever is unusual (files, big or chunked bodies,
 * escaped paths, forms) takes the long way.
 */
export async function createDirectLane(services: Services, drain: Drain): Promise<DirectLane> {
  const find = createFinder();
  const always = await headersOfEveryAnswer(services.config.isHttps);
  return (request, response) => {
    const found =
      drain.isClosing || !isPlain(request) ? undefined : find(request.method ?? "", request.url ?? "");
    if (!found) return false;
    void serve(services, found, request, response, always);
    return true;
  };
}

async function serve(
  services: Services,
  { route, label, params }: Found,
  request: IncomingMessage,
  response: ServerResponse,
  always: readonly string[],
): Promise<void> {
  const startedMs = performance.now();
  const { headers, method = "" } = request;
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  };
  const requestId = requestIdOf(header("x-request-id"));
  const locale = localeFrom(headers.cookie, headers["accept-language"]);
  const [path = "", search = ""] = (request.url ?? "").split("?", 2);
  const refuse = (rejection: Rejection): Answered => problemAnswer(rejection, locale, path);
  const reply = async (): Promise<Answered> => {
    const body = readText(request);
    const identity = await services.identities.identify({
      cookie: headers.cookie,
      authorization: headers.authorization,
    });
    if (!identity) return refuse({ code: "not-signed-in" });
    const readToken = (): Promise<unknown> => Promise.resolve(undefined);
    if (await isForged(services, { method, identity, header, readToken })) return refuse({ code: "csrf" });
    const asked: Asked = {
      method,
      path,
      identity,
      locale,
      address: addressOf(request, header("x-forwarded-for"), services.config.trustedProxies),
      http: undefined,
      header,
      param: (name) => params[name],
      queries: () => toQueries(search),
      text: () => body,
      arrayBuffer: () => Promise.reject(new Error("no files on this lane")),
    };
    const outcome = await answer(services, route, asked);
    if (!outcome.ok) return refuse(outcome.rejection);
    if ("file" in outcome) throw new Error(`${label} answers a file on this lane`);
    const status = statusOfAnswer(route);
    const type: Record<string, string> = status === 204 ? {} : { "content-type": "application/json" };
    return {
      status,
      headers: { "cache-control": "no-store", ...type, ...outcome.headers },
      text: status === 204 ? "" : JSON.stringify(outcome.body),
    };
  };
  const answered = await reply().catch((error) => {
    const hasLeft = request.destroyed && !request.complete;
    return hasLeft ? undefined : refuse(rejectionOf(services, error, requestId));
  });
  if (!answered) return;
  const { status, text } = answered;
  const headerList = always.concat("x-request-id", requestId);
  for (const [name, value] of Object.entries(answered.headers)) headerList.push(name, value);
  if (status !== 204) headerList.push("content-length", String(Buffer.byteLength(text)));
  response.writeHead(status, headerList);
  response.end(text);
  noteRequest(services, { requestId, method, route: label, status, startedMs });
}

/** A body that is short and said to be so, or none. */
function isPlain({ headers }: IncomingMessage): boolean {
  if (headers["transfer-encoding"] !== undefined || headers.expect !== undefined) return false;
  const type = headers["content-type"] ?? "";
  const isForm = type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
  return !isForm && Number(headers["content-length"] ?? 0) <= maxBytes;
}

/** Rejects when the client leaves before its last byte: half a command is none. */
function readText(request: IncomingMessage): Promise<string> {
  if (request.headers["content-length"] === undefined) return Promise.resolve("");
  const read = new Promise<string>((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      text += part;
    });
    request.on("end", () => resolve(text));
    request.on("error", reject);
  });
  // A request that is refused before its body is wanted leaves nobody waiting.
  read.catch(() => undefined);
  return read;
}

function toQueries(search: string): Record<string, string[]> {
  const queries: Record<string, string[]> = {};
  if (search === "") return queries;
  for (const [name, value] of new URLSearchParams(search)) {
    const known = Object.hasOwn(queries, name) ? queries[name] : undefined;
    if (known) known.push(value);
    else queries[name] = [value];
  }
  return queries;
}

/** Routes by method, number of words and first fixed word after the fair; the first that fits, as in the table. */
function createFinder(): (method: string, url: string) => Found | undefined {
  const table = new Map<
    string,
    { readonly route: Route; readonly label: string; readonly words: readonly string[] }[]
  >();
  for (const route of routes) {
    const isServed =
      route.path.startsWith("/fairs/:fairId/") && !route.takesFile && route.answer.type === undefined;
    if (!isServed) continue;
    const words = route.path.slice(1).split("/");
    const key = `${route.method.toUpperCase()} ${words.length} ${words[2]}`;
    const known = table.get(key);
    const entry = { route, label: `${apiPrefix}${route.path}`, words };
    if (known) known.push(entry);
    else table.set(key, [entry]);
  }
  const prefix = `${apiPrefix}/fairs/`;
  return (method, url) => {
    if (!url.startsWith(prefix) || url.includes("%") || url.includes("#")) return undefined;
    const end = url.indexOf("?");
    const given = url.slice(apiPrefix.length + 1, end < 0 ? undefined : end).split("/");
    for (const { route, label, words } of table.get(`${method} ${given.length} ${given[2]}`) ?? []) {
      if (!words.every((word, index) => word.startsWith(":") || word === given[index])) continue;
      const params: Record<string, string> = {};
      for (const [index, word] of words.entries())
        if (word.startsWith(":")) params[word.slice(1)] = given[index] ?? "";
      return { route, label, params };
    }
    return undefined;
  };
}

/** The protecting headers, as the long way gives them: names and values in turn. */
async function headersOfEveryAnswer(isHttps: boolean): Promise<readonly string[]> {
  const app = new Hono().use(protectedHeaders(isHttps)).get("/", (c) => c.body(null, 204));
  return [...(await app.request("/")).headers].flat();
}

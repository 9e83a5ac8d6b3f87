import type { Instant } from "../domain/ids.ts";

export type Scan = {
  readonly scanId: string;
  readonly badge: string;
  readonly roomId: string;
  readonly direction: "in" | "out";
  readonly scannedAt: Instant;
};
export type ApiAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The public API, as any script with a token uses it. */
export type DemoApi = {
  call(method: string, path: string, token: string, body?: unknown): Promise<ApiAnswer>;
  upload(path: string, token: string, content: Uint8Array, type: string): Promise<ApiAnswer>;
};

export function createDemoApi(url: string): DemoApi {
  const ask = async (method: string, path: string, token: string, body: BodyInit | null, type: string) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { "content-type": type }) },
      body,
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as ApiAnswer["body"]) };
  };
  return {
    call: (method, path, token, body) =>
      ask(method, path, token, body === undefined ? null : JSON.stringify(body), "application/json"),
    upload: (path, token, content, type) => ask("POST", path, token, new Uint8Array(content), type),
  };
}

/** A request of the organiser about the fair, which must succeed. */
export type Ask = (method: string, rest: string, body?: unknown) => Promise<ApiAnswer["body"]>;

/** For what must succeed, as when the demo sets itself up. */
export async function must(answer: Promise<ApiAnswer>): Promise<ApiAnswer["body"]> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`the demo was refused: ${status} ${JSON.stringify(body)}`);
  return body;
}

import { Agent, request } from "node:http";

export type Answer = {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly id?: string;
    readonly alternatives?: readonly { readonly slot: number }[];
    readonly [field: string]: unknown;
  };
};
export type ApiClient = {
  call(
    method: string,
    path: string,
    token: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Books `slot` of an exhibitor for the organisation that the token belongs to. */
  book(token: string, to: string, slot: number, key?: string): Promise<Answer>;
  close(): void;
};

/** A plain keep-alive client of one server; an answer cut off by a crash rejects. */
export function createApiClient(url: string, fairId: string, sockets = 64): ApiClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const { hostname, port } = new URL(url);
  const call: ApiClient["call"] = (method, path, token, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const asked = request(
        {
          agent,
          hostname,
          port,
          method,
          path: `/api/v1${path}`,
          headers: {
            authorization: `Bearer ${token}`,
            ...(text === undefined
              ? {}
              : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () => {
            const content = Buffer.concat(parts).toString();
            try {
              resolve({ status: answer.statusCode ?? 0, body: content === "" ? {} : JSON.parse(content) });
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      asked.on("error", reject);
      asked.end(text);
    });
  return {
    call,
    book: (token, to, slot, key) =>
      call(
        "POST",
        `/fairs/${fairId}/meetings`,
        token,
        { mode: "book", to, slot },
        key === undefined ? {} : { "idempotency-key": key },
      ),
    close: () => agent.destroy(),
  };
}

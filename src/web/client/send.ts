/** A refusal of the server, as RFC 9457 tells it. */
export type Problem = {
  readonly code: string;
  readonly detail?: string;
  readonly alternatives?: readonly { readonly slot: number; readonly startsAt: string }[];
};
export type Sent =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly problem: Problem };
export type Fields = Readonly<Record<string, string | number | readonly (string | number)[]>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Posts the fields of a form; after a lost answer tries again under the same key, so that it counts once. */
export async function send(action: string, fields: Fields): Promise<Sent> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one));
  }
  return post(action, body, "application/x-www-form-urlencoded");
}

/** Posts JSON in the same way. */
export function sendJson(action: string, value: unknown): Promise<Sent> {
  return post(action, JSON.stringify(value), "application/json");
}

async function post(action: string, body: string | URLSearchParams, type: string): Promise<Sent> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": type,
    "idempotency-key": newKey(),
  };
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  if (csrf !== undefined) headers["x-csrf-token"] = csrf;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const answer = await fetch(action, {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status === 503 && attempt < 2) {
        await pause(1_000);
        continue;
      }
      return await read(answer);
    } catch {
      await pause(600 * (attempt + 1));
    }
  }
  return { ok: false, problem: { code: "offline" } };
}

async function read(answer: Response): Promise<Sent> {
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { ok: true, body };
  const problem =
    typeof body === "object" && body !== null && "code" in body ? (body as Problem) : { code: "unknown" };
  return { ok: false, problem };
}

/** Randomness that also exists on pages served without TLS on a local network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

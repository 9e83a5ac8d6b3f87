import { createHash, createHmac } from "node:crypto";
import type { Idempotency } from "../runtime/stream.ts";

/** One step of a request under its key: every step of a retry finds its first outcome. */
export function idempotencyOf(
  key: string | undefined,
  request: string,
  step: string,
): Idempotency | undefined {
  if (key === undefined) return undefined;
  const fingerprint = createHash("sha256").update(request).digest("base64url").slice(0, 22);
  return { key: step === "" ? key : `${key}/${step}`, fingerprint };
}

/** Twelve letters that a retry under the same key finds again. */
export function idTail(secret: string, of: readonly string[]): string {
  const digest = createHmac("sha256", secret).update(JSON.stringify(of)).digest("hex");
  return BigInt(`0x${digest}`).toString(36).padStart(50, "0").slice(-12);
}

export function isIdempotencyKey(key: string): boolean {
  return /^[\x21-\x7e]{1,100}$/.test(key);
}

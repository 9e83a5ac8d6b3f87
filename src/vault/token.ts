import { createHash, randomBytes } from "node:crypto";

/** A secret of 256 bits to hand out once; only its hash is kept. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hexadecimal: enough for secrets that are random over 256 bits. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

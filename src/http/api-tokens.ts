import { createHmac } from "node:crypto";
import type { TokenScope } from "../domain/access.ts";
import type { PersonId } from "../domain/ids.ts";
import { createToken, hashToken } from "../vault/token.ts";
import type { ApiToken } from "../vault/vault.ts";
import { tokenScopes } from "./identity.ts";
import type { Services } from "./services.ts";

export type ShownToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: TokenScope[];
  readonly createdAt: string;
};
type Making = {
  readonly services: Services;
  readonly http: { req: { header(name: string): string | undefined } };
};

/** A token that is shown this once. Retried under its idempotency key, the same one is made again. */
export async function createApiToken(
  { services, http }: Making,
  personId: PersonId,
  wanted: { readonly name: string; readonly scopes: readonly TokenScope[] },
): Promise<ShownToken & { readonly token: string }> {
  const key = http.req.header("idempotency-key");
  const token =
    key === undefined
      ? createToken()
      : createHmac("sha256", services.config.secret)
          .update(JSON.stringify(["api-token", personId, key, wanted.name, wanted.scopes]))
          .digest("base64url");
  const made: ApiToken = {
    hash: hashToken(token),
    personId,
    name: wanted.name,
    scopes: [...new Set(wanted.scopes)],
    createdAtMs: services.wallClock.nowMs(),
  };
  await services.runtime.vault.putApiToken(made);
  return { ...toShown(made), token };
}

export async function listApiTokens(services: Services, personId: PersonId): Promise<ShownToken[]> {
  return (await services.runtime.vault.listApiTokens(personId)).map(toShown);
}

/** False when the person has no such token. */
export async function revokeApiToken(services: Services, personId: PersonId, id: string): Promise<boolean> {
  const tokens = await services.runtime.vault.listApiTokens(personId);
  const token = tokens.find(({ hash }) => hash.startsWith(id));
  if (!token) return false;
  await services.runtime.vault.revokeApiToken(token.hash);
  services.identities.forgetTokens();
  return true;
}

function toShown({ hash, name, scopes, createdAtMs }: ApiToken): ShownToken {
  const known = tokenScopes.filter((scope) => scopes.includes(scope));
  return { id: hash.slice(0, 16), name, scopes: known, createdAt: new Date(createdAtMs).toISOString() };
}

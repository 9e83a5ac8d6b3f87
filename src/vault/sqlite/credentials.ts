import type { ApiToken, Vault } from "../vault.ts";
import { parseBody, type Queries } from "./queries.ts";

type Credentials = Pick<
  Vault,
  | "putToken"
  | "takeToken"
  | "sessionEpoch"
  | "revokeSessions"
  | "putApiToken"
  | "findApiToken"
  | "listApiTokens"
  | "revokeApiToken"
> & {
  apiTokensOf(personId: string): readonly ApiToken[];
  /** All that lets a person in is gone, and their open sessions with it. */
  eraseOf(personId: string): void;
  epochs(): readonly [personId: string, epoch: number][];
  apiTokens(): readonly ApiToken[];
  loadEpoch(personId: string, epoch: number): void;
  loadApiToken(token: ApiToken): void;
};

/** Sign-in tokens and API tokens, by their hash, and the epoch that ends a person's sessions. */
export function createSqliteCredentials({ run, first, all }: Queries): Credentials {
  return {
    async putToken(hash, personId, expiresAtMs) {
      run("insert or replace into tokens values (?, ?, ?)", hash, personId, expiresAtMs);
    },
    async takeToken(hash, nowMs) {
      const sql = "delete from tokens where hash = ? returning person_id, expires_at";
      const row = first<[string, number]>(sql, hash);
      return row && nowMs < row[1] ? row[0] : null;
    },
    async sessionEpoch(personId) {
      return first<[number]>("select epoch from session_epochs where person_id = ?", personId)?.[0] ?? 0;
    },
    async revokeSessions(personId) {
      return revokeSessions(personId);
    },

    async putApiToken(token) {
      loadApiToken(token);
    },
    async findApiToken(hash) {
      const row = first<[string]>("select body from api_tokens where hash = ?", hash);
      return row ? parseBody(row[0]) : null;
    },
    async listApiTokens(personId) {
      return apiTokensOf(personId);
    },
    async revokeApiToken(hash) {
      return run("delete from api_tokens where hash = ?", hash) > 0;
    },

    apiTokensOf,
    eraseOf(personId) {
      run("delete from api_tokens where person_id = ?", personId);
      run("delete from tokens where person_id = ?", personId);
      revokeSessions(personId);
    },
    epochs: () => all<[string, number]>("select person_id, epoch from session_epochs"),
    apiTokens: () => all<[string]>("select body from api_tokens").map(([body]) => parseBody(body)),
    loadEpoch(personId, epoch) {
      run("insert or replace into session_epochs values (?, ?)", personId, epoch);
    },
    loadApiToken,
  };

  function apiTokensOf(personId: string): ApiToken[] {
    const sql = "select body from api_tokens where person_id = ? order by created_at, hash";
    return all<[string]>(sql, personId).map(([body]) => parseBody(body));
  }

  function loadApiToken(token: ApiToken): void {
    run(
      "insert or replace into api_tokens values (?, ?, ?, ?)",
      token.hash,
      token.personId,
      token.createdAtMs,
      JSON.stringify(token),
    );
  }

  function revokeSessions(personId: string): number {
    const row = first<[number]>(
      `insert into session_epochs values (?, 1) on conflict (person_id)
       do update set epoch = epoch + 1 returning epoch`,
      personId,
    );
    return row?.[0] ?? 0;
  }
}

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, generateSignedCookie } from "hono/cookie";
import { parseSigned } from "hono/utils/cookie";
import { z } from "zod";
import { nobody, type Principal, type TokenScope } from "../domain/access.ts";
import { personOf } from "../domain/directory/state.ts";
import { type PersonId, personIdSchema } from "../domain/ids.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { hashToken } from "../vault/token.ts";
import type { Identity } from "./services.ts";

export const tokenScopes = ["read", "book", "scan", "organise"] as const satisfies readonly TokenScope[];
const sessionDays = 30;
/** How long a node may go on believing a session or a token that another node has just ended. */
const beliefMs = 5_000;
const mostBelieved = 50_000;

/** The headers that say who asks; sockets pass those of their handshake. */
export type Credentials = {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
};
export type Identities = {
  /** Undefined when a token was shown that is not ours; without any, or with an ended session, it is nobody. */
  identify(credentials: Credentials): Promise<Identity | undefined>;
  /** Puts the cookie of a new session on the answer; returns its form token. */
  open(c: Context, personId: PersonId): Promise<string>;
  /** Takes the cookie back from this browser. */
  close(c: Context): void;
  /** Ends all sessions of a person, at once on this node. */
  revoke(personId: PersonId): Promise<void>;
  forgetTokens(): void;
};

type Believed = {
  readonly personId: PersonId;
  readonly scopes: readonly TokenScope[] | undefined;
  readonly csrf: string | null;
  readonly untilMs: number;
};

const scopesSchema = z.array(z.enum(tokenScopes));

export function createIdentities(options: {
  readonly runtime: Runtime;
  readonly wallClock: Clock;
  readonly secret: string;
  readonly isHttps: boolean;
}): Identities {
  const { runtime, wallClock, secret, isHttps } = options;
  const cookieName = isHttps ? "__Host-coventis" : "coventis";
  const key = createHmac("sha256", secret).update("cookie").digest("base64url");
  const believed = new Map<string, Believed>();

  const believe = (credential: string, belief: Omit<Believed, "untilMs">): Believed => {
    if (believed.size >= mostBelieved) believed.clear();
    const kept = { ...belief, untilMs: wallClock.nowMs() + beliefMs };
    believed.set(credential, kept);
    return kept;
  };
  const recall = (credential: string): Believed | undefined => {
    const known = believed.get(credential);
    if (known && known.untilMs > wallClock.nowMs()) return known;
    believed.delete(credential);
    return undefined;
  };
  const principalOf = ({ personId, scopes }: Believed): Principal => {
    const person = personOf(runtime.directory.state, personId);
    if (person.erased) return nobody;
    return {
      personId,
      roles: person.roles,
      organisations: person.organisations,
      ...(scopes === undefined ? {} : { tokenScopes: scopes }),
    };
  };
  const readToken = async (token: string): Promise<Believed | undefined> => {
    const hash = hashToken(token);
    const known = recall(hash);
    if (known) return known;
    const found = await runtime.vault.findApiToken(hash);
    const scopes = scopesSchema.safeParse(found?.scopes);
    const personId = personIdSchema.safeParse(found?.personId);
    if (!scopes.success || !personId.success) return undefined;
    return believe(hash, { personId: personId.data, scopes: scopes.data, csrf: null });
  };
  const readCookie = async (header: string): Promise<Believed | undefined> => {
    const signed = cookieIn(header, cookieName);
    if (signed === undefined) return undefined;
    const known = recall(signed);
    if (known) return known;
    const value = (await parseSigned(`${cookieName}=${signed}`, key, cookieName))[cookieName];
    if (typeof value !== "string") return undefined;
    const [person = "", epoch = "", issuedAt = ""] = value.split("!");
    const personId = personIdSchema.safeParse(person);
    if (!personId.success) return undefined;
    if (Number(issuedAt) + sessionDays * 86_400_000 < wallClock.nowMs()) return undefined;
    if (Number(epoch) !== (await runtime.vault.sessionEpoch(person))) return undefined;
    return believe(signed, { personId: personId.data, scopes: undefined, csrf: formToken(secret, value) });
  };
  return {
    async identify({ cookie, authorization }) {
      if (authorization !== undefined) {
        const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization.trim())?.[1];
        const belief = token === undefined ? undefined : await readToken(token);
        const principal = belief && principalOf(belief);
        if (principal === undefined || principal.personId === null) return undefined;
        return { principal, via: "token", csrf: null };
      }
      const belief = cookie === undefined ? undefined : await readCookie(cookie);
      const principal = belief ? principalOf(belief) : nobody;
      if (!belief || principal.personId === null) return { principal: nobody, via: "nobody", csrf: null };
      return { principal, via: "session", csrf: belief.csrf };
    },
    async open(c, personId) {
      const epoch = await runtime.vault.sessionEpoch(personId);
      const value = `${personId}!${epoch}!${wallClock.nowMs()}`;
      const cookie = await generateSignedCookie(cookieName, value, key, {
        path: "/",
        httpOnly: true,
        sameSite: "Lax",
        secure: isHttps,
        maxAge: sessionDays * 86_400,
      });
      c.header("set-cookie", cookie, { append: true });
      return formToken(secret, value);
    },
    close(c) {
      deleteCookie(c, cookieName, { path: "/", secure: isHttps });
    },
    async revoke(personId) {
      await runtime.vault.revokeSessions(personId);
      for (const [credential, belief] of believed)
        if (belief.personId === personId) believed.delete(credential);
    },
    forgetTokens() {
      for (const [credential, belief] of believed) if (belief.scopes) believed.delete(credential);
    },
  };
}

/** Compares secrets in a time that tells nothing. */
export function isSameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function formToken(secret: string, session: string): string {
  return createHmac("sha256", secret).update(`form:${session}`).digest("base64url").slice(0, 32);
}

function cookieIn(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const cut = pair.indexOf("=");
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim();
  }
  return undefined;
}

import { createHmac } from "node:crypto";
import { type PersonId, personIdSchema } from "../domain/ids.ts";
import { composeMail } from "../mail/compose.ts";
import type { Clock } from "../runtime/clock.ts";
import { createToken, hashToken } from "../vault/token.ts";
import type { Person, Vault } from "../vault/vault.ts";
import { isSameSecret } from "./identity.ts";
import type { Limit } from "./limits.ts";

export const linkMinutes = 15;

/** Links that sign in. Their pages: `/sign-in/<token>` asks to confirm, a POST to it consumes. */
export type SignIn = {
  /** Mails a link if the address is known. Answers nothing, and at once, so that nobody learns who is registered. */
  sendLink(email: string, next?: string): void;
  /** A single-use link for a person we know. */
  createLink(personId: PersonId, next?: string): Promise<string>;
  /** The person, once; null when the link has expired, has served or was never ours. */
  take(token: string): Promise<PersonId | null>;
  /** Demo only: a link that signs in by a click, as often as one likes. */
  createOneClickLink(personId: PersonId, next?: string): string;
  takeOneClick(token: string): PersonId | null;
  /** Resolves when every mail asked for so far is queued. */
  settled(): Promise<void>;
};

export function createSignIn(options: {
  readonly vault: Vault;
  readonly wallClock: Clock;
  readonly baseUrl: () => string;
  readonly secret: string;
  readonly allowsOneClick: boolean;
  /** Holds back who asks for too many mails to one address. */
  readonly mayMail: Limit;
  readonly onError: (error: unknown) => void;
}): SignIn {
  const { vault, wallClock, baseUrl, secret, allowsOneClick, mayMail, onError } = options;
  const underWay = new Set<Promise<void>>();
  const createLink = async (personId: string, next?: string): Promise<string> => {
    const token = createToken();
    await vault.putToken(hashToken(token), personId, wallClock.nowMs() + linkMinutes * 60_000);
    return `${baseUrl()}/sign-in/${token}${query(next)}`;
  };
  const mail = async (email: string, next?: string): Promise<void> => {
    const person = await vault.findPersonByEmail(email);
    if (person === null || (await mayMail(person.id)) !== undefined) return;
    const link = await createLink(person.id, next);
    await vault.enqueueMail(toSignInMail(person, link), wallClock.nowMs());
  };
  return {
    sendLink(email, next) {
      // After the answer has left: its time must not depend on whether the address is known.
      const sending: Promise<void> = new Promise<void>((done) => setImmediate(done))
        .then(() => mail(email, next))
        .catch(onError)
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    createLink,
    async take(token) {
      const found = await vault.takeToken(hashToken(token), wallClock.nowMs());
      const personId = personIdSchema.safeParse(found);
      return personId.success ? personId.data : null;
    },
    createOneClickLink(personId, next) {
      return `${baseUrl()}/sign-in/go/${personId}.${oneClickSignature(secret, personId)}${query(next)}`;
    },
    takeOneClick(token) {
      const [person = "", signature = ""] = token.split(".");
      const personId = personIdSchema.safeParse(person);
      if (!allowsOneClick || !personId.success) return null;
      return isSameSecret(signature, oneClickSignature(secret, person)) ? personId.data : null;
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** A path of ours to go to after signing in; anything else is `/`. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes("\\") ? next : "/";
}

function query(next: string | undefined): string {
  return next === undefined ? "" : `?next=${encodeURIComponent(safeNext(next))}`;
}

function oneClickSignature(secret: string, personId: string): string {
  return createHmac("sha256", secret).update(`one-click:${personId}`).digest("base64url");
}

function toSignInMail(person: Person, link: string) {
  const { name, locale, email, id } = person;
  const content = composeMail(
    "sign-in",
    { link, minutes: linkMinutes },
    { name, locale },
    { signature: "Coventis", contact: null },
  );
  return { id: `sign-in:${hashToken(link).slice(0, 24)}`, personId: id, to: email, locale, ...content };
}

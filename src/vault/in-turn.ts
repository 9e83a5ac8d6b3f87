import type { Turns } from "../journal/turns.ts";
import type { Vault } from "./vault.ts";

type Write = Exclude<
  keyof Vault,
  | "getPerson"
  | "getPeople"
  | "findPersonByEmail"
  | "listPeople"
  | "exportPerson"
  | "sessionEpoch"
  | "findApiToken"
  | "listApiTokens"
  | "listMails"
  | "getCursor"
  | "listCursors"
  | "getDocument"
  | "listDocuments"
  | "dump"
  | "check"
>;

/** The vault, its writes waiting for those of the journal in the same file; reads wait for nothing. */
export function inTurn(vault: Vault, turns: Turns): Vault {
  const wait = <K extends Write>(name: K): Vault[K] => {
    const write = vault[name] as (...args: unknown[]) => Promise<unknown>;
    return ((...args: unknown[]) => turns.take(() => write(...args))) as Vault[K];
  };
  const writes: { readonly [K in Write]: Vault[K] } = {
    putPerson: wait("putPerson"),
    erasePerson: wait("erasePerson"),
    putToken: wait("putToken"),
    takeToken: wait("takeToken"),
    revokeSessions: wait("revokeSessions"),
    putApiToken: wait("putApiToken"),
    revokeApiToken: wait("revokeApiToken"),
    enqueueMail: wait("enqueueMail"),
    claimMail: wait("claimMail"),
    markMailSent: wait("markMailSent"),
    markMailFailed: wait("markMailFailed"),
    deleteOldMails: wait("deleteOldMails"),
    setCursor: wait("setCursor"),
    claim: wait("claim"),
    release: wait("release"),
    putDocument: wait("putDocument"),
    deleteDocument: wait("deleteDocument"),
    sweep: wait("sweep"),
    load: wait("load"),
    close: wait("close"),
  };
  return { ...vault, ...writes };
}

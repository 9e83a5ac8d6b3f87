import type { Role } from "./decision.ts";
import type { FairId, OrganisationId, PersonId } from "./ids.ts";

/**
 * How far a role reaches: `any` anywhere · `fair` the fair in which it was granted (for a delegate: where their
 * organisation takes part) · `own` their organisation, its people and its meetings · `self` their own person.
 */
export type Scope = "any" | "fair" | "own" | "self";
/** What an API token must carry to act. */
export type TokenScope = "read" | "book" | "scan" | "organise";
type Row = { readonly token: TokenScope } & { readonly [R in Role]?: Scope };

/** Who may do what, whole: HTTP routes, pages, socket messages and tests all read this one table. */
export const access = {
  /** The link of the first start is the right to do it. */
  "installation.prepare": { token: "organise", visitor: "any" },
  "session.open": { token: "read", visitor: "any" },
  "fair.list": { token: "read", visitor: "any" },
  "fair.read": { token: "read", visitor: "any" },
  "fair.open": { token: "organise", organiser: "any" },
  "fair.prepare": { token: "organise", organiser: "fair" },
  "directory.browse": { token: "read", visitor: "any" },
  "organisation.read": { token: "read", visitor: "any" },
  "organisation.register": { token: "book", organiser: "fair", visitor: "any" },
  "organisation.change": { token: "book", organiser: "fair", delegate: "own" },
  "organisation.people": { token: "read", organiser: "fair", delegate: "own" },
  "organisation.import": { token: "organise", organiser: "fair" },
  "organisation.export": { token: "organise", organiser: "fair" },
  "participant.list": { token: "organise", organiser: "fair" },
  "participant.validate": { token: "organise", organiser: "fair" },
  "participant.withdraw": { token: "book", organiser: "fair", delegate: "own" },
  "delegate.change": { token: "book", organiser: "fair", delegate: "own" },
  "availability.set": { token: "book", organiser: "fair", delegate: "own" },
  "comfort.set": { token: "book", organiser: "fair", delegate: "own" },
  "availability.read": { token: "read", visitor: "any" },
  "wish.set": { token: "book", organiser: "fair", delegate: "own" },
  "wish.read": { token: "read", organiser: "fair", delegate: "own" },
  "recommendation.read": { token: "read", organiser: "fair", delegate: "own" },
  "pair.decide": { token: "organise", organiser: "fair" },
  "coverage.read": { token: "organise", organiser: "fair" },
  "meeting.ask": { token: "book", organiser: "fair", delegate: "own" },
  "meeting.answer": { token: "book", organiser: "fair", delegate: "own" },
  "meeting.read": { token: "read", organiser: "fair", steward: "fair", delegate: "own" },
  "meeting.list": { token: "organise", organiser: "fair" },
  "meeting.lock": { token: "organise", organiser: "fair" },
  "meeting.attend": { token: "scan", organiser: "fair", steward: "fair" },
  "meeting.rate": { token: "book", delegate: "own" },
  "agenda.read": { token: "read", organiser: "fair", delegate: "own" },
  "agenda.compute": { token: "organise", organiser: "fair" },
  "agenda.publish": { token: "organise", organiser: "fair" },
  "occupancy.read": { token: "read", organiser: "fair", steward: "fair" },
  "door.read": { token: "read", organiser: "fair", steward: "fair" },
  "repair.decide": { token: "organise", organiser: "fair" },
  "task.dismiss": { token: "scan", organiser: "fair", steward: "fair" },
  "offer.read": { token: "read", organiser: "fair", delegate: "own" },
  "offer.answer": { token: "book", organiser: "fair", delegate: "own" },
  "scan.record": { token: "scan", organiser: "fair", steward: "fair" },
  "badge.find": { token: "scan", organiser: "fair", steward: "fair" },
  "report.read": { token: "organise", organiser: "fair" },
  "outbox.read": { token: "organise", organiser: "fair" },
  "role.grant": { token: "organise", organiser: "fair" },
  "person.read": { token: "read", delegate: "self", organiser: "self", steward: "self", visitor: "self" },
  "person.export": { token: "read", delegate: "self", organiser: "self", steward: "self", visitor: "self" },
  "person.erase": { token: "book", delegate: "self", organiser: "self", steward: "self", visitor: "self" },
  "token.manage": { token: "organise", delegate: "self", organiser: "self", steward: "self" },
} as const satisfies Record<string, Row>;
export type Action = keyof typeof access;

/** Who acts: an account with what the directory grants it; null is somebody not signed in. */
export type Principal = {
  readonly personId: PersonId | null;
  readonly roles: readonly { readonly fairId: FairId; readonly role: "organiser" | "steward" }[];
  readonly organisations: readonly OrganisationId[];
  /** Undefined for a browser session, which may do all that its person may. */
  readonly tokenScopes?: readonly TokenScope[];
};
/** What is acted upon, as far as the action has such things. */
export type Target = {
  readonly fairId?: FairId;
  readonly organisations?: readonly OrganisationId[];
  readonly personId?: PersonId;
};

export const nobody: Principal = { personId: null, roles: [], organisations: [] };

/** The role in which the principal may do it, the widest first; undefined when they may not. */
export function roleFor(who: Principal, action: Action, target: Target): Role | undefined {
  const row: Row = access[action];
  if (who.tokenScopes && !who.tokenScopes.includes(row.token)) return undefined;
  return (["organiser", "steward", "delegate", "visitor"] as const).find((role) => {
    const scope = row[role];
    return scope !== undefined && holds(who, role, target) && reaches(who, role, scope, target);
  });
}

function holds(who: Principal, role: Role, target: Target): boolean {
  if (role === "visitor") return true;
  if (who.personId === null) return false;
  if (role === "delegate") return who.organisations.length > 0;
  return who.roles.some(
    (granted) => granted.role === role && (target.fairId === undefined || granted.fairId === target.fairId),
  );
}

function reaches(who: Principal, role: Role, scope: Scope, target: Target): boolean {
  switch (scope) {
    case "any":
      return true;
    case "fair":
      return target.fairId !== undefined && role !== "visitor";
    case "own":
      return target.organisations?.some((organisation) => who.organisations.includes(organisation)) ?? false;
    case "self":
      return who.personId !== null && (target.personId === undefined || target.personId === who.personId);
    default:
      return scope satisfies never;
  }
}

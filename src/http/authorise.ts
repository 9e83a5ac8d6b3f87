import { type Action, access, type Principal, roleFor, type Target } from "../domain/access.ts";
import type { Role } from "../domain/decision.ts";
import type { Rejection } from "./problem.ts";

export type Authorised =
  | { readonly ok: true; readonly as: Role }
  | { readonly ok: false; readonly rejection: Rejection };

/** May they do it, and in which role? The one guard of API routes, pages and sockets. */
export function authorise(principal: Principal, action: Action, target: Target): Authorised {
  const as = roleFor(principal, action, target);
  return as === undefined ? refused(principal) : { ok: true, as };
}

/** Refuses at once who could not do it on any target, before their input is looked at. */
export function couldEver(principal: Principal, action: Action): Authorised {
  const row: { readonly token: string; readonly visitor?: string } = access[action];
  const hasScope =
    principal.tokenScopes === undefined || principal.tokenScopes.some((scope) => scope === row.token);
  const isKnown = principal.personId !== null || row.visitor === "any";
  return hasScope && isKnown ? { ok: true, as: "visitor" } : refused(principal);
}

function refused(principal: Principal): Authorised {
  return { ok: false, rejection: { code: principal.personId === null ? "not-signed-in" : "forbidden" } };
}

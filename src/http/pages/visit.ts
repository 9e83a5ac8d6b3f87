import type { Context } from "hono";
import type { Action, Target } from "../../domain/access.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { type FairId, fairIdSchema, type Instant, type OrganisationId } from "../../domain/ids.ts";
import { type Catalogue, catalogue, type Locale } from "../../i18n/catalogue.ts";
import type { Reader } from "../../i18n/format.ts";
import type { FairStream } from "../../runtime/runtime.ts";
import { countPendingRequests } from "../../views/meeting-view.ts";
import type { Frame, Notice, Page, Viewer } from "../../web/frame.ts";
import { renderPage } from "../../web/render.tsx";
import { authorise } from "../authorise.ts";
import type { AppEnv } from "../env.ts";
import type { Rejection } from "../problem.ts";
import type { Services } from "../services.ts";
import { createFlash, type Flash } from "./flash.ts";

export type PageContext = Context<AppEnv>;
/** What every page works with. */
export type PageServices = Services & { readonly flash: Flash };

/** One reader looking at (or posting from) a page: who they are, in which language, at what time. */
export type Visit = {
  readonly c: PageContext;
  readonly services: PageServices;
  readonly locale: Locale;
  readonly t: Catalogue;
  readonly now: Instant;
};
/** A visit to one fair. */
export type FairVisit = Visit & {
  readonly fairId: FairId;
  readonly fair: FairStream;
  readonly state: FairState;
  readonly timeZone: string;
  readonly name: string;
  /** The organisation that the reader attends for in this fair; null for visitors, organisers and stewards. */
  readonly organisation: OrganisationId | null;
  readonly reader: Reader;
};

export function toPageServices(services: Services): PageServices {
  return { ...services, flash: createFlash(services.config.secret, services.config.isHttps) };
}

export function visit(services: PageServices, c: PageContext): Visit {
  const { locale } = c.var;
  return { c, services, locale, t: catalogue(locale), now: services.runtime.clock.now() };
}

/** The fair of the path `/fairs/:fair/…`; undefined when there is none. */
export async function visitFair(services: PageServices, c: PageContext): Promise<FairVisit | undefined> {
  const parsed = fairIdSchema.safeParse(c.req.param("fair"));
  if (!parsed.success) return undefined;
  const fair = await services.runtime.fair(parsed.data);
  const header = fair?.state.header.get();
  if (!fair || !header) return undefined;
  const plain = visit(services, c);
  return {
    ...plain,
    fairId: parsed.data,
    fair,
    state: fair.state,
    name: header.name,
    timeZone: header.timeZone,
    organisation: organisationIn(services, c, fair.state),
    reader: { locale: plain.locale, timeZone: header.timeZone },
  };
}

/** May the reader do it? Undefined when they may; the same guard as the API's. */
export function refusal(visit: Visit, action: Action, target: Target): Rejection | undefined {
  const allowed = authorise(visit.c.var.identity.principal, action, target);
  return allowed.ok ? undefined : allowed.rejection;
}

export function may(visit: Visit, action: Action, target: Target): boolean {
  return refusal(visit, action, target) === undefined;
}

/** What the viewer is in this fair, for the navigation; the widest role first. */
export async function viewerOf(visit: Visit | FairVisit): Promise<Viewer | null> {
  const { principal } = visit.c.var.identity;
  if (principal.personId === null) return null;
  const { runtime } = visit.services;
  const person = await runtime.vault.getPerson(principal.personId);
  const granted = principal.roles.filter((role) => !("fairId" in visit) || role.fairId === visit.fairId);
  const role = granted.some((one) => one.role === "organiser")
    ? "organiser"
    : granted.some((one) => one.role === "steward")
      ? "steward"
      : "delegate";
  const id = "organisation" in visit ? visit.organisation : (principal.organisations[0] ?? null);
  const organisation = id === null ? undefined : runtime.directory.state.organisations.get(id);
  return {
    name: person?.name ?? "",
    role,
    organisation: id === null || !organisation ? null : { id, name: organisation.name },
  };
}

/** Sends a page in its frame. */
export async function show(
  visit: Visit | FairVisit,
  page: Page,
  options: {
    readonly status?: 200 | 400 | 403 | 404 | 409 | 410 | 422 | 503;
    readonly notices?: readonly Notice[];
  } = {},
): Promise<Response> {
  const { c, services } = visit;
  const taken = await services.flash.take(c);
  const html = renderPage(await frameOf(visit, [...taken, ...(options.notices ?? [])]), page);
  c.header("cache-control", "no-cache, private");
  c.header("content-language", visit.locale);
  return c.html(html, options.status ?? 200);
}

async function frameOf(visit: Visit | FairVisit, notices: readonly Notice[]): Promise<Frame> {
  const { c, services } = visit;
  const url = new URL(c.req.url);
  const isFair = "fairId" in visit;
  return {
    locale: visit.locale,
    timeZone: isFair ? visit.timeZone : "Europe/Paris",
    path: c.req.method === "GET" ? `${url.pathname}${url.search}` : url.pathname,
    now: visit.now,
    speed: services.runtime.clock.speed,
    fair: isFair ? { id: visit.fairId, name: visit.name } : null,
    viewer: await viewerOf(visit),
    notices,
    pendingRequests:
      isFair && visit.organisation !== null ? countPendingRequests(visit.state, visit.organisation) : 0,
    csrf: c.var.identity.csrf,
  };
}

function organisationIn(services: Services, c: PageContext, state: FairState): OrganisationId | null {
  const { personId, organisations } = c.var.identity.principal;
  if (personId === null) return null;
  const attends = state.delegates.get(personId)?.organisationId;
  if (attends !== undefined && organisations.includes(attends)) return attends;
  const known = organisations.filter((id) => services.runtime.directory.state.organisations.has(id));
  return known.find((id) => state.participants.has(id)) ?? null;
}

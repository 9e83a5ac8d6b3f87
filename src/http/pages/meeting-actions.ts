import { Hono } from "hono";
import { meetingIdSchema, type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api, Refused } from "./api-call.ts";
import type { Form } from "./form.ts";
import { showOrganisation } from "./organisation.ts";
import { problemPage } from "./refusal.ts";
import type { FairVisit, PageServices } from "./visit.ts";

const whats = [
  "accept",
  "decline",
  "withdraw",
  "cancel",
  "move",
  "answer-move",
  "rate",
  "lock",
  "attend",
  "end",
  "miss",
] as const;
type What = (typeof whats)[number];

/** Wishes and everything that is done to a meeting. */
export function meetingActions(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.post("/fairs/:fair/wishes", action(services, api, wish));
  pages.post("/fairs/:fair/meetings", action(services, api, meet));
  for (const what of whats)
    pages.post(
      `/fairs/:fair/meetings/:meeting/${what}`,
      action(services, api, (here, form) => settle(here, form, what)),
    );
  return pages;
}

function wish(here: FairVisit, form: Form): Act {
  const { fairId, organisation, t } = here;
  const level = form.get("level");
  const path = `/fairs/${fairId}/participants/${organisation ?? "org_none"}/wishes/${segment(form.get("to"))}`;
  return {
    request: { method: "put", path, body: { level: level === "" ? null : level } },
    notice: level === "" ? t.outcomes.done.wishRemoved : t.outcomes.done.wished,
    to: paths.space(fairId),
  };
}

function meet(here: FairVisit, form: Form): Act {
  const { fairId, organisation, t } = here;
  const to = form.get("to");
  const slots = form
    .all("slot")
    .filter((slot) => slot !== "")
    .map(Number);
  const isBooking = form.get("mode") === "book";
  const delegate = form.get("delegate");
  const message = form.get("message");
  const common = {
    ...(organisation === null ? {} : { from: organisation }),
    to,
    ...(delegate === "" ? {} : { delegate }),
    ...(message === "" ? {} : { message }),
  };
  return {
    request: {
      method: "post",
      path: `/fairs/${fairId}/meetings`,
      body: isBooking ? { mode: "book", ...common, slot: slots[0] } : { mode: "request", ...common, slots },
    },
    notice: isBooking ? t.outcomes.done.booked : t.outcomes.done.requested,
    to: isBooking ? paths.agenda(fairId) : paths.inbox(fairId),
    leaves: true,
    redraw: (problem) => showOrganisation(here, readOrganisation(to), toRetry(here, problem, slots)),
  };
}

function toRetry(
  { t }: FairVisit,
  problem: Refused,
  chosen: readonly number[],
): Parameters<typeof showOrganisation>[2] & object {
  const nothingChosen = problem.code === "bad-input" && chosen.length === 0;
  return {
    chosen: problem.code === "slot-taken" ? [] : chosen,
    alternatives: problem.alternatives,
    notices: [{ tone: "error", text: nothingChosen ? t.booking.bookNothing : problem.detail }],
  };
}

function settle(here: FairVisit, form: Form, what: What): Act | Promise<Response> {
  const { fairId, t } = here;
  const id = meetingIdSchema.safeParse(here.c.req.param("meeting"));
  if (!id.success) return problemPage(here, { code: "meeting-unknown" });
  const path = `/fairs/${fairId}/meetings/${id.data}`;
  const acting = actingFor(here, form);
  const { done } = t.outcomes;
  const slot = form.get("slot");
  const reason = form.get("reason");
  const at = { to: paths.agenda(fairId) };
  switch (what) {
    case "accept": {
      const delegate = form.get("delegate");
      const body = {
        ...acting,
        ...(slot === "" ? {} : { slot: Number(slot) }),
        ...(delegate === "" ? {} : { delegate }),
      };
      return {
        request: { method: "post", path: `${path}/accept`, body },
        notice: (answer) => (isScheduled(answer) ? done.accepted : done.acceptedToPlace),
        to: paths.inbox(fairId),
      };
    }
    case "decline":
      return {
        request: { method: "post", path: `${path}/decline`, body: { ...acting, reason: reason || "other" } },
        notice: done.declined,
        to: paths.inbox(fairId),
      };
    case "withdraw":
      return {
        request: { method: "post", path: `${path}/withdraw`, body: acting },
        notice: done.withdrawn,
        to: paths.inbox(fairId),
      };
    case "cancel":
      return {
        request: {
          method: "post",
          path: `${path}/cancel`,
          body: { ...acting, ...(reason === "" ? {} : { reason }) },
        },
        notice: done.cancelled,
        ...at,
      };
    case "move": {
      const placeId = form.get("place");
      // An accepted meeting has no slot to leave yet: it is placed.
      const isToPlace = here.state.meetings.get(id.data)?.status === "accepted";
      const body = {
        ...acting,
        slot: Number(slot || "NaN"),
        ...(placeId === "" || isToPlace ? {} : { placeId }),
      };
      return {
        request: { method: "post", path: `${path}/${isToPlace ? "accept" : "move"}`, body },
        notice: (answer) => (hasMove(answer) ? done.moveProposed : done.moved),
        ...at,
      };
    }
    case "answer-move": {
      const accepted = form.get("accepted") === "yes";
      return {
        request: { method: "post", path: `${path}/answer-move`, body: { ...acting, accepted } },
        notice: accepted ? done.moved : done.moveRefused,
        ...at,
      };
    }
    case "rate":
      return {
        request: {
          method: "put",
          path: `${path}/rating`,
          body: { ...acting, rating: Number(form.get("rating")) },
        },
        notice: done.rated,
        ...at,
      };
    case "lock": {
      const locked = form.get("locked") !== "no";
      return {
        request: { method: "put", path: `${path}/lock`, body: { locked } },
        notice: locked ? done.locked : done.unlocked,
        to: paths.schedule(fairId),
      };
    }
    case "attend":
      return {
        request: { method: "post", path: `${path}/attend`, body: { personId: form.get("person") } },
        notice: done.attended,
        to: paths.board(fairId),
      };
    case "end":
    case "miss":
      return {
        request: { method: "post", path: `${path}/${what}`, body: {} },
        notice: what === "end" ? done.ended : done.missed,
        to: paths.board(fairId),
      };
    default:
      return what satisfies never;
  }
}

/** An organiser says for whom they act, or acts as the organiser; a delegate acts for their own side. */
function actingFor(here: FairVisit, form: Form): { readonly organisation?: OrganisationId } {
  const named = readOrganisation(form.get("organisation"));
  if (named !== undefined) return { organisation: named };
  const isOrganiser = here.c.var.identity.principal.roles.some(
    ({ fairId, role }) => fairId === here.fairId && role === "organiser",
  );
  return isOrganiser || here.organisation === null ? {} : { organisation: here.organisation };
}

function readOrganisation(text: string): OrganisationId | undefined {
  return organisationIdSchema.safeParse(text).data;
}

/** What stands between two slashes of an API path. */
export function segment(text: string): string {
  return encodeURIComponent(text === "" ? "-" : text.slice(0, 100));
}

function isScheduled(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "scheduled";
}

function hasMove(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "move" in answer && answer.move !== null;
}

import { Hono } from "hono";
import { instantSchema } from "../../domain/ids.ts";
import { toLocalInput } from "../../i18n/format.ts";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import type { Form } from "./form.ts";
import { fromLocalInput } from "./local-time.ts";
import { segment } from "./meeting-actions.ts";
import type { FairVisit, PageServices } from "./visit.ts";

/** What the desk does about what does not serve and about free slots, and what participants answer to offers. */
export function repairActions(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const board = "/fairs/:fair/board";
  pages.post(`${board}/disruptions`, action(services, api, declare));
  pages.post(`${board}/disruptions/:id/end`, action(services, api, end));
  pages.post(`${board}/disruptions/:id/repair`, action(services, api, repair));
  pages.post(`${board}/holes/:id/offer`, action(services, api, offer));
  pages.post(`${board}/holes/:id/stop`, action(services, api, stop));
  pages.post(`${board}/dismiss`, action(services, api, dismiss));
  pages.post("/fairs/:fair/offers/:id/answer", action(services, api, answer));
  return pages;
}

function declare(here: FairVisit, form: Form): Act {
  const kind = form.get("kind");
  const ids = { room: "roomId", place: "placeId", person: "personId" } as const;
  const id = form.get(kind === "room" || kind === "person" ? kind : "place");
  // The list of places has the rooms as well, for those without scripts.
  const isRoom = [...here.state.rooms.keys()].some((room) => room === id);
  const name = kind === "person" ? kind : isRoom ? "room" : kind === "room" ? kind : "place";
  const from = ofToday(here, form.get("from"));
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/disruptions`,
      body: {
        what: { kind: name, [ids[name]]: id },
        ...(from === undefined ? {} : { from }),
        until: ofToday(here, form.get("until")),
      },
    },
    notice: here.t.outcomes.done.declared,
    to: paths.board(here.fairId),
  };
}

/** A wall time of the day that the fair is at; undefined where it is none. */
function ofToday({ now, timeZone }: FairVisit, time: string): string | undefined {
  const today = toLocalInput(now, timeZone).slice(0, 10);
  return /^\d\d:\d\d$/.test(time) ? fromLocalInput(`${today}T${time}`, timeZone) : instantOf(time);
}

function instantOf(text: string): string | undefined {
  return instantSchema.safeParse(text).data;
}

function idOf(here: FairVisit): string {
  return segment(here.c.req.param("id") ?? "");
}

function end(here: FairVisit): Act {
  return {
    request: { method: "delete", path: `/fairs/${here.fairId}/disruptions/${idOf(here)}` },
    notice: here.t.outcomes.done.settled,
    to: paths.board(here.fairId),
  };
}

function repair(here: FairVisit, form: Form): Act {
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/disruptions/${idOf(here)}/repair`,
      body: { plan: form.get("plan") },
    },
    notice: here.t.outcomes.done.repaired,
    to: paths.board(here.fairId),
  };
}

function offer(here: FairVisit, form: Form): Act {
  const [one, other] = [form.get("one"), form.get("other")];
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/holes/${idOf(here)}/offers`,
      body: { part: partOf(form), ...(one === "" || other === "" ? {} : { organisations: [one, other] }) },
    },
    notice: here.t.outcomes.done.offered,
    to: paths.board(here.fairId),
  };
}

/** A form from before long meetings left several holes says nothing of it. */
function partOf(form: Form): number {
  return Number(form.get("part"));
}

function stop(here: FairVisit, form: Form): Act {
  const path = `/fairs/${here.fairId}/holes/${idOf(here)}/offers?part=${partOf(form)}`;
  return {
    request: { method: "delete", path },
    notice: here.t.outcomes.done.saved,
    to: paths.board(here.fairId),
  };
}

function dismiss(here: FairVisit, form: Form): Act {
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/board/dismissals`,
      body: { task: form.get("task") },
    },
    notice: here.t.outcomes.done.saved,
    to: paths.board(here.fairId),
  };
}

/** An organiser says for whom; a delegate answers for their own side. */
function answer(here: FairVisit, form: Form): Act {
  const { done } = here.t.outcomes;
  const accepted = form.get("accepted") === "yes";
  const organisation = form.get("organisation") || here.organisation;
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/offers/${idOf(here)}/answer`,
      body: { ...(organisation === null ? {} : { organisation }), accepted },
    },
    notice: (body) => (!accepted ? done.answered : isBooked(body) ? done.offerBooked : done.acceptedOffer),
    to: paths.agenda(here.fairId),
  };
}

function isBooked(body: unknown): boolean {
  return typeof body === "object" && body !== null && "status" in body && body.status === "booked";
}

import { Hono } from "hono";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api, ApiRequest } from "./api-call.ts";
import type { Form } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import type { FairVisit, PageServices } from "./visit.ts";

/** What the forms of drafts do, all through the API. */
export function draftActions(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const draft = "/fairs/:fair/schedule/drafts/:draft";
  for (const [name, toAct] of [
    ["stop", stop],
    ["remove", remove],
    ["edit", edit],
    ["lock", lock],
    ["undo", undo],
  ] as const)
    pages.post(`${draft}/${name}`, action(services, api, toAct));
  return pages;
}

function stop(here: FairVisit): Act {
  return {
    request: { method: "post", path: `${apiPath(here)}/stop` },
    notice: here.t.drafts.progress.stopped,
    to: paths.schedule(here.fairId),
  };
}

function remove(here: FairVisit): Act {
  return {
    request: { method: "delete", path: apiPath(here) },
    notice: here.t.drafts.done.removed,
    to: paths.schedule(here.fairId),
    leaves: true,
  };
}

/** Moved, removed, added or swapped: the draft's page says what that did. */
function edit(here: FairVisit, form: Form): Act {
  return {
    request: editRequest(here, form, toEdit(form)),
    notice: (body) => editedText(here, body),
    to: paths.draft(here.fairId, draftOf(here)),
    leaves: true,
  };
}

function lock(here: FairVisit, form: Form): Act {
  const locked = form.get("locked") === "yes";
  const { done, undone } = here.t.drafts.lock;
  return {
    request: editRequest(here, form, { type: "lock", which: toWhich(form), locked }),
    notice: locked ? done : undone,
    to: paths.draft(here.fairId, draftOf(here)),
  };
}

function undo(here: FairVisit, form: Form): Act {
  const known = form.get("known");
  const query = known === "" ? "" : `?known=${segment(known)}`;
  return {
    request: { method: "delete", path: `${apiPath(here)}/edits/last${query}` },
    notice: here.t.drafts.done.undone,
    to: paths.draft(here.fairId, draftOf(here)),
  };
}

function editRequest(here: FairVisit, form: Form, wanted: unknown): ApiRequest {
  const known = form.get("known");
  return {
    method: "post",
    path: `${apiPath(here)}/edits`,
    body: { edit: wanted, ...(known === "" ? {} : { known: Number(known) }) },
  };
}

function toEdit(form: Form): unknown {
  const type = form.get("type");
  const meetingId = form.get("meeting");
  if (type === "remove") return { type, meetingId };
  if (type === "swap") return { type, meetings: [meetingId, form.get("with")] };
  const [place, first, second] = [form.get("place"), form.get("delegate0"), form.get("delegate1")];
  const spot = {
    ...(form.get("slot") === "" ? {} : { slot: Number(form.get("slot")) }),
    ...(place === "" ? {} : { placeId: place }),
    delegates: [first, second].map((id) => (id === "" ? null : id)),
  };
  return type === "add"
    ? { type, organisations: [form.get("one"), form.get("other")], ...spot }
    : { type, meetingId, ...spot };
}

function toWhich(form: Form): unknown {
  // Who chose an organisation or a slot means it, whatever the first field was left at.
  const [asked, organisation, slot] = [form.get("which"), form.get("organisation"), form.get("slot")];
  const isGeneral = asked === "accepted" || asked === "all";
  const which = !isGeneral ? asked : organisation !== "" ? "organisation" : slot !== "" ? "slot" : asked;
  switch (which) {
    case "meeting":
      return { meetingId: form.get("meeting") };
    case "organisation":
      return { organisation };
    case "person":
      return { person: form.get("person") };
    case "slot":
      return { slot: slot === "" ? -1 : Number(slot) };
    case "accepted":
      return { accepted: true };
    case "all":
      return { all: true };
    default:
      return {};
  }
}

function editedText({ t }: FairVisit, body: unknown): string {
  const hard = typeof body === "object" && body !== null && "hard" in body ? Number(body.hard) : 0;
  return hard === 0 ? t.drafts.done.edited : t.drafts.done.editedBroken(hard);
}

function draftOf(here: FairVisit): string {
  return segment(here.c.req.param("draft") ?? "");
}

function apiPath(here: FairVisit): string {
  return `/fairs/${here.fairId}/agenda/drafts/${draftOf(here)}`;
}

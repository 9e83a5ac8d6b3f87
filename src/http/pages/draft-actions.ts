import { Hono } from "hono";
import { draftIdSchema } from "../../domain/ids.ts";
import { draftPage } from "../../web/pages/draft.tsx";
import { paths } from "../../web/paths.ts";
import type { Faults } from "../../web/view-types.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api, ApiRequest } from "./api-call.ts";
import { draftNames, draftProps } from "./draft-page.ts";
import type { Form } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { problemPage } from "./refusal.ts";
import { type FairVisit, type PageServices, refusal, show } from "./visit.ts";

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

async function lock(here: FairVisit, form: Form): Promise<Act | Response> {
  const locked = form.get("locked") === "yes";
  const { done, undone } = here.t.drafts.lock;
  const which = toWhich(form);
  const organisation = form.get("organisation");
  const refused = refusal(here, "agenda.compute", { fairId: here.fairId });
  const id = draftIdSchema.safeParse(draftOf(here));
  const draft = refused || !id.success ? undefined : await here.services.agenda?.draft(here.fairId, id.data);
  const redraw = async (faults: Faults): Promise<Response> => {
    if (!draft) return problemPage(here, { code: "draft-unknown" });
    const typed = { which: which.code, organisation, slot: form.get("slot"), faults };
    return show(here, draftPage(await draftProps(here, draft, typed)), { status: 422 });
  };
  const names = draft && draftNames(here, draft);
  const named = names?.find(organisation);
  // Who is refused, or asks for a draft that is gone, is told so by the API.
  if (names && which.code === "organisation" && named === undefined)
    return redraw({ organisation: names.fault(organisation) });
  if (draft && which.code === "") return redraw({ which: here.t.outcomes.fault.choice });
  if (draft && which.code === "slot" && form.get("slot") === "")
    return redraw({ slot: here.t.outcomes.fault.choice });
  return {
    request: editRequest(here, form, {
      type: "lock",
      which: which.code === "organisation" ? { organisation: named ?? organisation } : which.value,
      locked,
    }),
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

/** Which meetings a lock is for: the choice, and what the API is asked. */
function toWhich(form: Form): { readonly code: string; readonly value: unknown } {
  const [code, slot] = [form.get("which"), form.get("slot")];
  switch (code) {
    case "meeting":
      return { code, value: { meetingId: form.get("meeting") } };
    case "person":
      return { code, value: { person: form.get("person") } };
    case "organisation":
      return { code, value: { organisation: form.get("organisation") } };
    case "slot":
      return { code, value: { slot: slot === "" ? -1 : Number(slot) } };
    case "accepted":
      return { code, value: { accepted: true } };
    case "all":
      return { code, value: { all: true } };
    default:
      return { code, value: {} };
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

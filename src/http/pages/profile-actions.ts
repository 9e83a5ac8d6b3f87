import { Hono } from "hono";
import { z } from "zod";
import { slotsInARowSchema } from "../../domain/fair/comfort.ts";
import { type OrganisationId, personIdSchema } from "../../domain/ids.ts";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { newPersonSchema } from "../people.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { breakFaults, readBreak } from "./break-form.ts";
import type { Form } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { showProfile } from "./profile.ts";
import { toProfile } from "./profile-form.ts";
import { readProfileValues } from "./profile-values.ts";
import { refuseVisit } from "./refusal.ts";
import { faultsOf, readDelegate, toPerson } from "./register.ts";
import type { FairVisit, PageServices } from "./visit.ts";

const outOfReachSchema = z.object({ outOfReach: z.array(z.string()) });
type Change = (here: FairVisit, form: Form, mine: OrganisationId) => Act | Promise<Response>;

/** What a delegate changes of their organisation. */
export function profileActions(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const own = (path: string, change: Change) =>
    pages.post(
      `/fairs/:fair/me/profile${path}`,
      action(services, api, (here, form) => {
        const { organisation } = here;
        if (organisation !== null) return change(here, form, organisation);
        const isKnown = here.c.var.identity.principal.personId !== null;
        return refuseVisit(here, { code: isKnown ? "forbidden" : "not-signed-in" });
      }),
    );
  own("", changeProfile);
  own("/activities", confirmActivities);
  own("/booking-mode", changeMode);
  own("/meeting-slots", changeLength);
  own("/delegates", addDelegate);
  own("/delegates/:person/remove", removeDelegate);
  own("/delegates/:person/availability", setAvailability);
  own("/delegates/:person/comfort", setComfort);
  return pages;
}

function changeProfile(here: FairVisit, form: Form, mine: OrganisationId): Act | Promise<Response> {
  const more = form.get("more");
  const values = readProfileValues(form, more);
  if (more !== "") return showProfile(here, mine, { values });
  const before = here.services.runtime.directory.state.organisations.get(mine);
  const reading = toProfile(values, before, here);
  if (!reading.ok) return showProfile(here, mine, { values, faults: reading.faults });
  return {
    request: { method: "put", path: `/fairs/${here.fairId}/organisations/${mine}`, body: reading.profile },
    notice: here.t.outcomes.done.saved,
    to: paths.profile(here.fairId),
    leaves: true,
    redraw: (problem) => showProfile(here, mine, { values, faults: faultsOf(problem, here) }),
  };
}

/** What an offer or need is about, confirmed or corrected. */
function confirmActivities(here: FairVisit, form: Form, mine: OrganisationId): Act {
  return {
    request: {
      method: "put",
      path: `${participant(here, mine)}/activities`,
      body: { list: form.get("list"), id: form.get("id"), activities: form.all("activity") },
    },
    notice: here.t.account.activityKept,
    to: paths.profile(here.fairId),
    leaves: true,
  };
}

function changeMode(here: FairVisit, form: Form, mine: OrganisationId): Act {
  return {
    request: {
      method: "put",
      path: `${participant(here, mine)}/booking-mode`,
      body: { mode: form.get("mode") },
    },
    notice: here.t.outcomes.done.saved,
    to: paths.profile(here.fairId),
  };
}

function changeLength(here: FairVisit, form: Form, mine: OrganisationId): Act {
  return {
    request: {
      method: "put",
      path: `${participant(here, mine)}/meeting-slots`,
      body: { slots: Number(form.get("slots")) },
    },
    notice: here.t.outcomes.done.saved,
    to: paths.profile(here.fairId),
  };
}

function addDelegate(here: FairVisit, form: Form, mine: OrganisationId): Act | Promise<Response> {
  const delegate = readDelegate(form, "");
  const { fault } = here.t.outcomes;
  const person = toPerson(delegate);
  const faults: Record<string, string> = {};
  for (const issue of newPersonSchema.safeParse(person).error?.issues ?? [])
    faults[String(issue.path[0])] = issue.path[0] === "email" ? fault.email : fault.required;
  // The form of the organisation has a field of the same name: only this one is at fault.
  const shown = (found: Record<string, string>) =>
    showProfile(here, mine, { delegate, faults: { email: fault.email, ...found } });
  if (Object.keys(faults).length > 0) return shown(faults);
  return {
    request: { method: "post", path: `${participant(here, mine)}/delegates`, body: person },
    notice: here.t.outcomes.done.delegateAdded,
    to: paths.profile(here.fairId),
    leaves: true,
    redraw: (problem) => shown({ email: problem.detail }),
  };
}

function removeDelegate(here: FairVisit): Act {
  return {
    request: { method: "delete", path: `/fairs/${here.fairId}/delegates/${personOf(here)}` },
    notice: here.t.outcomes.done.delegateRemoved,
    to: paths.profile(here.fairId),
    leaves: true,
  };
}

/** The form sends the slots that stay open; what stands on the agenda is open by nature. */
function setAvailability(here: FairVisit, form: Form): Act {
  const open = new Set(form.all("available").map(Number));
  const person = personOf(here);
  const unavailable = [...here.state.slots.get().keys()].filter(
    (slot) => !open.has(slot) && !here.state.delegateBusy.has(`${person}@${slot}`),
  );
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/delegates/${person}/availability`,
      body: { unavailable },
    },
    notice: here.t.outcomes.done.saved,
    to: paths.profile(here.fairId),
    leaves: true,
  };
}

/** What a delegate needs; rows left empty are no breaks. */
function setComfort(here: FairVisit, form: Form, mine: OrganisationId): Act | Promise<Response> {
  const person = personOf(here);
  const rows = Array.from({ length: form.rows("breaks", 11) }, (_, index) => `breaks.${index}`);
  const typed = rows.flatMap((row) => {
    const wanted = readBreak(form, row);
    return wanted === undefined ? [] : [{ row, ...wanted, on: form.get(`${row}.on`) }];
  });
  const values = {
    needsAccess: form.has("needsAccess"),
    mostInARow: form.get("mostInARow"),
    breaks: typed.map(({ row, from, to, on }) => ({ from, to, on, minutes: form.get(`${row}.minutes`) })),
  };
  const shown = (faults: Record<string, string>) =>
    showProfile(here, mine, { comfort: { person, values }, faults });
  const faults = Object.assign(
    {},
    ...typed.map(({ row }, index) => breakFaults(form, row, here.t, `${person}.breaks.${index}`)),
  ) as Record<string, string>;
  const most = values.mostInARow === "" ? null : Number(values.mostInARow);
  if (!slotsInARowSchema.nullable().safeParse(most).success)
    faults[`${person}.mostInARow`] = here.t.outcomes.fault.number;
  if (Object.keys(faults).length > 0) return shown(faults);
  const breaks = typed.map(({ from, to, minutes, on }) => ({
    from,
    to,
    minutes,
    ...(on === "" ? {} : { on }),
  }));
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/delegates/${person}/comfort`,
      body: { needsAccess: values.needsAccess, mostInARow: most, breaks },
    },
    notice: (body) => {
      const count = outOfReachSchema.safeParse(body).data?.outOfReach.length ?? 0;
      return count === 0 ? here.t.outcomes.done.saved : here.t.comfort.outOfReach(count);
    },
    to: paths.profile(here.fairId),
    leaves: true,
    redraw: (problem) => {
      const [first] = problem.errors;
      return shown({ [`${person}.${first?.field ?? "needsAccess"}`]: problem.detail });
    },
  };
}

function participant(here: FairVisit, mine: OrganisationId): string {
  return `/fairs/${here.fairId}/participants/${mine}`;
}

function personOf(here: FairVisit): string {
  const text = here.c.req.param("person") ?? "";
  return personIdSchema.safeParse(text).data ?? segment(text);
}

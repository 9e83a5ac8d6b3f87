import { Hono } from "hono";
import { programmeSchema } from "../../domain/fair/events.ts";
import { computeSlots, type ProgrammeFault } from "../../domain/fair/programme.ts";
import { type Rules, rulesSchema } from "../../domain/fair/rules.ts";
import type { DayValues, PrepareRules } from "../../web/pages/prepare.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { breakFaults, readBreak } from "./break-form.ts";
import type { Form } from "./form.ts";
import { fromLocalInput } from "./local-time.ts";
import { segment } from "./meeting-actions.ts";
import { emptyDay, showPrepare } from "./prepare.ts";
import { refuseVisit } from "./refusal.ts";
import { type FairVisit, type PageServices, refusal } from "./visit.ts";

/** Setting a fair up. */
export function prepareActions(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const own = (path: string, change: (here: FairVisit, form: Form) => Act | Promise<Response>) =>
    pages.post(
      `/fairs/:fair/prepare${path}`,
      action(services, api, (here, form) => {
        // Faulty forms are drawn again: only for those who may see the page.
        const refused = refusal(here, "fair.prepare", { fairId: here.fairId });
        return refused ? refuseVisit(here, refused) : change(here, form);
      }),
    );
  own("/fair", rename);
  own("/programme", setProgramme);
  own("/slots", closeSlot);
  own("/rooms", setRoom);
  own("/rooms/:room/remove", (here) => remove(here, `rooms/${segment(here.c.req.param("room") ?? "")}`));
  own("/places", addPlaces);
  own("/places/:place/remove", (here) => remove(here, `places/${segment(here.c.req.param("place") ?? "")}`));
  own("/rules", setRules);
  return pages;
}

function act(here: FairVisit, request: Act["request"], notice?: Act["notice"]): Act {
  const to = paths.prepare(here.fairId);
  return { request, notice: notice ?? here.t.outcomes.done.saved, to, leaves: true };
}

function rename(here: FairVisit, form: Form): Act | Promise<Response> {
  const name = form.get("name");
  if (name === "") return showPrepare(here, { faults: { name: here.t.outcomes.fault.required } });
  return act(here, {
    method: "patch",
    path: `/fairs/${here.fairId}`,
    body: { name, venue: form.get("venue") },
  });
}

function setProgramme(here: FairVisit, form: Form): Act | Promise<Response> {
  const days = readDays(form);
  const slotMinutes = Number(form.get("slotMinutes"));
  if (form.get("more") === "days")
    return showPrepare(here, { days: [...days, { ...emptyDay, ...timesOf(days.at(-1)) }], slotMinutes });
  const { fault } = here.t.outcomes;
  const parsed = programmeSchema.safeParse({ slotMinutes, days });
  if (!parsed.success) {
    const faults = Object.fromEntries(
      parsed.error.issues.map(({ path }) => [
        path.join("."),
        path.at(-1) === "on" ? fault.date : path[0] === "slotMinutes" ? fault.number : fault.time,
      ]),
    );
    return showPrepare(here, { days, slotMinutes, faults });
  }
  const computed = computeSlots(parsed.data, here.timeZone);
  if (!computed.ok) {
    const faults = Object.fromEntries(computed.faults.map((one) => [fieldOf(one), sentenceOf(one, here)]));
    return showPrepare(here, { days, slotMinutes, faults });
  }
  return act(here, { method: "put", path: `/fairs/${here.fairId}/programme`, body: parsed.data });
}

function closeSlot(here: FairVisit, form: Form): Act {
  const path = `/fairs/${here.fairId}/slots/${segment(form.get("slot"))}`;
  return act(here, { method: "put", path, body: { closed: form.get("closed") === "yes" } });
}

function setRoom(here: FairVisit, form: Form): Act | Promise<Response> {
  const room = form.get("room");
  const name = form.get("name");
  const capacity = Number(form.get("capacity"));
  const { fault } = here.t.outcomes;
  const faults: Record<string, string> = {};
  if (name === "") faults["room.name"] = fault.required;
  if (!Number.isInteger(capacity) || capacity < 1) faults["room.capacity"] = fault.number;
  if (Object.keys(faults).length > 0) return showPrepare(here, { faults });
  const path = `/fairs/${here.fairId}/rooms`;
  const body = { name, capacity, accessible: form.has("accessible") };
  if (room === "") return act(here, { method: "post", path, body });
  return act(here, { method: "put", path: `${path}/${segment(room)}`, body });
}

/** Tables come by the row, numbered; a stand comes alone, with whose it is. */
function addPlaces(here: FairVisit, form: Form): Act {
  const kind = form.get("kind") === "stand" ? "stand" : "table";
  // A box that is not ticked is not sent: only a form that has it says no.
  const accessible = form.get("asks") === "accessible" ? form.has("accessible") : true;
  const common = { roomId: form.get("room"), kind, accessible };
  const from = Number(form.get("from") || "1");
  const count = Math.min(200, Math.max(1, Number(form.get("count") || "1")));
  const prefix = form.get("prefix") || here.t.terms.placeKind[kind];
  const organisation = form.get("organisation");
  const places =
    kind === "stand"
      ? [
          {
            ...common,
            name: form.get("name"),
            ...(organisation === "" ? {} : { organisationId: organisation }),
          },
        ]
      : Array.from({ length: count }, (_, index) => ({ ...common, name: `${prefix} ${from + index}` }));
  const request = { method: "post", path: `/fairs/${here.fairId}/places`, body: { places } } as const;
  return act(here, request, here.t.outcomes.done.added(places.length));
}

function remove(here: FairVisit, what: string): Act {
  const request = { method: "delete", path: `/fairs/${here.fairId}/${what}` } as const;
  return act(here, request, here.t.outcomes.done.removed);
}

const dates = ["registrationOpensAt", "registrationClosesAt", "bookingOpensAt", "bookingClosesAt"] as const;

/** Rules whose field is in another unit. */
const typedAs: Readonly<Record<string, string>> = {
  requestLifetimeMinutes: "requestLifetimeHours",
  fairness: "fairnessPercent",
};

function setRules(here: FairVisit, form: Form): Act | Promise<Response> {
  const { fault } = here.t.outcomes;
  const now = here.state.rules.get();
  const faults: Record<string, string> = {};
  const number = (name: string, factor = 1): number => Math.round(Number(form.get(name) || "NaN") * factor);
  const instants: Partial<Record<(typeof dates)[number], Rules["bookingOpensAt"]>> = {};
  for (const name of dates) {
    const text = form.get(name);
    const instant = text === "" ? null : fromLocalInput(text, here.timeZone);
    if (instant === undefined) faults[name] = fault.date;
    else instants[name] = instant;
  }
  const parsed = rulesSchema.safeParse({
    mayMeet: form.all("mayMeet").map((pair) => ({ from: pair.split(">")[0], to: pair.split(">")[1] })),
    bookingMode: form.get("bookingMode"),
    maxPendingRequests: number("maxPendingRequests"),
    maxMeetings: number("maxMeetings"),
    requestLifetimeMinutes: number("requestLifetimeHours", 60),
    fairness: form.has("fairnessPercent") ? number("fairnessPercent") / 100 : now.fairness,
    lateAfterMinutes: number("lateAfterMinutes"),
    overrunMinutes: number("overrunMinutes"),
    noticeMinutes: form.has("noticeMinutes") ? number("noticeMinutes") : now.noticeMinutes,
    offerMinutes: form.has("offerMinutes") ? number("offerMinutes") : now.offerMinutes,
    // A box that is not ticked is not sent: only a form that has it says no.
    refillsByItself: form.has("noticeMinutes") ? form.has("refillsByItself") : now.refillsByItself,
    ...comfortRules(form, now),
    ...instants,
  });
  for (const { path } of parsed.error?.issues ?? [])
    faults[typedAs[String(path[0])] ?? String(path[0])] = fault.number;
  delete faults["breakWanted"];
  Object.assign(faults, breakFaults(form, "breakWanted", here.t));
  if (!parsed.success || Object.keys(faults).length > 0)
    return showPrepare(here, { faults, rules: { ...now, ...typedComfort(form) } });
  return act(here, { method: "put", path: `/fairs/${here.fairId}/rules`, body: parsed.data });
}

/** Empty is no limit, and no break; a form without these fields says nothing of them. */
function comfortRules(form: Form, now: Rules): Partial<Record<keyof Rules, unknown>> {
  const { mostInARow, walkingMinutes, breakWanted } = now;
  if (!form.has("walkingMinutes")) return { mostInARow, walkingMinutes, breakWanted };
  const most = form.get("mostInARow");
  return {
    mostInARow: most === "" ? null : Number(most),
    walkingMinutes: Number(form.get("walkingMinutes") || "NaN"),
    breakWanted: readBreak(form, "breakWanted") ?? null,
  };
}

/** As it was typed, to be put right. */
function typedComfort(form: Form): Partial<PrepareRules> {
  if (!form.has("walkingMinutes")) return {};
  const [from, to, minutes] = ["from", "to", "minutes"].map((name) => form.get(`breakWanted.${name}`));
  return {
    mostInARow: form.get("mostInARow"),
    walkingMinutes: form.get("walkingMinutes"),
    breakWanted: { from: from ?? "", to: to ?? "", minutes: minutes ?? "" },
  };
}

/** Days as typed; a day without a date and a break without times were left empty. */
function readDays(form: Form): DayValues[] {
  return Array.from({ length: form.rows("days", 14) }, (_, day) => {
    const prefix = `days.${day}`;
    const breaks = Array.from({ length: form.rows(`${prefix}.breaks`, 10) }, (_pause, index) => ({
      start: form.get(`${prefix}.breaks.${index}.start`),
      end: form.get(`${prefix}.breaks.${index}.end`),
      label: form.get(`${prefix}.breaks.${index}.label`),
    })).filter((pause) => pause.start !== "" || pause.end !== "");
    return {
      on: form.get(`${prefix}.on`),
      start: form.get(`${prefix}.start`),
      end: form.get(`${prefix}.end`),
      breaks,
    };
  });
}

function timesOf(day: DayValues | undefined): Partial<DayValues> {
  return day === undefined ? {} : { start: day.start, end: day.end, breaks: day.breaks };
}

function fieldOf({ code, field }: ProgrammeFault): string {
  if (code === "break-outside-day") return `${field}.start`;
  return code === "day-ends-before-it-starts" ? `${field}.end` : `${field}.on`;
}

function sentenceOf({ code }: ProgrammeFault, { t }: FairVisit): string {
  const { fault } = t.outcomes;
  switch (code) {
    case "day-repeated":
      return fault.dayRepeated;
    case "day-ends-before-it-starts":
      return fault.dayEnds;
    case "break-outside-day":
      return fault.breakOutside;
    case "day-without-slot":
      return fault.dayEmpty;
    case "time-zone-unknown":
      return fault.invalid;
    default:
      return code satisfies never;
  }
}

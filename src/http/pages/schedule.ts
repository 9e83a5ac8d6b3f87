import { Hono } from "hono";
import type { FairState, Meeting } from "../../domain/fair/state.ts";
import { listCommonSlots } from "../../views/bookable-slots.ts";
import { foldText } from "../../views/directory-search.ts";
import { placementOf } from "../../views/meeting-view.ts";
import { toPlaceName } from "../../views/organisation-card.ts";
import { listSlotTimes, toMeetingTime } from "../../views/slot-time.ts";
import { type ScheduleProps, schedulePage } from "../../web/pages/schedule.tsx";
import { paths } from "../../web/paths.ts";
import { agendaWords } from "../agenda-words.ts";
import type { AppEnv } from "../env.ts";
import type { AgendaDraft } from "../services.ts";
import { type Act, action } from "./act.ts";
import { actFor, type RedrawActFor } from "./act-for.ts";
import type { Api } from "./api-call.ts";
import { figuresOf } from "./draft-page.ts";
import { countUnplaced } from "./draft-unplaced.ts";
import { toDraftLine } from "./draft-view.ts";
import { type Form, fromQuery } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { deskPage } from "./own-page.ts";
import { pageOf } from "./paging.ts";
import { participantNames } from "./participant-names.ts";
import { refuseVisit } from "./refusal.ts";
import { type FairVisit, type PageServices, refusal, show } from "./visit.ts";

const linesOnPage = 20;

/** The agenda of the whole fair: computed, published, and changed by hand. */
export function schedulePages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/schedule",
    deskPage(services, "meeting.list", async (here) => show(here, schedulePage(await propsOf(here)))),
  );
  pages.post("/fairs/:fair/schedule/compute", action(services, api, compute));
  pages.post("/fairs/:fair/schedule/publish", action(services, api, publish));
  pages.post("/fairs/:fair/schedule/unpublish", action(services, api, unpublish));
  pages.post(
    "/fairs/:fair/schedule/act-for",
    action(services, api, (here, form) => {
      const refused = refusal(here, "meeting.list", { fairId: here.fairId });
      if (refused) return refuseVisit(here, refused);
      return actFor(here, form, async (typed) =>
        show(here, schedulePage(await propsOf(here, typed)), { status: 422 }),
      );
    }),
  );
  return pages;
}

async function propsOf(
  here: FairVisit,
  typed: Parameters<RedrawActFor>[0] = { typed: { organisation: "", to: "", slot: "" }, faults: {} },
): Promise<ScheduleProps> {
  const { state, services, now } = here;
  const { organisations } = services.runtime.directory.state;
  const nameOf = (id: Meeting["organisations"][number]): string => organisations.get(id)?.name ?? id;
  const draft = await services.agenda?.draft(here.fairId);
  // A form drawn again stands at its own address; the list below it is the page's.
  const address = new URL(here.c.req.url);
  address.pathname = paths.schedule(here.fairId);
  const { filters, meetings } = findMeetings(here, nameOf);
  const { page, from, to } = pageOf(address.href, meetings.length, linesOnPage);
  return {
    fair: here.fairId,
    now,
    published: publishedOf(state),
    computing:
      draft?.status === "computing"
        ? { draft: draft.id, seconds: draft.seconds, history: draft.history ?? [] }
        : null,
    drafts: ((await services.agenda?.drafts(here.fairId)) ?? []).map((header) => toDraftLine(here, header)),
    draft:
      draft?.status === "ready" && draft.id !== state.publishedDraft.get()
        ? await toDraftView(here, draft)
        : null,
    filters,
    rooms: [...state.rooms.values()].map(({ id, name }) => ({ value: id, label: name })),
    total: meetings.length,
    page,
    meetings: meetings.slice(from, to).map((meeting) => {
      const placement = placementOf(meeting);
      const [first, second] = meeting.organisations;
      const isOpen = meeting.status === "scheduled" || meeting.status === "accepted";
      return {
        id: meeting.id,
        status: meeting.status,
        organisations: [
          { id: first, name: nameOf(first) },
          { id: second, name: nameOf(second) },
        ],
        slot: placement ? toMeetingTime(state, placement) : null,
        place: placement ? toPlaceName(state, placement.placeId) : null,
        locked: meeting.status === "scheduled" && meeting.locked,
        possible: isOpen
          ? listCommonSlots(
              state,
              meeting.organisations,
              now,
              meeting.status === "scheduled" ? meeting : undefined,
            )
          : [],
      };
    }),
    actFor: {
      ...typed,
      names: participantNames(here).names,
      slots: listSlotTimes(state).filter(({ startsAt }) => startsAt > now),
    },
  };
}

function findMeetings(
  here: FairVisit,
  nameOf: (id: Meeting["organisations"][number]) => string,
): { readonly filters: ScheduleProps["filters"]; readonly meetings: readonly Meeting[] } {
  const { state } = here;
  const query = fromQuery(here.c.req.url);
  const filters = { q: query.get("q").slice(0, 100), status: query.get("status"), room: query.get("room") };
  const wanted = foldText(filters.q);
  const slotOf = (meeting: Meeting): number => placementOf(meeting)?.slot ?? Number.MAX_SAFE_INTEGER;
  const meetings = [...state.meetings.values()]
    .filter((meeting) => {
      if (filters.status === "" ? !isLive(meeting) : meeting.status !== filters.status) return false;
      const placement = placementOf(meeting);
      if (filters.room !== "" && (!placement || state.places.get(placement.placeId)?.roomId !== filters.room))
        return false;
      return wanted === "" || meeting.organisations.some((id) => foldText(nameOf(id)).includes(wanted));
    })
    .sort((a, b) => slotOf(a) - slotOf(b));
  return { filters, meetings };
}

/** Without a filter: what is asked, agreed, or took place. */
function isLive({ status }: Meeting): boolean {
  return status !== "declined" && status !== "withdrawn" && status !== "expired" && status !== "cancelled";
}

function publishedOf(state: FairState): ScheduleProps["published"] {
  if (state.publishedDraft.get() === undefined) return null;
  let meetings = 0;
  let at: string | undefined;
  for (const meeting of state.meetings.values()) {
    if (placementOf(meeting)?.origin !== "agenda" || meeting.status === "cancelled") continue;
    meetings += 1;
    // Those that were moved since changed later.
    if (at === undefined || meeting.changedAt < at) at = meeting.changedAt;
  }
  return at === undefined ? null : { at, meetings };
}

async function toDraftView(
  here: FairVisit,
  draft: AgendaDraft,
): Promise<NonNullable<ScheduleProps["draft"]>> {
  const words = await agendaWords(here.services.runtime, here.state, here.locale, draft);
  return {
    id: draft.id,
    line: toDraftLine(here, draft),
    figures: figuresOf(here, draft),
    violations: [
      ...new Set(draft.violations.filter(({ severity }) => severity === "hard").map(words.violation)),
    ],
    unplaced: countUnplaced(here, draft),
  };
}

function compute(here: FairVisit, form: Form): Act {
  const seconds = Math.min(600, Math.max(1, Math.round(Number(form.get("seconds")) || 10)));
  const floor = Math.min(50, Math.max(0, Math.round(Number(form.get("floor")) || 0)));
  const from = form.get("from");
  const body = { seconds, floor, ...(from === "" ? {} : { from }) };
  return {
    request: { method: "post", path: `/fairs/${here.fairId}/agenda/drafts`, body },
    notice: here.t.outcomes.done.computing,
    to: paths.schedule(here.fairId),
    leaves: true,
  };
}

function publish(here: FairVisit, form: Form): Act {
  const path = `/fairs/${here.fairId}/agenda/drafts/${segment(form.get("draft"))}/publish`;
  return {
    request: { method: "post", path },
    notice: (body) => publishedText(here, body),
    to: paths.schedule(here.fairId),
    leaves: true,
  };
}

/** What changed in the fair since the draft was computed is said with it. */
function publishedText({ t }: FairVisit, body: unknown): string {
  const changes =
    typeof body === "object" && body !== null && "changes" in body && Array.isArray(body.changes)
      ? body.changes.flatMap((change: { readonly text?: unknown }) =>
          typeof change.text === "string" ? [change.text] : [],
        )
      : [];
  return changes.length === 0
    ? t.outcomes.done.published
    : t.drafts.publishedChanged(changes.join(" ")).slice(0, 480);
}

function unpublish(here: FairVisit): Act {
  return {
    request: { method: "delete", path: `/fairs/${here.fairId}/agenda` },
    notice: here.t.outcomes.done.unpublished,
    to: paths.schedule(here.fairId),
    leaves: true,
  };
}

import { Hono, type Context as HttpContext } from "hono";
import type { AgendaDraft } from "../../domain/fair/agenda-draft.ts";
import { pairKey } from "../../domain/fair/state.ts";
import { draftIdSchema, meetingIdSchema } from "../../domain/ids.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import type { WantedEdit } from "../../runtime/agenda/resolve-edit.ts";
import { draftPage } from "../../web/pages/draft.tsx";
import { draftAddPage } from "../../web/pages/draft-add.tsx";
import { draftMeetingPage } from "../../web/pages/draft-meeting.tsx";
import type { Faults } from "../../web/view-types.ts";
import { type AgendaWords, agendaWords } from "../agenda-words.ts";
import type { AppEnv } from "../env.ts";
import { showComparison } from "./draft-comparison.ts";
import { draftProps } from "./draft-page.ts";
import { firstOpening, readSpot, spotChoice, toWantedSpot } from "./draft-spot.ts";
import { showUnplaced } from "./draft-unplaced.ts";
import { toEffectView, toMeetingViews } from "./draft-view.ts";
import { fromQuery } from "./form.ts";
import { deskPage } from "./own-page.ts";
import { participantNames } from "./participant-names.ts";
import { problemPage } from "./refusal.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

const mostSwaps = 60;

/** Drafts of the agenda: each of them, its meetings one by one, what it leaves out, and two of them compared. */
export function draftPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const draft = "/fairs/:fair/schedule/drafts/:draft";
  const onDraft = (handle: (here: FairVisit, draft: AgendaDraft) => Promise<Response>) =>
    deskPage(services, "agenda.compute", async (here) => {
      const id = draftIdSchema.safeParse(here.c.req.param("draft"));
      const found = id.success ? await services.agenda?.draft(here.fairId, id.data) : undefined;
      return found ? handle(here, found) : problemPage(here, { code: "draft-unknown" });
    });
  pages.get(
    draft,
    onDraft(async (here, found) => show(here, draftPage(await draftProps(here, found)))),
  );
  // Asked every second: nothing is checked for it.
  pages.get(`${draft}/progress.json`, deskPage(services, "agenda.compute", progress));
  pages.get(`${draft}/meetings/:meeting`, onDraft(meetingPage));
  pages.get(`${draft}/add`, onDraft(addPage));
  pages.get(`${draft}/unplaced`, onDraft(showUnplaced));
  pages.get("/fairs/:fair/schedule/compare", deskPage(services, "agenda.compute", showComparison));
  return pages;
}

async function progress(here: FairVisit): Promise<Response> {
  const drafts = (await here.services.agenda?.drafts(here.fairId)) ?? [];
  const found = drafts.find(({ id }) => id === here.c.req.param("draft"));
  if (!found) return problemPage(here, { code: "draft-unknown" });
  const { t, services } = here;
  // Who asks is about to read the page anew, which says how it ended.
  if (found.status === "failed")
    await services.flash.put(here.c, { tone: "error", text: t.drafts.ended.failed });
  if (found.status === "ready")
    await services.flash.put(here.c, {
      tone: "success",
      text: found.stopped === true ? t.drafts.ended.stopped : t.drafts.ended.ready,
    });
  const http: HttpContext = here.c;
  http.header("cache-control", "no-store");
  return http.json({ status: found.status, history: found.history ?? [] });
}

async function meetingPage(here: FairVisit, draft: AgendaDraft): Promise<Response> {
  const id = meetingIdSchema.safeParse(here.c.req.param("meeting"));
  const meeting = draft.meetings.find(({ meetingId }) => id.success && meetingId === id.data);
  if (!meeting) return problemPage(here, { code: "meeting-unknown" });
  const { organisations } = meeting;
  const query = fromQuery(here.c.req.url);
  const chosen = readSpot(query, meeting);
  const spot = toWantedSpot(chosen);
  const words = await wordsOf(here, draft, organisations);
  const tried = query.has("slot")
    ? await tryEdit(here, draft, { type: "move", meetingId: meeting.meetingId, ...spot }, words)
    : null;
  const swap = meetingIdSchema.safeParse(query.get("with"));
  const swapped =
    swap.success && query.has("with")
      ? await tryEdit(here, draft, { type: "swap", meetings: [meeting.meetingId, swap.data] }, words)
      : null;
  const near = draft.meetings.filter(
    (other) => other !== meeting && other.organisations.some((one) => organisations.includes(one)),
  );
  const [view] = toMeetingViews(here, draft, [meeting], words);
  if (!view) return problemPage(here, { code: "meeting-unknown" });
  return show(
    here,
    draftMeetingPage({
      fair: here.fairId,
      draft: draft.id,
      known: draft.edits ?? 0,
      meeting: view,
      choice: spotChoice(here, draft, organisations, meeting, Number(chosen.slot), words),
      chosen,
      effect: tried?.effect ?? null,
      problem: tried?.problem ?? swapped?.problem ?? null,
      swaps: [...near]
        .sort((a, b) => a.slot - b.slot)
        .slice(0, mostSwaps)
        .map((other) => ({
          value: other.meetingId,
          label: `${words.slot(other.slot)} — ${words.meeting(other.meetingId)}`,
        })),
      swapWith: query.get("with"),
      swapEffect: swapped?.effect ?? null,
    }),
  );
}

async function addPage(here: FairVisit, draft: AgendaDraft): Promise<Response> {
  const query = fromQuery(here.c.req.url);
  const [one, other] = [query.get("one"), query.get("other")];
  const names = participantNames(here);
  const [first, second] = [names.find(one), names.find(other)];
  const words = await wordsOf(
    here,
    draft,
    [first, second].flatMap((id) => id ?? []),
  );
  const props = {
    fair: here.fairId,
    draft: draft.id,
    known: draft.edits ?? 0,
    names: names.names,
    one: { id: first ?? "", typed: first === undefined ? one : names.nameOf(first) },
    other: { id: second ?? "", typed: second === undefined ? other : names.nameOf(second) },
    faults: {},
  };
  if (first === undefined || second === undefined || first === second) {
    const isAsked = query.has("one") && query.has("other");
    const faults: Faults =
      first !== undefined && first === second
        ? { other: here.t.outcomes.fault.samePair }
        : {
            ...(first === undefined ? { one: names.fault(one) } : {}),
            ...(second === undefined ? { other: names.fault(other) } : {}),
          };
    return show(here, draftAddPage({ ...props, faults: isAsked ? faults : {}, already: null, spot: null }));
  }
  const key = pairKey(first, second);
  const known = draft.meetings.find(({ organisations }) => pairKey(...organisations) === key);
  if (known) return show(here, draftAddPage({ ...props, already: known.meetingId, spot: null }));
  const pair = [first, second] as const;
  const slot = query.get("slot") || String(firstOpening(here, draft, pair));
  const chosen = { ...readSpot(query), slot };
  const spot = toWantedSpot(chosen);
  const wanted: WantedEdit = { type: "add", organisations: pair, ...spot, slot: spot.slot ?? 0 };
  const tried = query.has("slot") ? await tryEdit(here, draft, wanted, words) : null;
  return show(
    here,
    draftAddPage({
      ...props,
      already: null,
      spot: {
        problem: tried?.problem ?? null,
        names: [words.organisation(first), words.organisation(second)],
        choice: spotChoice(here, draft, pair, undefined, Number(chosen.slot), words),
        chosen,
        effect: tried?.effect ?? null,
      },
    }),
  );
}

/** What a change would do, or why it cannot be tried; nothing is kept. */
async function tryEdit(here: FairVisit, draft: AgendaDraft, wanted: WantedEdit, words: AgendaWords) {
  const outcome = await here.services.agenda?.preview(here.fairId, draft.id, wanted);
  if (!outcome?.ok) {
    const code = outcome?.rejection.code ?? "unavailable";
    return { effect: null, problem: rejectionText(code, here.t) };
  }
  const people = [...outcome.brought, ...outcome.ended].flatMap(({ person }) => person ?? []);
  const own = people.length === 0 ? words : await wordsOf(here, draft, [], people);
  return { effect: toEffectView(here, draft, own, outcome), problem: null };
}

/** Words that know the people of some organisations by name, beside those of the draft's violations. */
function wordsOf(
  here: FairVisit,
  draft: AgendaDraft,
  organisations: readonly (typeof draft.meetings)[number]["organisations"][number][],
  people: readonly string[] = [],
): Promise<AgendaWords> {
  const delegates = organisations.flatMap((id) => here.state.participants.get(id)?.delegates ?? []);
  const attending = draft.meetings
    .filter((meeting) => meeting.organisations.some((id) => organisations.includes(id)))
    .flatMap((meeting) => meeting.delegates);
  return agendaWords(here.services.runtime, here.state, here.locale, {
    ...draft,
    people: [...delegates, ...attending, ...people],
  });
}

import { Hono } from "hono";
import type { OrganisationId } from "../../domain/ids.ts";
import { csvContentType, type TableCell, toCsv } from "../../exchange/write-table.ts";
import { type FairCoverage, poorWhys } from "../../runtime/matching/fair-coverage.ts";
import { type CoverageProps, coveragePage } from "../../web/pages/coverage.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { toPoints } from "./explanation.ts";
import { type Form, fromQuery } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { clip } from "./organisation-details.ts";
import { deskPage } from "./own-page.ts";
import { showPair } from "./pair.ts";
import { type ParticipantNames, participantNames } from "./participant-names.ts";
import { refuseVisit } from "./refusal.ts";
import { activityLabel, departmentLabel } from "./sectors.ts";
import { type FairVisit, type PageServices, refusal, show } from "./visit.ts";

const poorShown = 20;
const groupsShown = 12;
const needsShown = 5;
const nobody: CoverageProps["typed"] = { one: "", other: "", reason: "" };

/** What matching gives to the whole fair, and the pairs that the organiser decides. */
export function coveragePages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/coverage",
    deskPage(services, "coverage.read", (here) => {
      const one = fromQuery(here.c.req.url).get("one");
      const names = namesOf(here);
      const known = names.find(one);
      return showCoverage(here, { ...nobody, one: known === undefined ? "" : names.nameOf(known) });
    }),
  );
  pages.get(
    "/fairs/:fair/coverage/needs.csv",
    deskPage(services, "coverage.read", async (here) =>
      sendCsv(here, "needs", needLines(here, await read(here))),
    ),
  );
  pages.get(
    "/fairs/:fair/coverage/organisations.csv",
    deskPage(services, "coverage.read", async (here) =>
      sendCsv(here, "organisations", poorLines(here, await read(here))),
    ),
  );
  pages.post("/fairs/:fair/coverage/pairs", action(services, api, decide));
  pages.post("/fairs/:fair/coverage/pairs/release", action(services, api, release));
  return pages;
}

async function showCoverage(
  here: FairVisit,
  typed: CoverageProps["typed"],
  faults: CoverageProps["faults"] = {},
): Promise<Response> {
  const found = await read(here);
  const named = (id: string) => ({ id, name: nameOf(here, id) });
  const props: CoverageProps = {
    fair: here.fairId,
    organisations: found.organisations,
    needs: found.needs,
    unmetCount: found.unmet.length,
    poorCount: found.poorlyServed.length,
    lambda: found.lambda,
    exposure: found.exposure,
    poorlyServed: found.poorlyServed.slice(0, poorShown).map(({ organisation, best, why, needs }) => ({
      ...named(organisation),
      best: best === null ? null : toPoints(best),
      why,
      hasNeeds: needs > 0,
    })),
    poorWhy: poorWhys.flatMap((why) => {
      const count = found.poorlyServed.filter((one) => one.why === why).length;
      return count === 0 ? [] : [{ why, count }];
    }),
    withoutNeeds: found.poorlyServed.filter(({ needs }) => needs === 0).length,
    groups: found.groups.slice(0, groupsShown).map(({ department, activity, needs }) => ({
      department: department === null ? null : departmentLabel(department),
      activity: activity === null ? null : activityLabel(activity, here.locale),
      needs: needs.slice(0, needsShown).map(({ organisation, need, text, closed }) => ({
        id: need,
        text: clip(text, 160),
        organisation: named(organisation),
        closed,
      })),
    })),
    pairs: [...here.state.pairs.values()]
      .sort((a, b) => b.at.localeCompare(a.at))
      .map(({ kind, organisations: [one, other], reason }) => ({
        kind,
        one: named(one),
        other: named(other),
        reason,
      })),
    names: namesOf(here).names,
    typed,
    faults,
  };
  return show(here, coveragePage(props), Object.keys(faults).length > 0 ? { status: 422 } : {});
}

async function read(here: FairVisit): Promise<FairCoverage> {
  const found = await here.services.recommendations.coverage(here.fairId);
  if (!found) throw new Error(`fair ${here.fairId} is gone while it is shown`);
  return found;
}

function decide(here: FairVisit, form: Form): Act | Promise<Response> {
  const refused = refusal(here, "pair.decide", { fairId: here.fairId });
  if (refused) return refuseVisit(here, refused);
  const typed = { one: form.get("one"), other: form.get("other"), reason: form.get("reason") };
  const faults: Record<string, string> = {};
  const names = namesOf(here);
  const [one, other] = [names.find(typed.one), names.find(typed.other)];
  if (one === undefined) faults["one"] = names.fault(typed.one);
  if (other === undefined) faults["other"] = names.fault(typed.other);
  if (typed.reason === "") faults["reason"] = here.t.outcomes.fault.reason;
  if (typed.reason.length > 300) faults["reason"] = here.t.outcomes.fault.tooLong;
  if (one === undefined || other === undefined || faults["reason"] !== undefined)
    return showCoverage(here, typed, faults);
  const kind = form.get("kind") === "ban" ? "ban" : "pin";
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/pairs/${one}/${other}`,
      body: { kind, reason: typed.reason },
    },
    notice: here.t.coverage.done[kind],
    to: paths.coverage(here.fairId),
    leaves: true,
    redraw: (problem) =>
      problem.code === "pair-closed"
        ? showPair(here, [one, other], { kind, reason: typed.reason }, { despite: problem.detail })
        : showCoverage(here, typed, { other: problem.detail }),
  };
}

function release(here: FairVisit, form: Form): Act {
  const pair = `${segment(form.get("one"))}/${segment(form.get("other"))}`;
  return {
    request: { method: "delete", path: `/fairs/${here.fairId}/pairs/${pair}` },
    notice: here.t.coverage.done.release,
    to: paths.coverage(here.fairId),
    leaves: true,
  };
}

function namesOf(here: FairVisit): ParticipantNames {
  return participantNames(here, ({ status }) => status === "validated" || status === "pending");
}

function nameOf(here: FairVisit, id: string): string {
  const { organisations } = here.services.runtime.directory.state;
  return organisations.get(id as OrganisationId)?.name ?? id;
}

function needLines(here: FairVisit, found: FairCoverage): readonly (readonly TableCell[])[] {
  const { coverage } = here.t;
  const { columns } = coverage;
  return [
    [coverage.organisation, columns.need, columns.department, columns.activity, columns.closed],
    ...found.unmet.map(({ organisation, text, department, activity, closed }) => [
      nameOf(here, organisation),
      text,
      department === null ? "" : departmentLabel(department),
      activity === null ? "" : activityLabel(activity, here.locale),
      closed,
    ]),
  ];
}

function poorLines(here: FairVisit, found: FairCoverage): readonly (readonly TableCell[])[] {
  const { coverage } = here.t;
  return [
    [coverage.organisation, coverage.best, coverage.whyPoor, coverage.columns.closed, coverage.columns.needs],
    ...found.poorlyServed.map(({ organisation, best, why, closed, needs }) => [
      nameOf(here, organisation),
      best === null ? null : toPoints(best),
      coverage.poor[why],
      closed,
      needs,
    ]),
  ];
}

function sendCsv(
  here: FairVisit,
  name: string,
  [head = [], ...lines]: readonly (readonly TableCell[])[],
): Response {
  const { c, locale, fairId } = here;
  c.header("content-type", csvContentType);
  c.header("content-disposition", `attachment; filename="${fairId}-${name}.csv"`);
  c.header("cache-control", "no-store");
  const bytes = toCsv(head.map(String), lines, locale);
  return c.body(new Uint8Array(bytes).buffer);
}

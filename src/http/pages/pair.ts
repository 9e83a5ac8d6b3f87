import { Hono } from "hono";
import { mayAsk, saidNever } from "../../domain/fair/checks.ts";
import { pairKey } from "../../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import { explainGate } from "../../matching/explain.ts";
import { type PairProps, pairPage } from "../../web/pages/pair.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { sentence, toExplanation } from "./explanation.ts";
import type { Form } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { deskPage } from "./own-page.ts";
import { problemPage } from "./refusal.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

type Two = readonly [OrganisationId, OrganisationId];
type Typed = { readonly kind: "pin" | "ban"; readonly reason: string };

/** One pair as the organiser sees it: why they would meet, why not, and what was decided. */
export function pairPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/pairs/:one/:other",
    deskPage(services, "pair.decide", (here) => showPair(here, twoOf(here))),
  );
  pages.post("/fairs/:fair/pairs/:one/:other", action(services, api, decide));
  return pages;
}

/** The page of two participants, perhaps with a form that came back. */
export async function showPair(
  here: FairVisit,
  two: Two | undefined,
  typed?: Typed,
  faults: PairProps["faults"] = {},
): Promise<Response> {
  const { state, services, locale, fairId } = here;
  const { organisations } = services.runtime.directory.state;
  if (!two || two[0] === two[1] || !two.every((id) => state.participants.has(id)))
    return problemPage(here, { code: "participant-unknown" });
  const [one, other] = two;
  const [found, { gates }] = await Promise.all([
    services.recommendations.explain(fairId, one, other),
    services.recommendations.closed(fairId, one, other),
  ]);
  const decided = state.pairs.get(pairKey(one, other));
  const named = (id: OrganisationId) => ({ id, name: organisations.get(id)?.name ?? id });
  const page = pairPage({
    fair: fairId,
    one: named(one),
    other: named(other),
    explanation: found ? toExplanation(found, locale) : null,
    grounds: gates.map((gate) => ({ code: gate.code, text: sentence(explainGate(gate, locale)) })),
    isRefused: saidNever(state, one, other) || saidNever(state, other, one),
    isOutOfRules: !letMeet(here, one, other),
    decision: decided
      ? {
          kind: decided.kind,
          reason: decided.reason,
          at: decided.at,
          despite: (decided.despite ?? []).length > 0,
        }
      : null,
    typed: typed ?? { kind: decided?.kind === "pin" ? "ban" : "pin", reason: "" },
    faults,
  });
  return show(here, page, Object.keys(faults).length > 0 ? { status: 409 } : {});
}

function letMeet({ state }: FairVisit, one: OrganisationId, other: OrganisationId): boolean {
  const [a, b] = [state.participants.get(one), state.participants.get(other)];
  return a !== undefined && b !== undefined && (mayAsk(state, a, b) || mayAsk(state, b, a));
}

function twoOf(here: FairVisit): Two | undefined {
  const [one, other] = ["one", "other"].map(
    (name) => organisationIdSchema.safeParse(here.c.req.param(name)).data,
  );
  return one && other ? [one, other] : undefined;
}

function decide(here: FairVisit, form: Form): Act {
  const two = twoOf(here);
  const kind = form.get("kind") === "ban" ? "ban" : "pin";
  const reason = form.get("reason");
  const path = [here.c.req.param("one"), here.c.req.param("other")].map((id) => segment(id ?? "")).join("/");
  const despite = form
    .get("despite")
    .split(",")
    .filter((code) => code !== "");
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/pairs/${path}`,
      body: { kind, reason, despite },
    },
    notice: here.t.coverage.done[kind],
    to: paths.pair(here.fairId, two?.[0] ?? "", two?.[1] ?? ""),
    leaves: true,
    redraw: (problem) =>
      showPair(
        here,
        two,
        { kind, reason },
        problem.code === "bad-input" ? { reason: here.t.outcomes.fault.reason } : { despite: problem.detail },
      ),
  };
}

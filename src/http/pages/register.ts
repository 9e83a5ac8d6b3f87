import { Hono } from "hono";
import { participantKinds } from "../../domain/fair/events.ts";
import { findCommunes } from "../../matching/communes.ts";
import {
  type DelegateValues,
  type RegisterProps,
  registeredPage,
  registerPage,
} from "../../web/pages/register.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { newPersonSchema } from "../people.ts";
import { conclude } from "./act.ts";
import type { Api, Refused } from "./api-call.ts";
import { type Form, readForm } from "./form.ts";
import { emptyDelegate } from "./profile.ts";
import { toProfile } from "./profile-form.ts";
import { emptyProfileValues, readProfileValues } from "./profile-values.ts";
import { problemPage, refuseVisit } from "./refusal.ts";
import { listSectors } from "./sectors.ts";
import { type FairVisit, type PageServices, refusal, show, visit, visitFair } from "./visit.ts";

type Values = RegisterProps["values"];

/** An organisation registers: one form, no script needed, nothing kept until it is whole. */
export function registerPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get("/fairs/:fair/register", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const refused = refusal(here, "organisation.register", { fairId: here.fairId });
    if (refused) return refuseVisit(here, refused);
    const delegate = await ownDelegate(here);
    const values = { ...emptyProfileValues, kind: "", delegates: [delegate], consent: false };
    return show(here, registerPage(propsOf(here, values, {})));
  });
  pages.get("/fairs/:fair/register/done", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const signedIn = c.var.identity.principal.personId !== null;
    return show(here, registeredPage({ fair: here.fairId, signedIn }));
  });
  pages.post("/fairs/:fair/register", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    return register(here, api, await readForm(c));
  });
  return pages;
}

async function register(here: FairVisit, api: Api, form: Form): Promise<Response> {
  const more = form.get("more");
  const values = readValues(form, more);
  if (more !== "") return show(here, registerPage(propsOf(here, values, {})));
  const redraw = (faults: Readonly<Record<string, string>>): Promise<Response> =>
    show(here, registerPage(propsOf(here, values, faults)), { status: 422 });
  const { fault } = here.t.outcomes;
  const profile = toProfile(values, undefined, here);
  const faults: Record<string, string> = profile.ok ? {} : { ...profile.faults };
  const kind = participantKinds.find((one) => one === values.kind);
  if (kind === undefined) faults.kind = fault.choice;
  if (!values.consent) faults.consent = fault.consent;
  // Asked once: who confirms the same name is believed, since not every organisation is in France.
  const isKnown = findCommunes(values.commune).length > 0 || form.get("communeAsked") === values.commune;
  if (values.commune !== "" && !isKnown) faults.commune = fault.commune;
  const delegates = values.delegates.map(toPerson);
  for (const [index, person] of delegates.entries()) {
    if (index > 0 && isEmpty(values.delegates[index])) continue;
    for (const issue of newPersonSchema.safeParse(person).error?.issues ?? [])
      faults[`delegates.${index}.${nameInForm[String(issue.path[0])] ?? "name"}`] =
        issue.path[0] === "email" ? fault.email : fault.required;
  }
  if (!profile.ok || kind === undefined || Object.keys(faults).length > 0) return redraw(faults);
  const answer = await api(here, {
    method: "post",
    path: `/fairs/${here.fairId}/registrations`,
    body: {
      profile: profile.profile,
      kind,
      delegates: delegates.filter((_, index) => index === 0 || !isEmpty(values.delegates[index])),
      consents: ["matching"],
    },
  });
  return conclude(
    here,
    {
      request: { method: "post", path: "" },
      notice: here.t.outcomes.done.registered,
      to: `${paths.register(here.fairId)}/done`,
      leaves: true,
      redraw: (problem) => redraw(faultsOf(problem, here)),
    },
    answer,
  );
}

function propsOf(here: FairVisit, values: Values, faults: RegisterProps["faults"]): RegisterProps {
  return { fair: here.fairId, values, faults, sectors: listSectors(here.locale) };
}

function readValues(form: Form, more: string): Values {
  const rows = Math.max(1, form.rows("delegates", 20)) + (more === "delegates" ? 1 : 0);
  return {
    ...readProfileValues(form, more),
    kind: form.get("kind"),
    consent: form.has("consent"),
    delegates: Array.from({ length: rows }, (_, index) => readDelegate(form, `delegates.${index}.`)),
  };
}

export function readDelegate(form: Form, prefix: string): DelegateValues {
  return {
    name: form.get(`${prefix}name`),
    email: form.get(`${prefix}email`),
    role: form.get(`${prefix}role`),
    phone: form.get(`${prefix}phone`),
  };
}

/** A person as the API takes them. */
export function toPerson({ name, email, role, phone }: DelegateValues): Record<string, string> {
  return {
    name,
    email,
    ...(role === "" ? {} : { jobTitle: role }),
    ...(phone === "" ? {} : { phone }),
  };
}

const nameInForm: Readonly<Record<string, string>> = {
  name: "name",
  email: "email",
  phone: "phone",
  jobTitle: "role",
};

function isEmpty(values: DelegateValues | undefined): boolean {
  return values === undefined || Object.values(values).every((value) => value === "");
}

/** Where the API's refusal belongs in the form. */
export function faultsOf(problem: Refused, { t }: Pick<FairVisit, "t">): Record<string, string> {
  const { fault } = t.outcomes;
  if (problem.code === "siret-taken") return { siret: fault.siretTaken };
  if (problem.code === "siret-invalid") return { siret: fault.siret };
  if (problem.code === "email-taken")
    return { email: fault.emailTaken, "delegates.0.email": fault.emailTaken };
  const [first] = problem.errors;
  return { [first?.field.replace(/^profile\./, "") ?? "name"]: problem.detail };
}

async function ownDelegate(here: FairVisit): Promise<DelegateValues> {
  const { personId } = here.c.var.identity.principal;
  const person = personId === null ? null : await here.services.runtime.vault.getPerson(personId);
  if (!person) return emptyDelegate;
  return { name: person.name, email: person.email, role: person.jobTitle ?? "", phone: person.phone ?? "" };
}

import { z } from "zod";
import { decideDirectory } from "../domain/directory/decide.ts";
import { consentPurposes } from "../domain/directory/events.ts";
import { type Profile, profileSchema } from "../domain/directory/organisation.ts";
import { personOf } from "../domain/directory/state.ts";
import { decideFair } from "../domain/fair/decide.ts";
import { participantKinds } from "../domain/fair/events.ts";
import { type OrganisationId, organisationIdSchema, type PersonId, personIdSchema } from "../domain/ids.ts";
import { foldText } from "../views/directory-search.ts";
import type { Deed } from "./deed.ts";
import { keepPeople, newPersonSchema, planPeople } from "./people.ts";
import type { Rejection } from "./problem.ts";
import type { Reply } from "./route.ts";

/** An organisation with its delegates; the first of them registers, and consents for themself. */
export const registrationSchema = z
  .object({
    profile: profileSchema,
    kind: z.enum(participantKinds),
    delegates: z.array(newPersonSchema).min(1).max(20),
    consents: z.array(z.enum(consentPurposes)).max(3).default([]),
  })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof registrationSchema>;
export type Registered = { readonly organisationId: OrganisationId; readonly delegates: readonly PersonId[] };

/**
 * Registers an organisation in the directory, then in the fair, and mails its first delegate a link. One that
 * died half way is taken up where it stopped. To a stranger, an address that has an account gets the same answer
 * as any other, and its owner a link: nobody learns who is registered.
 */
export async function registerOrganisation(
  deed: Deed,
  registration: Registration,
): Promise<Reply<Registered>> {
  const { services, personId } = deed;
  const { profile, delegates } = registration;
  const planned = await planPeople(services, delegates);
  const [owner] = planned;
  if (!owner || new Set(planned).size < planned.length)
    return { ok: false, rejection: { code: "bad-input", field: "delegates" } };
  const { state } = services.runtime.directory;
  const organisationId = deed.newId("org", organisationIdSchema);
  // Nobody but the same request, under the same key, comes to this id again.
  const isRetry = state.organisations.has(organisationId);
  const isCaller = owner.personId === personId;
  const begun = isRetry
    ? organisationId
    : owner.isKnown
      ? begunBy(deed, owner.personId, profile, isCaller)
      : undefined;
  const isAnothers = !owner.isUnattached && !isCaller && deed.as !== "organiser";
  if (isAnothers && begun === undefined) return answerStranger(deed, registration, organisationId);
  // Somebody else's colleague is attached by their own hand or the organiser's only.
  const mine = planned.filter(
    (plan) => plan.isUnattached || plan.personId === personId || deed.as === "organiser",
  );
  const people = begun ? [...(state.peopleOf.get(begun) ?? [])] : mine.map((plan) => plan.personId);
  const plan = { organisationId: begun ?? organisationId, people, isBegun: begun !== undefined };
  const refusal = isRetry ? undefined : tryOut(deed, registration, plan);
  if (refusal) return { ok: false, rejection: refusal };
  if (begun === undefined) await keepPeople(services, mine, deed.locale);
  const written = await write(deed, registration, plan);
  if (!written.ok) return written;
  if (personId === null) services.signIn.sendLink(owner.person.email);
  return { ok: true, body: { organisationId: plan.organisationId, delegates: people } };
}

type Plan = {
  readonly organisationId: OrganisationId;
  readonly people: readonly PersonId[];
  readonly isBegun: boolean;
};

/** What an address with an account is answered when somebody else gives it: as any other, and its owner a link. */
async function answerStranger(
  deed: Deed,
  registration: Registration,
  organisationId: OrganisationId,
): Promise<Reply<Registered>> {
  const people = registration.delegates.map(() => deed.newId("per", personIdSchema));
  const refusal = tryOut(deed, registration, { organisationId, people, isBegun: false });
  if (refusal) return { ok: false, rejection: refusal };
  const [first] = registration.delegates;
  if (first) deed.services.signIn.sendLink(first.email);
  return { ok: true, body: { organisationId, delegates: people } };
}

/** Both decisions on the states as they are: a registration that one of the two would refuse writes nothing. */
function tryOut(deed: Deed, registration: Registration, plan: Plan): Rejection | undefined {
  const { organisationId } = plan;
  const people = [...plan.people];
  const { kind, profile } = registration;
  const { state } = deed.services.runtime.directory;
  const inFair = decideFair(
    deed.fair.state,
    { type: "RegisterParticipant", organisationId, kind, delegates: people },
    deed.context(),
  );
  if (!inFair.ok) return inFair.rejection;
  if (plan.isBegun) return undefined;
  const inDirectory = decideDirectory(state, {
    type: "RegisterOrganisation",
    organisationId,
    profile,
    people,
  });
  return inDirectory.ok ? undefined : inDirectory.rejection;
}

async function write(deed: Deed, registration: Registration, plan: Plan): Promise<Reply<undefined>> {
  const { organisationId } = plan;
  const people = [...plan.people];
  const { kind, profile, consents } = registration;
  const [by] = people;
  if (by === undefined) return { ok: false, rejection: { code: "bad-input", field: "delegates" } };
  if (!plan.isBegun) {
    const command = { type: "RegisterOrganisation", organisationId, profile, people } as const;
    const registered = await deed.submitDirectory(command, "organisation", by);
    if (!registered.ok) return { ok: false, rejection: registered.rejection };
  }
  for (const purpose of consents) {
    const command = { type: "RecordConsent", personId: by, purpose, given: true } as const;
    await deed.submitDirectory(command, `consent-${purpose}`, by);
  }
  const command = { type: "RegisterParticipant", organisationId, kind, delegates: people } as const;
  const taken = await deed.submitFair(command, "participant");
  return taken.ok ? { ok: true, body: undefined } : { ok: false, rejection: taken.rejection };
}

/** An organisation of this person with this name, in the directory but not in the fair. */
function begunBy(
  { services, fair }: Deed,
  personId: PersonId,
  profile: Profile,
  isCaller: boolean,
): OrganisationId | undefined {
  const { state } = services.runtime.directory;
  return personOf(state, personId).organisations.find((id) => {
    const participant = fair.state.participants.get(id);
    const isOut =
      !participant || (isCaller && (participant.status === "withdrawn" || participant.status === "refused"));
    const name = state.organisations.get(id)?.name;
    return isOut && name !== undefined && foldText(name) === foldText(profile.name);
  });
}

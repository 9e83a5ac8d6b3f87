import { z } from "zod";
import { consentPurposes } from "../domain/directory/events.ts";
import { type Profile, profileSchema } from "../domain/directory/organisation.ts";
import { personOf } from "../domain/directory/state.ts";
import { decideFair } from "../domain/fair/decide.ts";
import { participantKinds } from "../domain/fair/events.ts";
import { type OrganisationId, organisationIdSchema, type PersonId, personIdSchema } from "../domain/ids.ts";
import { normaliseEmail } from "../vault/vault.ts";
import { foldText } from "../views/directory-search.ts";
import type { Deed } from "./deed.ts";
import { findOrAddPerson, newPersonSchema } from "./people.ts";
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
  const { services, fair, personId } = deed;
  const { profile, kind, delegates, consents } = registration;
  const { runtime, signIn } = services;
  const trial = decideFair(
    fair.state,
    { type: "RegisterParticipant", organisationId: nobodysOrganisation, kind, delegates: [nobodyElse] },
    deed.context(),
  );
  if (!trial.ok) return { ok: false, rejection: trial.rejection };
  const emails = delegates.map(({ email }) => normaliseEmail(email));
  if (new Set(emails).size < emails.length)
    return { ok: false, rejection: { code: "bad-input", field: "delegates" } };
  const [first] = delegates;
  const owner = first === undefined ? null : await runtime.vault.findPersonByEmail(first.email);
  const begun = owner && begunBy(deed, personIdSchema.parse(owner.id), profile, owner.id === personId);
  const isStranger = owner !== null && owner.id !== personId && deed.as !== "organiser";
  const hasAccount =
    owner !== null &&
    personOf(runtime.directory.state, personIdSchema.parse(owner.id)).organisations.length > 0;
  if (first && isStranger && hasAccount && begun === undefined) {
    signIn.sendLink(first.email);
    return {
      ok: true,
      body: {
        organisationId: deed.newId("org", organisationIdSchema),
        delegates: delegates.map(() => deed.newId("per", personIdSchema)),
      },
    };
  }
  const organisationId = begun ?? deed.newId("org", organisationIdSchema);
  const people = begun
    ? [...(runtime.directory.state.peopleOf.get(begun) ?? [])]
    : await peopleFor(deed, delegates);
  const [by = nobodyElse] = people;
  if (begun === undefined) {
    const written = await deed.submitDirectory(
      { type: "RegisterOrganisation", organisationId, profile, people },
      "organisation",
      by,
    );
    if (!written.ok) return { ok: false, rejection: written.rejection };
  }
  for (const purpose of consents)
    await deed.submitDirectory(
      { type: "RecordConsent", personId: by, purpose, given: true },
      `consent-${purpose}`,
      by,
    );
  const registered = await deed.submitFair(
    { type: "RegisterParticipant", organisationId, kind, delegates: people },
    "participant",
  );
  if (!registered.ok) return { ok: false, rejection: registered.rejection };
  if (first && personId === null) signIn.sendLink(first.email);
  return { ok: true, body: { organisationId, delegates: people } };
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

/** Those who may be attached: new to us, the caller, or anybody when an organiser says so. */
async function peopleFor(deed: Deed, delegates: Registration["delegates"]): Promise<PersonId[]> {
  const people: PersonId[] = [];
  for (const delegate of delegates) {
    const { personId, isNew } = await findOrAddPerson(deed.services, delegate, deed.locale);
    if (isNew || personId === deed.personId || deed.as === "organiser") people.push(personId);
  }
  return people;
}

const nobodysOrganisation = organisationIdSchema.parse("org_0");
const nobodyElse = personIdSchema.parse("per_0");

import { personOf } from "../domain/directory/state.ts";
import { decideFair } from "../domain/fair/decide.ts";
import type { OrganisationId, PersonId } from "../domain/ids.ts";
import type { Deed } from "./deed.ts";
import { keepPeople, type NewPerson, planPeople } from "./people.ts";
import type { Reply } from "./route.ts";

/** Adds a delegate to an organisation, in the directory and in the fair; doing it again changes nothing. */
export async function addDelegate(
  deed: Deed,
  organisationId: OrganisationId,
  person: NewPerson,
): Promise<Reply<{ readonly personId: PersonId }>> {
  const { services, fair, locale } = deed;
  if (!fair.state.participants.has(organisationId))
    return { ok: false, rejection: { code: "participant-unknown", field: "organisationId" } };
  const [plan] = await planPeople(services, [person]);
  if (!plan) throw new Error("a plan for one person is one plan");
  const { personId } = plan;
  const { directory } = services.runtime;
  const isOurs = personOf(directory.state, personId).organisations.includes(organisationId);
  // Somebody else's colleague joins by their own hand or the organiser's, not because we know their address.
  if (!plan.isUnattached && !isOurs && deed.as !== "organiser")
    return { ok: false, rejection: { code: "email-taken", field: "email" } };
  const trial = decideFair(fair.state, { type: "AddDelegate", organisationId, personId }, deed.context());
  if (!trial.ok) return { ok: false, rejection: trial.rejection };
  if (!directory.state.organisations.has(organisationId))
    return { ok: false, rejection: { code: "organisation-unknown" } };
  await keepPeople(services, [plan], locale);
  const added = await deed.submitDirectory({ type: "AddPerson", personId, organisationId }, "person");
  if (!added.ok) return { ok: false, rejection: added.rejection };
  const registered = await deed.submitFair({ type: "AddDelegate", organisationId, personId }, "delegate");
  if (!registered.ok) return { ok: false, rejection: registered.rejection };
  return { ok: true, body: { personId } };
}

/** Takes a delegate off the fair, and off their organisation unless they are its last. */
export async function removeDelegate(deed: Deed, personId: PersonId): Promise<Reply<undefined>> {
  const organisationId = deed.fair.state.delegates.get(personId)?.organisationId;
  const removed = await deed.submitFair({ type: "RemoveDelegate", personId }, "delegate");
  if (!removed.ok) return { ok: false, rejection: removed.rejection };
  if (organisationId !== undefined)
    await deed.submitDirectory({ type: "RemovePerson", personId, organisationId }, "person");
  return { ok: true, body: undefined };
}

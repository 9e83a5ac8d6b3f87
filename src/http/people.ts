import { z } from "zod";
import { personOf } from "../domain/directory/state.ts";
import { type PersonId, personIdSchema } from "../domain/ids.ts";
import { newId } from "../runtime/new-id.ts";
import { normaliseEmail } from "../vault/vault.ts";
import type { Services } from "./services.ts";

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}<>]+$/u, "no control characters and no < or >");

/** A person as a form or a client names them; kept in the vault only. */
export const newPersonSchema = z
  .object({
    name: line(120),
    email: z.email().max(254),
    locale: z.enum(["fr", "en"]).optional(),
    phone: line(40).optional(),
    jobTitle: line(120).optional(),
  })
  .meta({ id: "NewPerson" });
export type NewPerson = z.infer<typeof newPersonSchema>;

export type KnownPerson = { readonly personId: PersonId; readonly isNew: boolean };

/** The person of this address, made if there is none; what is known of somebody is never overwritten. */
export async function findOrAddPerson(
  services: Services,
  person: NewPerson,
  locale: "fr" | "en",
): Promise<KnownPerson> {
  const { vault, directory } = services.runtime;
  const email = normaliseEmail(person.email);
  const known = await vault.findPersonByEmail(email);
  if (known) return { personId: personIdSchema.parse(known.id), isNew: isUnattached(services, known.id) };
  const personId = newId("per", (id) => personIdSchema.parse(id));
  const { phone, jobTitle } = person;
  const kept = await vault.putPerson({
    id: personId,
    name: person.name,
    email,
    locale: person.locale ?? locale,
    ...(phone === undefined ? {} : { phone }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
  });
  if (kept.ok) return { personId, isNew: true };
  // Somebody else has just made the same person.
  return { personId: personIdSchema.parse(kept.personId), isNew: !directory.state.people.has(personId) };
}

/** Names of people, in one question to the vault. */
export async function namesOf(
  services: Services,
  people: readonly PersonId[],
): Promise<ReadonlyMap<string, string>> {
  const found = await services.runtime.vault.getPeople(people);
  return new Map([...found].map(([id, { name }]) => [id, name]));
}

/** Left by a registration that died half way: nobody's yet. */
function isUnattached({ runtime }: Services, id: string): boolean {
  const { organisations, roles } = personOf(runtime.directory.state, personIdSchema.parse(id));
  return organisations.length === 0 && roles.length === 0;
}

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

/** A person of an address: known already, or to be kept under an id that is free. */
export type PlannedPerson = {
  readonly personId: PersonId;
  readonly person: NewPerson;
  readonly isKnown: boolean;
  /** Nobody's colleague and nobody's organiser yet: new, or left by a registration that died half way. */
  readonly isUnattached: boolean;
};

/** Who these people are or will be; nothing is written. The same address twice is the same person. */
export async function planPeople(
  services: Services,
  people: readonly NewPerson[],
): Promise<readonly PlannedPerson[]> {
  const { vault, directory } = services.runtime;
  const planned = new Map<string, PlannedPerson>();
  const inOrder: PlannedPerson[] = [];
  for (const person of people) {
    const email = normaliseEmail(person.email);
    let plan = planned.get(email);
    if (!plan) {
      const known = await vault.findPersonByEmail(email);
      const personId = known
        ? personIdSchema.parse(known.id)
        : newId("per", (id) => personIdSchema.parse(id));
      const { organisations, roles } = personOf(directory.state, personId);
      const isUnattached = organisations.length === 0 && roles.length === 0;
      plan = { personId, person, isKnown: known !== null, isUnattached };
      planned.set(email, plan);
    }
    inOrder.push(plan);
  }
  return inOrder;
}

/** Keeps those who are not known yet; what is known of somebody is never overwritten. */
export async function keepPeople(
  services: Services,
  planned: readonly PlannedPerson[],
  locale: "fr" | "en",
): Promise<void> {
  for (const { personId, person, isKnown } of planned) {
    if (isKnown) continue;
    const { name, phone, jobTitle } = person;
    const kept = await services.runtime.vault.putPerson({
      id: personId,
      name,
      email: normaliseEmail(person.email),
      locale: person.locale ?? locale,
      ...(phone === undefined ? {} : { phone }),
      ...(jobTitle === undefined ? {} : { jobTitle }),
    });
    // Two requests at once for the same new person: the second is tried again by its sender.
    if (!kept.ok && kept.personId !== personId) throw new PersonMadeMeanwhile();
  }
}

/** The address was registered between the plan and now; a retry finds the person. */
export class PersonMadeMeanwhile extends Error {
  readonly code = "busy";
  constructor() {
    super("a person of this address was registered meanwhile");
    this.name = "PersonMadeMeanwhile";
  }
}

/** Names of people, in one question to the vault. */
export async function namesOf(
  services: Services,
  people: readonly PersonId[],
): Promise<ReadonlyMap<string, string>> {
  const found = await services.runtime.vault.getPeople(people);
  return new Map([...found].map(([id, { name }]) => [id, name]));
}

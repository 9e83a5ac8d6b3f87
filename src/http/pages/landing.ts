import { personOf } from "../../domain/directory/state.ts";
import type { PersonId } from "../../domain/ids.ts";
import { paths } from "../../web/paths.ts";
import type { Services } from "../services.ts";

/** Where somebody goes on after signing in: what their role is for, in the fair that they are part of. */
export async function landingOf(services: Services, personId: PersonId): Promise<string> {
  const { runtime } = services;
  const person = personOf(runtime.directory.state, personId);
  const granted = person.roles.find((one) => one.role === "organiser") ?? person.roles[0];
  if (granted) return granted.role === "organiser" ? paths.board(granted.fairId) : paths.scan(granted.fairId);
  for (const id of [...runtime.directory.state.fairs.keys()].reverse()) {
    const fair = await runtime.fair(id);
    if (fair && person.organisations.some((organisation) => fair.state.participants.has(organisation)))
      return paths.space(id);
  }
  return paths.home;
}

import type { FairState } from "../domain/fair/state.ts";
import type { OrganisationId, PersonId, RoomId } from "../domain/ids.ts";
import { foldText } from "../views/directory-search.ts";
import type { Services } from "./services.ts";

export type FoundPerson = {
  readonly personId: PersonId;
  readonly name: string;
  readonly organisation: string;
  readonly organisationId: OrganisationId;
  readonly badge: string;
  readonly roomId: RoomId | null;
};

/** Delegates of a fair whose name, organisation or badge begins with, or holds, every word. O(delegates). */
export async function findPeople(
  services: Services,
  state: FairState,
  text: string,
  limit: number,
): Promise<FoundPerson[]> {
  const { directory, vault } = services.runtime;
  const wanted = foldText(text).split(" ").filter(Boolean);
  if (wanted.length === 0) return [];
  const people = await vault.getPeople([...state.delegates.keys()]);
  const found: (FoundPerson & { readonly rank: number })[] = [];
  for (const { personId, organisationId } of state.delegates.values()) {
    const name = people.get(personId)?.name ?? "";
    const organisation = directory.state.organisations.get(organisationId)?.name ?? "";
    const own = foldText(name);
    const all = ` ${own} ${foldText(organisation)} ${foldText(personId)}`;
    if (!wanted.every((word) => all.includes(word))) continue;
    const rank = wanted.filter((word) => ` ${own}`.includes(` ${word}`)).length;
    const roomId = state.presence.get(personId)?.roomId ?? null;
    found.push({ personId, name, organisation, organisationId, badge: personId, roomId, rank });
  }
  return found
    .sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name, "fr"))
    .slice(0, limit)
    .map(({ rank: _, ...person }) => person);
}

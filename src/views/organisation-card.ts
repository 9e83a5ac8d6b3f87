import type { Organisation } from "../domain/directory/organisation.ts";
import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState, Participant } from "../domain/fair/state.ts";
import type { OrganisationId, PlaceId } from "../domain/ids.ts";

/** Where people meet, as they look for it. */
export type PlaceName = { readonly place: string; readonly room: string };

/** An organisation as lists show it. */
export type OrganisationCard = {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kind: Participant["kind"];
  readonly family: Organisation["family"];
  readonly inclusionKind: Organisation["inclusionKind"];
  readonly labels: readonly string[];
  readonly commune: string;
  readonly stand: PlaceName | null;
};

/** The card of a participant; one whose organisation left the directory keeps its id as its name. */
export function toOrganisationCard(
  fair: FairState,
  directory: DirectoryState,
  id: OrganisationId,
): OrganisationCard {
  const organisation = directory.organisations.get(id);
  const stand = fair.standOf.get(id);
  return {
    id,
    name: organisation?.name ?? id,
    kind: fair.participants.get(id)?.kind ?? "exhibitor",
    family: organisation?.family ?? "association",
    inclusionKind: organisation?.inclusionKind ?? null,
    labels: organisation?.labels ?? [],
    commune: organisation?.place.commune ?? "",
    stand: stand === undefined ? null : toPlaceName(fair, stand),
  };
}

/** The names of a place and of its room; null once the place is gone. */
export function toPlaceName(fair: FairState, id: PlaceId): PlaceName | null {
  const place = fair.places.get(id);
  if (!place) return null;
  return { place: place.name, room: fair.rooms.get(place.roomId)?.name ?? "" };
}

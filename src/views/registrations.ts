import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState, ParticipantStatus } from "../domain/fair/state.ts";
import type { PersonId } from "../domain/ids.ts";
import { foldText } from "./directory-search.ts";
import { type OrganisationCard, toOrganisationCard } from "./organisation-card.ts";

/** One participant as the organiser sees it; people are ids, their names are in the vault. */
export type RegistrationLine = {
  readonly organisation: OrganisationCard;
  readonly status: ParticipantStatus;
  readonly registeredAt: string;
  readonly refusal: string | null;
  readonly delegates: readonly PersonId[];
  readonly offers: number;
  readonly needs: number;
  readonly siret: string | null;
  /** Slots in a row that it needs for a meeting. */
  readonly meetingSlots: number;
};

/** Those of one status (or all), what waits longest first; `text` filters by name and commune. */
export function listRegistrations(
  fair: FairState,
  directory: DirectoryState,
  filter: { readonly status: ParticipantStatus | null; readonly text: string },
): RegistrationLine[] {
  const wanted = foldText(filter.text);
  return [...fair.participants.values()]
    .filter((participant) => filter.status === null || participant.status === filter.status)
    .map((participant): RegistrationLine => {
      const organisation = directory.organisations.get(participant.organisationId);
      return {
        organisation: toOrganisationCard(fair, directory, participant.organisationId),
        status: participant.status,
        registeredAt: participant.registeredAt,
        refusal: participant.refusal ?? null,
        delegates: participant.delegates,
        offers: organisation?.offers.length ?? 0,
        needs: organisation?.needs.length ?? 0,
        siret: organisation?.siret ?? null,
        meetingSlots: participant.meetingSlots ?? 1,
      };
    })
    .filter(
      ({ organisation }) =>
        wanted === "" || foldText(`${organisation.name} ${organisation.commune}`).includes(wanted),
    )
    .sort((a, b) =>
      a.registeredAt === b.registeredAt
        ? a.organisation.name.localeCompare(b.organisation.name, "fr")
        : a.registeredAt < b.registeredAt
          ? -1
          : 1,
    );
}

export function countByStatus(fair: FairState): Readonly<Record<ParticipantStatus, number>> {
  const counts = { pending: 0, validated: 0, refused: 0, withdrawn: 0 };
  for (const participant of fair.participants.values()) counts[participant.status] += 1;
  return counts;
}

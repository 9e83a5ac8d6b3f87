import type { Participant } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { foldText } from "../../views/directory-search.ts";
import type { FairVisit } from "./visit.ts";

const nearShown = 3;

/** The participants of a fair as forms name them: too many for a list to unfold. */
export type ParticipantNames = {
  /** In order; those who share a name are told apart by their town. */
  readonly names: readonly string[];
  nameOf(id: string): string;
  /** By the name, as typed or chosen, or by the id that an address carries. */
  find(typed: string): OrganisationId | undefined;
  /** Why `find` finds nobody, with the names that come near. */
  fault(typed: string): string;
};

export function participantNames(
  { state, services, locale, t }: FairVisit,
  among: (participant: Participant) => boolean = ({ status }) => status === "validated",
): ParticipantNames {
  const { organisations } = services.runtime.directory.state;
  const taking = [...state.participants.values()].filter(among).map(({ organisationId: id }) => {
    const organisation = organisations.get(id);
    return { id, name: organisation?.name ?? id, town: organisation?.place.commune ?? "" };
  });
  const bearers = new Map<string, number>();
  for (const { name } of taking) bearers.set(foldText(name), (bearers.get(foldText(name)) ?? 0) + 1);
  const isShared = (name: string): boolean => (bearers.get(foldText(name)) ?? 0) > 1;
  const labelled = taking
    .map(({ id, name, town }) => ({ id, label: isShared(name) && town !== "" ? `${name} (${town})` : name }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  const byId = new Map<string, string>(labelled.map(({ id, label }) => [id, label]));
  const byName = new Map(labelled.map(({ id, label }) => [foldText(label), id]));
  const { fault } = t.outcomes;
  return {
    names: labelled.map(({ label }) => label),
    nameOf: (id) => byId.get(id) ?? organisations.get(id as OrganisationId)?.name ?? id,
    find: (typed) => labelled.find(({ id }) => id === typed)?.id ?? byName.get(foldText(typed)),
    fault(typed) {
      const wanted = foldText(typed);
      if (wanted === "") return fault.required;
      if (isShared(typed)) return fault.sharedName(typed);
      const near = labelled.filter(({ label }) => foldText(label).includes(wanted)).slice(0, nearShown);
      return near.length === 0
        ? fault.unknownName(typed)
        : fault.nearName(typed, near.map(({ label }) => label).join(" · "));
    },
  };
}

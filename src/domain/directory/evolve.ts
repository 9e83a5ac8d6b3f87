import type { Recorded } from "../decision.ts";
import type { OrganisationId } from "../ids.ts";
import type { DirectoryEvent } from "./events.ts";
import type { Profile } from "./organisation.ts";
import { correctionKey, type DirectoryWriter, personOf } from "./state.ts";

export function evolveDirectory(state: DirectoryWriter, event: Recorded<DirectoryEvent>): void {
  switch (event.type) {
    case "OrganisationRegistered":
    case "ProfileChanged":
      return setProfile(state, event.organisationId, event.profile);
    case "ActivitiesLearned": {
      const { key, activities, instead = [] } = event;
      if (instead.length > 0) state.corrected.set(correctionKey(key, instead), true);
      return state.learned.set(key, activities);
    }
    case "OrganisationRemoved": {
      const organisation = state.organisations.get(event.organisationId);
      if (organisation?.siret !== undefined) state.bySiret.delete(organisation.siret);
      for (const id of state.peopleOf.get(event.organisationId) ?? []) {
        const person = personOf(state, id);
        const organisations = person.organisations.filter((other) => other !== event.organisationId);
        state.people.set(id, { ...person, organisations });
      }
      state.peopleOf.delete(event.organisationId);
      return state.organisations.delete(event.organisationId);
    }
    case "PersonAdded": {
      const { personId, organisationId } = event;
      const people = state.peopleOf.get(organisationId) ?? [];
      if (!people.includes(personId)) state.peopleOf.set(organisationId, [...people, personId]);
      const person = personOf(state, personId);
      const organisations = [...new Set([...person.organisations, organisationId])];
      return state.people.set(personId, { ...person, organisations });
    }
    case "PersonRemoved": {
      const { personId, organisationId } = event;
      const people = state.peopleOf.get(organisationId) ?? [];
      state.peopleOf.set(
        organisationId,
        people.filter((id) => id !== personId),
      );
      const person = personOf(state, personId);
      const organisations = person.organisations.filter((id) => id !== organisationId);
      return state.people.set(personId, { ...person, organisations });
    }
    case "RoleGranted": {
      const { personId, fairId, role } = event;
      const person = personOf(state, personId);
      if (role === "organiser") state.organisersOf.set(fairId, (state.organisersOf.get(fairId) ?? 0) + 1);
      return state.people.set(personId, { ...person, roles: [...person.roles, { fairId, role }] });
    }
    case "RoleRevoked": {
      const { personId, fairId, role } = event;
      const person = personOf(state, personId);
      if (role === "organiser") state.organisersOf.set(fairId, (state.organisersOf.get(fairId) ?? 1) - 1);
      const roles = person.roles.filter((granted) => granted.fairId !== fairId || granted.role !== role);
      return state.people.set(personId, { ...person, roles });
    }
    case "ConsentRecorded": {
      const person = personOf(state, event.personId);
      const others = person.consents.filter((purpose) => purpose !== event.purpose);
      const consents = event.given ? [...others, event.purpose] : others;
      return state.people.set(event.personId, { ...person, consents });
    }
    case "FairListed":
      return state.fairs.set(event.fairId, true);
    case "PersonErased": {
      const person = personOf(state, event.personId);
      for (const organisationId of person.organisations) {
        const people = state.peopleOf.get(organisationId) ?? [];
        state.peopleOf.set(
          organisationId,
          people.filter((id) => id !== event.personId),
        );
      }
      for (const { fairId, role } of person.roles)
        if (role === "organiser") state.organisersOf.set(fairId, (state.organisersOf.get(fairId) ?? 1) - 1);
      return state.people.set(event.personId, {
        id: event.personId,
        organisations: [],
        roles: [],
        consents: [],
        erased: true,
      });
    }
    default:
      return event satisfies never;
  }
}

function setProfile(state: DirectoryWriter, id: OrganisationId, profile: Profile): void {
  const before = state.organisations.get(id);
  if (before?.siret !== undefined) state.bySiret.delete(before.siret);
  if (profile.siret !== undefined) state.bySiret.set(profile.siret, id);
  state.organisations.set(id, { ...profile, id });
}

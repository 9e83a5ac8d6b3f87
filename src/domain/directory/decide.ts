import { accept, type Decision, reject } from "../decision.ts";
import type { OrganisationId } from "../ids.ts";
import type { DirectoryCommand } from "./commands.ts";
import type { DirectoryEvent } from "./events.ts";
import type { Profile } from "./organisation.ts";
import type { DirectoryRejection, DirectoryRejectionCode } from "./rejections.ts";
import { isSiret } from "./siret.ts";
import { type DirectoryState, isCorrected, personOf } from "./state.ts";

export type DirectoryDecision = Decision<DirectoryEvent, DirectoryRejection>;

export function decideDirectory(state: DirectoryState, command: DirectoryCommand): DirectoryDecision {
  switch (command.type) {
    case "RegisterOrganisation":
      return registerAll(state, [command]);
    case "ImportOrganisations":
      return registerAll(state, command.organisations);
    case "ChangeProfile": {
      const { organisationId, profile } = command;
      if (!state.organisations.has(organisationId)) return no("organisation-unknown", "organisationId");
      const rejection = checkProfile(state, organisationId, profile, new Set());
      if (rejection) return reject(rejection);
      return accept({ type: "ProfileChanged", v: 1, organisationId, profile });
    }
    case "LearnActivities": {
      const { organisationId, key, activities, instead = [] } = command;
      if (!state.organisations.has(organisationId)) return no("organisation-unknown", "organisationId");
      const isKnown = state.learned.get(key)?.join() === activities.join();
      if (isKnown && (instead.length === 0 || isCorrected(state, key, instead))) return accept();
      return accept({
        type: "ActivitiesLearned",
        v: 1,
        organisationId,
        key,
        activities,
        ...(instead.length > 0 ? { instead } : {}),
      });
    }
    case "RemoveOrganisation":
      if (!state.organisations.has(command.organisationId))
        return no("organisation-unknown", "organisationId");
      return accept({ type: "OrganisationRemoved", v: 1, organisationId: command.organisationId });
    case "AddPerson": {
      const { personId, organisationId } = command;
      if (!state.organisations.has(organisationId)) return no("organisation-unknown", "organisationId");
      if (personOf(state, personId).erased) return no("person-erased", "personId");
      if (personOf(state, personId).organisations.includes(organisationId)) return accept();
      return accept({ type: "PersonAdded", v: 1, personId, organisationId });
    }
    case "RemovePerson": {
      const { personId, organisationId } = command;
      const people = state.peopleOf.get(organisationId) ?? [];
      if (!people.includes(personId)) return no("person-unknown", "personId");
      if (people.length === 1) return no("last-person", "personId");
      return accept({ type: "PersonRemoved", v: 1, personId, organisationId });
    }
    case "GrantRole": {
      const { personId, fairId, role } = command;
      const person = personOf(state, personId);
      if (person.erased) return no("person-erased", "personId");
      if (person.roles.some((granted) => granted.fairId === fairId && granted.role === role)) return accept();
      return accept({ type: "RoleGranted", v: 1, personId, fairId, role });
    }
    case "RevokeRole": {
      const { personId, fairId, role } = command;
      const hasRole = personOf(state, personId).roles.some(
        (granted) => granted.fairId === fairId && granted.role === role,
      );
      if (!hasRole) return accept();
      if (role === "organiser" && (state.organisersOf.get(fairId) ?? 0) <= 1)
        return no("last-organiser", "personId");
      return accept({ type: "RoleRevoked", v: 1, personId, fairId, role });
    }
    case "RecordConsent": {
      const { personId, purpose, given } = command;
      if (personOf(state, personId).erased) return no("person-erased", "personId");
      if (personOf(state, personId).consents.includes(purpose) === given) return accept();
      return accept({ type: "ConsentRecorded", v: 1, personId, purpose, given });
    }
    case "ListFair":
      if (state.fairs.has(command.fairId)) return no("fair-listed", "fairId");
      return accept({ type: "FairListed", v: 1, fairId: command.fairId });
    case "ErasePerson": {
      const person = state.people.get(command.personId);
      if (!person || person.erased) return no("person-unknown", "personId");
      const isLastOrganiser = person.roles.some(
        ({ fairId, role }) => role === "organiser" && (state.organisersOf.get(fairId) ?? 0) <= 1,
      );
      if (isLastOrganiser) return no("last-organiser", "personId");
      return accept({ type: "PersonErased", v: 1, personId: command.personId });
    }
    default:
      return command satisfies never;
  }
}

type Registration = {
  readonly organisationId: OrganisationId;
  readonly profile: Profile;
  readonly people: readonly Extract<DirectoryEvent, { type: "PersonAdded" }>["personId"][];
};

function registerAll(state: DirectoryState, registrations: readonly Registration[]): DirectoryDecision {
  const events: DirectoryEvent[] = [];
  const sirets = new Set<string>();
  const ids = new Set<OrganisationId>();
  for (const [index, { organisationId, profile, people }] of registrations.entries()) {
    const rejection =
      state.organisations.has(organisationId) || ids.has(organisationId)
        ? { code: "organisation-exists" as const, field: "organisationId" }
        : (checkProfile(state, organisationId, profile, sirets) ?? checkPeople(state, people));
    if (rejection)
      return reject(
        registrations.length > 1
          ? { ...rejection, field: `organisations.${index}.${rejection.field}` }
          : rejection,
      );
    ids.add(organisationId);
    if (profile.siret !== undefined) sirets.add(profile.siret);
    events.push({ type: "OrganisationRegistered", v: 1, organisationId, profile });
    for (const personId of people) events.push({ type: "PersonAdded", v: 1, personId, organisationId });
  }
  return accept(...events);
}

function checkProfile(
  state: DirectoryState,
  id: OrganisationId,
  profile: Profile,
  taken: ReadonlySet<string>,
): DirectoryRejection | undefined {
  const { siret } = profile;
  if (siret !== undefined) {
    if (!isSiret(siret)) return { code: "siret-invalid", field: "profile.siret" };
    const owner = state.bySiret.get(siret);
    if ((owner !== undefined && owner !== id) || taken.has(siret))
      return { code: "siret-taken", field: "profile.siret" };
  }
  for (const list of ["offers", "needs"] as const) {
    const ids = profile[list].map((item) => item.id);
    if (new Set(ids).size < ids.length) return { code: "duplicate-offer", field: `profile.${list}` };
  }
  return undefined;
}

/** D4: an account that was erased does not come back by a registration. */
function checkPeople(state: DirectoryState, people: Registration["people"]): DirectoryRejection | undefined {
  const index = people.findIndex((id) => personOf(state, id).erased);
  return index === -1 ? undefined : { code: "person-erased", field: `people.${index}` };
}

function no(code: DirectoryRejectionCode, field: string): DirectoryDecision {
  return reject({ code, field });
}

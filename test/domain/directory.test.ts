import { describe, expect, it } from "vitest";
import { type DirectoryCommand, directoryCommandSchema } from "../../src/domain/directory/commands.ts";
import { decideDirectory } from "../../src/domain/directory/decide.ts";
import { evolveDirectory } from "../../src/domain/directory/evolve.ts";
import { isSiret } from "../../src/domain/directory/siret.ts";
import { createDirectoryState, isCorrected } from "../../src/domain/directory/state.ts";
import { organisationIdSchema, personIdSchema } from "../../src/domain/ids.ts";
import { before } from "../support/fair-story.ts";

const profile = (name: string, siret?: string) => ({
  name,
  family: "scic",
  ess: true,
  place: { commune: "Sète" },
  ...(siret ? { siret } : {}),
});
const registration = (name: string, siret?: string) => ({
  organisationId: `org_${name}`,
  profile: profile(name, siret),
  people: [`per_${name}`],
});

function directory() {
  const state = createDirectoryState();
  const give = (command: { type: DirectoryCommand["type"]; [field: string]: unknown }): string => {
    const decision = decideDirectory(state, directoryCommandSchema.parse(command));
    if (!decision.ok) return `${decision.rejection.code} ${decision.rejection.field ?? ""}`.trim();
    for (const event of decision.events) evolveDirectory(state, { ...event, at: before, by: "system" });
    return decision.events.map((event) => event.type).join(" ");
  };
  return { state, give };
}

describe("the directory", () => {
  it("[D1] knows a right SIRET, La Poste's included", () => {
    expect(isSiret("73282932000074")).toBe(true);
    expect(isSiret("73282932000075")).toBe(false);
    expect(isSiret("35600000049837")).toBe(true);
    expect(isSiret("1234")).toBe(false);
  });
  it("[D1] gives a SIRET to one organisation, until it changes", () => {
    const { give } = directory();
    const taken = "73282932000074";
    expect(give({ type: "RegisterOrganisation", ...registration("a", taken) })).toContain("Registered");
    expect(give({ type: "RegisterOrganisation", ...registration("b", taken) })).toBe(
      "siret-taken profile.siret",
    );
    expect(give({ type: "RegisterOrganisation", ...registration("b", "73282932000075") })).toBe(
      "siret-invalid profile.siret",
    );
    give({ type: "ChangeProfile", organisationId: "org_a", profile: profile("a") });
    expect(give({ type: "RegisterOrganisation", ...registration("b", taken) })).toContain("Registered");
  });
  it("[D2] imports all or nothing", () => {
    const { state, give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    const organisations = [registration("b"), registration("a")];
    expect(give({ type: "ImportOrganisations", organisations })).toBe(
      "organisation-exists organisations.1.organisationId",
    );
    expect(state.organisations.size).toBe(1);
  });
  it("[D3] keeps a last person and a last organiser", () => {
    const { give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    expect(give({ type: "RemovePerson", personId: "per_a", organisationId: "org_a" })).toBe(
      "last-person personId",
    );
    const role = { personId: "per_o", fairId: "fair_x", role: "organiser" };
    give({ type: "GrantRole", ...role });
    expect(give({ type: "RevokeRole", ...role })).toBe("last-organiser personId");
    expect(give({ type: "ErasePerson", personId: "per_o" })).toBe("last-organiser personId");
    give({ type: "GrantRole", ...role, personId: "per_p" });
    expect(give({ type: "ErasePerson", personId: "per_o" })).toBe("PersonErased");
    expect(give({ type: "RevokeRole", ...role, personId: "per_p" })).toBe("last-organiser personId");
  });
  it("[D4] an erased person stays without rights", () => {
    const { state, give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    give({ type: "AddPerson", personId: "per_b", organisationId: "org_a" });
    give({ type: "ErasePerson", personId: "per_a" });
    expect(give({ type: "AddPerson", personId: "per_a", organisationId: "org_a" })).toBe(
      "person-erased personId",
    );
    expect(give({ type: "GrantRole", personId: "per_a", fairId: "fair_x", role: "steward" })).toBe(
      "person-erased personId",
    );
    expect(state.people.get(personIdSchema.parse("per_a"))?.organisations).toEqual([]);
  });
  it("[D4] an erased person is in no registration either, and consents to nothing", () => {
    const { give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    give({ type: "ErasePerson", personId: "per_a" });
    const again = { ...registration("b"), people: ["per_b", "per_a"] };
    expect(give({ type: "RegisterOrganisation", ...again })).toBe("person-erased people.1");
    expect(give({ type: "ImportOrganisations", organisations: [registration("c"), again] })).toBe(
      "person-erased organisations.1.people.1",
    );
    expect(give({ type: "RecordConsent", personId: "per_a", purpose: "contact", given: true })).toBe(
      "person-erased personId",
    );
  });
  it("[D6] an organisation that is removed keeps no people, nor they it", () => {
    const { state, give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    give({ type: "AddPerson", personId: "per_b", organisationId: "org_a" });
    give({ type: "RemoveOrganisation", organisationId: "org_a" });
    expect(state.people.get(personIdSchema.parse("per_b"))?.organisations).toEqual([]);
    give({ type: "RegisterOrganisation", ...registration("a") });
    expect(state.peopleOf.get(organisationIdSchema.parse("org_a"))).toEqual(["per_a"]);
  });
  it("[D7] keeps what somebody said of their words; the latest says", () => {
    const { state, give } = directory();
    give({ type: "RegisterOrganisation", ...registration("a") });
    const learn = (activities: string[], organisationId = "org_a") =>
      give({ type: "LearnActivities", organisationId, key: "nos drêches", activities });
    expect(learn(["recyclage"])).toBe("ActivitiesLearned");
    expect(learn(["recyclage"])).toBe("");
    expect(learn(["reemploi"])).toBe("ActivitiesLearned");
    expect(state.learned.get("nos drêches")).toEqual(["reemploi"]);
    const correct = (activities: string[], instead: string[]) =>
      give({ type: "LearnActivities", organisationId: "org_a", key: "nos drêches", activities, instead });
    expect(correct(["reemploi"], ["traiteur"])).toBe("ActivitiesLearned");
    expect(correct(["reemploi"], ["traiteur"])).toBe("");
    expect(isCorrected(state, "nos drêches", ["traiteur"])).toBe(true);
    expect(isCorrected(state, "nos drêches", ["proprete"])).toBe(false);
    expect(learn(["reemploi", "recyclage"], "org_x")).toBe("organisation-unknown organisationId");
  });
  it("[D5] records consent given and taken back", () => {
    const { state, give } = directory();
    const consent = { personId: "per_a", purpose: "matching" };
    expect(give({ type: "RecordConsent", ...consent, given: true })).toBe("ConsentRecorded");
    expect(give({ type: "RecordConsent", ...consent, given: true })).toBe("");
    expect(give({ type: "RecordConsent", ...consent, given: false })).toBe("ConsentRecorded");
    expect(state.people.get(personIdSchema.parse("per_a"))?.consents).toEqual([]);
  });
});

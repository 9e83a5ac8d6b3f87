import type { Profile } from "../domain/directory/organisation.ts";
import { decideFair } from "../domain/fair/decide.ts";
import type { participantKinds } from "../domain/fair/events.ts";
import { type OrganisationId, organisationIdSchema, type PersonId } from "../domain/ids.ts";
import { describeFault, type Fault } from "../exchange/faults.ts";
import { faultsEn } from "../exchange/faults-en.ts";
import { faultsFr } from "../exchange/faults-fr.ts";
import { parseOrganisations } from "../exchange/organisation-import.ts";
import type { Deed } from "./deed.ts";
import { findOrAddPerson } from "./people.ts";
import type { FieldFault } from "./problem.ts";
import type { Reply } from "./route.ts";

export type IntakeOptions = {
  readonly kind: (typeof participantKinds)[number] | "by-profile";
  readonly validated: boolean;
};
export type Intake = {
  readonly organisations: readonly OrganisationId[];
  /** In the directory only: a participant needs somebody who attends. */
  readonly withoutDelegates: readonly OrganisationId[];
  readonly ignoredColumns: readonly string[];
};

/** Takes in a file of organisations, all or nothing: the directory first, then the fair. */
export async function takeInOrganisations(
  deed: Deed,
  bytes: Uint8Array,
  { kind, validated }: IntakeOptions,
): Promise<Reply<Intake>> {
  const parsed = await parseOrganisations(bytes);
  if (!parsed.ok) {
    const errors = parsed.faults.slice(0, 500).map((fault) => toFieldFault(fault, deed.locale));
    return { ok: false, rejection: { code: "import-refused", errors } };
  }
  const ids = parsed.organisations.map(() => deed.newId("org", organisationIdSchema));
  const idByReference = new Map(
    parsed.organisations.flatMap(({ reference }, index) => {
      const id = ids[index];
      return reference === null || id === undefined ? [] : [[reference, id] as const];
    }),
  );
  const trial = decideFair(
    deed.fair.state,
    { type: "RegisterParticipants", participants: [], validated },
    deed.context(),
  );
  if (!trial.ok) return { ok: false, rejection: trial.rejection };
  const organisations: { organisationId: OrganisationId; profile: Profile; people: PersonId[] }[] = [];
  for (const [index, { profile, delegates }] of parsed.organisations.entries()) {
    const people: PersonId[] = [];
    for (const delegate of delegates)
      people.push((await findOrAddPerson(deed.services, delegate, deed.locale)).personId);
    const partners = profile.partners.map((reference) => idByReference.get(reference) ?? reference);
    const organisationId = ids[index] ?? deed.newId("org", organisationIdSchema);
    organisations.push({ organisationId, profile: { ...profile, partners }, people });
  }
  const participants = organisations
    .filter(({ people }) => people.length > 0)
    .map(({ organisationId, profile, people }) => ({
      organisationId,
      kind: kind === "by-profile" ? kindOf(profile) : kind,
      delegates: people,
    }));
  if (participants.length > 0) {
    const fits = decideFair(
      deed.fair.state,
      { type: "RegisterParticipants", participants, validated },
      deed.context(),
    );
    if (!fits.ok) return { ok: false, rejection: fits.rejection };
  }
  const written = await deed.submitDirectory({ type: "ImportOrganisations", organisations }, "organisations");
  if (!written.ok) return { ok: false, rejection: written.rejection };
  if (participants.length > 0) {
    const command = { type: "RegisterParticipants", participants, validated } as const;
    const registered = await deed.submitFair(command, "participants");
    if (!registered.ok) return { ok: false, rejection: registered.rejection };
  }
  const withoutDelegates = organisations
    .filter(({ people }) => people.length === 0)
    .map(({ organisationId }) => organisationId);
  return { ok: true, body: { organisations: ids, withoutDelegates, ignoredColumns: parsed.ignoredColumns } };
}

/** Who only looks for something to buy is a buyer; who also proposes is both. */
function kindOf({ offers, needs }: Profile): (typeof participantKinds)[number] {
  const buys = needs.some((need) => need.kind === "buy");
  if (!buys) return "exhibitor";
  return offers.length > 0 ? "both" : "buyer";
}

function toFieldFault(fault: Fault, locale: "fr" | "en"): FieldFault {
  const { line, column, code } = fault;
  const field = [line === null ? "" : `line ${line}`, column ?? ""].filter(Boolean).join(", ");
  return { field, code, detail: describeFault(fault, locale === "fr" ? faultsFr : faultsEn) };
}

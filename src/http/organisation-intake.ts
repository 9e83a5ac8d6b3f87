import type { DirectoryCommand } from "../domain/directory/commands.ts";
import { decideDirectory } from "../domain/directory/decide.ts";
import type { Profile } from "../domain/directory/organisation.ts";
import type { CommandOf } from "../domain/fair/commands.ts";
import { decideFair } from "../domain/fair/decide.ts";
import type { participantKinds } from "../domain/fair/events.ts";
import { type OrganisationId, organisationIdSchema } from "../domain/ids.ts";
import { describeFault, type Fault } from "../exchange/faults.ts";
import { faultsEn } from "../exchange/faults-en.ts";
import { faultsFr } from "../exchange/faults-fr.ts";
import { parseOrganisations } from "../exchange/organisation-import.ts";
import type { Deed } from "./deed.ts";
import { applyCorrections, type Corrected } from "./learn.ts";
import { keepPeople, planPeople } from "./people.ts";
import type { FieldFault, Rejection } from "./problem.ts";
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
  /** Declared activities that a human had corrected before, of the same words. */
  readonly corrected: readonly (Corrected & { readonly organisationId: OrganisationId })[];
};

/** Takes in a file of organisations, all or nothing: the directory first, then the fair. */
export async function takeInOrganisations(
  deed: Deed,
  bytes: Uint8Array,
  { kind, validated }: IntakeOptions,
): Promise<Reply<Intake>> {
  const parsed = await parseOrganisations(bytes, { knowsCommunes: true });
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
  const planned = await planPeople(
    deed.services,
    parsed.organisations.flatMap(({ delegates }) => delegates),
  );
  const corrections: Intake["corrected"][number][] = [];
  let next = 0;
  const lengthOf = new Map<OrganisationId, number>();
  const organisations = parsed.organisations.map(({ profile: declared, delegates, meetingSlots }, index) => {
    const { profile, corrected } = applyCorrections(declared, deed.services.runtime.directory.state);
    const people = planned.slice(next, next + delegates.length).map(({ personId }) => personId);
    next += delegates.length;
    const partners = profile.partners.map((reference) => idByReference.get(reference) ?? reference);
    const organisationId = ids[index] ?? deed.newId("org", organisationIdSchema);
    if (meetingSlots !== undefined) lengthOf.set(organisationId, meetingSlots);
    corrections.push(...corrected.map((one) => ({ ...one, organisationId })));
    return { organisationId, profile: { ...profile, partners }, people };
  });
  const participants = organisations
    .filter(({ people }) => people.length > 0)
    .map(({ organisationId, profile, people }) => ({
      organisationId,
      kind: kind === "by-profile" ? kindOf(profile) : kind,
      delegates: people,
      ...withLength(lengthOf.get(organisationId)),
    }));
  const refusal = tryOut(deed, organisations, participants, validated);
  if (refusal) return { ok: false, rejection: refusal };
  await keepPeople(deed.services, planned, deed.locale);
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
  const { ignoredColumns } = parsed;
  return { ok: true, body: { organisations: ids, withoutDelegates, ignoredColumns, corrected: corrections } };
}

/** Both decisions on the states as they are, so that a file is taken whole or not at all. */
function tryOut(
  { services, fair, context }: Deed,
  organisations: CommandOfDirectory<"ImportOrganisations">["organisations"],
  participants: CommandOf<"RegisterParticipants">["participants"],
  validated: boolean,
): Rejection | undefined {
  const { state } = services.runtime.directory;
  // A retry under its key finds its own organisations there: the stream then gives its first outcome.
  if (organisations.every(({ organisationId }) => state.organisations.has(organisationId))) return undefined;
  if (participants.length > 0) {
    const inFair = decideFair(
      fair.state,
      { type: "RegisterParticipants", participants, validated },
      context(),
    );
    if (!inFair.ok) return inFair.rejection;
  }
  const inDirectory = decideDirectory(state, { type: "ImportOrganisations", organisations });
  return inDirectory.ok ? undefined : inDirectory.rejection;
}
type CommandOfDirectory<T extends DirectoryCommand["type"]> = Extract<DirectoryCommand, { type: T }>;

function withLength(meetingSlots: number | undefined): { meetingSlots?: number } {
  return meetingSlots === undefined ? {} : { meetingSlots };
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

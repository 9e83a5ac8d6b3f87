import type { FairId, OrganisationId, PersonId } from "../ids.ts";
import { createTable, createUndoLog, type ReadonlyTable, type Table, type UndoLog } from "../table.ts";
import type { consentPurposes, grantedRoles } from "./events.ts";
import type { Organisation } from "./organisation.ts";

export type GrantedRole = (typeof grantedRoles)[number];
export type ConsentPurpose = (typeof consentPurposes)[number];

export type Person = {
  readonly id: PersonId;
  readonly organisations: readonly OrganisationId[];
  readonly roles: readonly { readonly fairId: FairId; readonly role: GrantedRole }[];
  readonly consents: readonly ConsentPurpose[];
  readonly erased: boolean;
};

export type DirectoryWriter = {
  readonly log: UndoLog;
  readonly organisations: Table<OrganisationId, Organisation>;
  /** Activities that humans gave to words, by the words folded. */
  readonly learned: Table<string, readonly string[]>;
  /** Words with what was declared of them and was wrong; `learned` has what is right. */
  readonly corrected: Table<string, true>;
  readonly peopleOf: Table<OrganisationId, readonly PersonId[]>;
  readonly people: Table<PersonId, Person>;
  readonly bySiret: Table<string, OrganisationId>;
  readonly fairs: Table<FairId, true>;
  readonly organisersOf: Table<FairId, number>;
};
export type DirectoryState = {
  readonly [K in Exclude<keyof DirectoryWriter, "log">]: DirectoryWriter[K] extends Table<
    infer Key,
    infer Value
  >
    ? ReadonlyTable<Key, Value>
    : never;
};

export function createDirectoryState(): DirectoryWriter {
  const log = createUndoLog();
  return {
    log,
    organisations: createTable(log),
    learned: createTable(log),
    corrected: createTable(log),
    peopleOf: createTable(log),
    people: createTable(log),
    bySiret: createTable(log),
    fairs: createTable(log),
    organisersOf: createTable(log),
  };
}

export function correctionKey(key: string, declared: readonly string[]): string {
  return `${key}\n${[...declared].sort().join()}`;
}

/** Somebody said that these activities are not what these words are about. */
export function isCorrected(
  state: Pick<DirectoryState, "corrected">,
  key: string,
  declared: readonly string[],
): boolean {
  return declared.length > 0 && state.corrected.has(correctionKey(key, declared));
}

export function personOf(state: Pick<DirectoryState, "people">, id: PersonId): Person {
  return state.people.get(id) ?? { id, organisations: [], roles: [], consents: [], erased: false };
}

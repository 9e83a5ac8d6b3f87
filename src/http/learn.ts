import type { Organisation, Profile } from "../domain/directory/organisation.ts";
import { type DirectoryState, isCorrected } from "../domain/directory/state.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { toTextKey } from "../matching/text.ts";
import type { Deed } from "./deed.ts";

const lists = ["offers", "needs"] as const;
const longestKey = 2000;

export type Corrected = {
  readonly list: (typeof lists)[number];
  readonly id: string;
  readonly activities: readonly string[];
};

/** Keeps what a human says some words are about, in place of what was declared of them; undefined when all is well. */
export async function learnActivities(
  deed: Pick<Deed, "submitDirectory">,
  organisationId: OrganisationId,
  statement: { readonly text: string; readonly activities?: readonly string[] | undefined },
  activities: readonly string[],
  step = "learn",
): Promise<Awaited<ReturnType<Deed["submitDirectory"]>> | undefined> {
  const key = toTextKey(statement.text);
  if (key === "" || key.length > longestKey || activities.length === 0) return undefined;
  const instead = isSame(statement.activities ?? [], activities) ? [] : [...(statement.activities ?? [])];
  return deed.submitDirectory(
    { type: "LearnActivities", organisationId, key, activities: [...activities], instead },
    step,
  );
}

/** A profile was changed by hand: activities given anew to words that stayed are a correction. */
export async function learnFromChange(
  deed: Pick<Deed, "submitDirectory">,
  before: Organisation | undefined,
  after: Profile,
): Promise<void> {
  if (!before) return;
  for (const list of lists)
    for (const { id, text, activities = [] } of after[list]) {
      const known = before[list].find((one) => one.id === id && toTextKey(one.text) === toTextKey(text));
      if (known && !isSame(known.activities ?? [], activities))
        await learnActivities(deed, before.id, known, activities, `learn ${list} ${id}`);
    }
}

/** A profile out of a file: what a human corrected of the same words, declared in the same way, is corrected here too. */
export function applyCorrections<P extends Profile>(
  profile: P,
  state: Pick<DirectoryState, "learned" | "corrected">,
): { readonly profile: P; readonly corrected: readonly Corrected[] } {
  const corrected: Corrected[] = [];
  const apply = <S extends { readonly id: string; readonly text: string; activities?: string[] | undefined }>(
    list: Corrected["list"],
    statement: S,
  ): S => {
    const { id, text, activities: declared = [] } = statement;
    const key = toTextKey(text);
    const learned = state.learned.get(key);
    if (!learned || isSame(learned, declared) || !isCorrected(state, key, declared)) return statement;
    corrected.push({ list, id, activities: learned });
    return { ...statement, activities: [...learned] };
  };
  const offers = profile.offers.map((offer) => apply("offers", offer));
  const needs = profile.needs.map((need) => apply("needs", need));
  return corrected.length === 0
    ? { profile, corrected }
    : { profile: { ...profile, offers, needs }, corrected };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

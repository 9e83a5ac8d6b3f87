import type { MatchOrganisation } from "../../../src/matching/card.ts";
import { readOrganisations } from "../../matching/evaluation-sets.ts";

const once = await readOrganisations();

/** The organisations of the public judged set, several times over, each time under other names and ids. */
export function organisationsOfSet(copies: number): readonly MatchOrganisation[] {
  return Array.from({ length: copies }, (_, copy) =>
    copy === 0
      ? once
      : once.map((organisation) => ({
          ...organisation,
          id: `${organisation.id}-${copy}`,
          name: `${organisation.name} ${copy}`,
        })),
  ).flat();
}

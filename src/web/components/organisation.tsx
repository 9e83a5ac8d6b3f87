import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import type { OrganisationCard } from "../view-types.ts";
import { Tag } from "./card.tsx";

/** Legal family, inclusion kind and labels. */
export function OrganisationTags({
  organisation,
}: {
  readonly organisation: Pick<OrganisationCard, "family" | "inclusionKind" | "labels">;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <ul class="plain tags">
      <li>
        <Tag tone="leaf">{t.terms.family[organisation.family]}</Tag>
      </li>
      {organisation.inclusionKind !== null && (
        <li>
          <Tag tone="leaf">{t.terms.inclusionKind[organisation.inclusionKind]}</Tag>
        </li>
      )}
      {organisation.labels.map((label) => (
        <li key={label}>
          <Tag tone="sky">{label}</Tag>
        </li>
      ))}
    </ul>
  );
}

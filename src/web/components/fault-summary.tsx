import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";
import { idOfField } from "./field.tsx";
import { Notice } from "./notice.tsx";

/** What a form has wrong, above it, each fault leading to its field; the script puts the field's label before it. */
export function FaultSummary({ faults }: { readonly faults: Faults }): JSX.Element | null {
  const { t } = useI18n();
  const entries = Object.entries(faults);
  if (entries.length === 0) return null;
  return (
    <div class="fault-summary" tabIndex={-1} data-faults>
      <Notice tone="error">
        {t.common.formFaults(entries.length)}
        <ul>
          {entries.map(([name, fault]) => (
            <li key={name}>
              <a href={`#${idOfField(name)}`}>{fault}</a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

import type { JSX } from "preact";
import type { EffectView, ViolationView } from "../draft-views.ts";
import { useI18n } from "../i18n-context.ts";
import { Notice } from "./notice.tsx";

const shownAtOnce = 12;

/** Broken rules, each with where to do something about it; a long list opens on demand. */
export function ViolationList({
  violations,
}: {
  readonly violations: readonly ViolationView[];
}): JSX.Element {
  const { t } = useI18n();
  const rest = violations.slice(shownAtOnce);
  return (
    <div class="stack-small">
      <Lines violations={violations.slice(0, shownAtOnce)} />
      {rest.length > 0 && (
        <details class="disclosure">
          <summary>{t.drafts.check.all(violations.length)}</summary>
          <div class="disclosure-body">
            <Lines violations={rest} />
          </div>
        </details>
      )}
    </div>
  );
}

/** What a change brings and what it ends. */
export function Effect({ effect }: { readonly effect: EffectView }): JSX.Element {
  const { last } = useI18n().t.drafts;
  const { brought, ended } = effect;
  return (
    <div class="stack-small">
      {brought.length === 0 ? (
        <Notice tone="success">{last.nothing}</Notice>
      ) : (
        <Notice tone="error">
          <p>{last.brought(brought.length)}</p>
          <ViolationList violations={brought} />
        </Notice>
      )}
      {ended.length > 0 && (
        <Notice tone="info">
          <p>{last.ended(ended.length)}</p>
          <ViolationList violations={ended} />
        </Notice>
      )}
    </div>
  );
}

function Lines({ violations }: { readonly violations: readonly ViolationView[] }): JSX.Element {
  return (
    <ul class="violations">
      {violations.map(({ text, links }) => (
        <li key={text}>
          {text}
          {links.map((link) => (
            <>
              {" "}
              <a key={link.href} href={link.href}>
                {link.label}
              </a>
            </>
          ))}
        </li>
      ))}
    </ul>
  );
}

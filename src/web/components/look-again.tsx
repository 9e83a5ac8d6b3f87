import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { ButtonLink } from "./button.tsx";

/** Where nothing moves by itself, the way to see how far a computation has come. */
export function LookAgain({ href }: { readonly href: string }): JSX.Element {
  const { progress } = useI18n().t.drafts;
  return (
    <noscript>
      <ButtonLink href={href} icon="refresh-cw">
        {progress.lookAgain}
      </ButtonLink>
    </noscript>
  );
}

import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { ButtonLink } from "./button.tsx";

export type PageOf = {
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
};

export function Pagination({ page, pages, previousHref, nextHref }: PageOf): JSX.Element | null {
  const { t } = useI18n();
  if (pages <= 1) return null;
  return (
    <nav class="row pagination" aria-label={t.common.pagination.label}>
      {previousHref !== null && (
        <ButtonLink href={previousHref} icon="chevron-left">
          {t.common.pagination.previous}
        </ButtonLink>
      )}
      <span class="figures">{t.common.pagination.page(page, pages)}</span>
      {nextHref !== null && (
        <ButtonLink href={nextHref} icon="chevron-right">
          {t.common.pagination.next}
        </ButtonLink>
      )}
    </nav>
  );
}

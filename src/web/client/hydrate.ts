import { h, hydrate } from "preact";
import type { Catalogue } from "../../i18n/fr.ts";
import { CsrfProvider } from "../csrf-context.ts";
import { I18nProvider } from "../i18n-context.ts";
import { pageReader } from "./reader.ts";

/** Wakes the live parts of the page; a page without any loads nothing more. */
export async function hydrateIslands(): Promise<void> {
  const roots = [...document.querySelectorAll<HTMLElement>("[data-island]")];
  if (roots.length === 0) return;
  const reader = pageReader();
  const [{ islandNamed }, t] = await Promise.all([import("../islands/registry.ts"), words(reader.locale)]);
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? null;
  for (const root of roots) {
    const component = islandNamed(root.dataset["island"] ?? "");
    const props = root.querySelector(":scope > script")?.textContent;
    const target = root.querySelector(":scope > [data-island-root]");
    if (component === null || props === undefined || props === null || target === null) continue;
    const island = h(component, JSON.parse(props) as object);
    hydrate(h(I18nProvider, { value: { ...reader, t } }, h(CsrfProvider, { value: csrf }, island)), target);
    root.dataset["awake"] = "yes";
  }
}

/** The catalogue of a language, fetched only when needed. */
export async function words(locale: string): Promise<Catalogue> {
  return locale === "en" ? (await import("../../i18n/en.ts")).en : (await import("../../i18n/fr.ts")).fr;
}

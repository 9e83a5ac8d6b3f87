import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../src/i18n/plural.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { everyPage } from "./every-page.ts";
import { type GalleryServer, startGallery } from "./gallery-server.ts";

const names = everyPage("fr").map(({ name }) => name);
const looks = [
  { locale: "fr", width: 390, colorScheme: "light" },
  { locale: "en", width: 390, colorScheme: "dark" },
  { locale: "fr", width: 1280, colorScheme: "dark" },
  { locale: "en", width: 1280, colorScheme: "light" },
] as const satisfies readonly { locale: Locale; width: number; colorScheme: "light" | "dark" }[];

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

describe.runIf(hasBrowser())("every page", () => {
  let gallery: GalleryServer;
  let browser: Browser;
  let axe: string;
  beforeAll(async () => {
    gallery = await startGallery();
    browser = await launchBrowser();
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });
  afterAll(async () => {
    await browser.close();
    await gallery.close();
  });

  for (const { locale, width, colorScheme } of looks) {
    it(`${locale}, ${width} px, ${colorScheme}: axe finds nothing, nothing is cut, nothing breaks the content policy`, async () => {
      // axe is injected past the content policy; the gallery's own refusals are collected before.
      const context = await browser.newContext({
        viewport: { width, height: 860 },
        colorScheme,
        reducedMotion: "reduce",
        serviceWorkers: "block",
      });
      const tab = await context.newPage();
      const faults: string[] = [];
      tab.on("pageerror", (fault) => faults.push(`${tab.url()}: ${fault.message}`));
      tab.on("console", (message) => {
        if (message.text().includes("Content Security Policy"))
          faults.push(`${tab.url()}: ${message.text()}`);
      });
      for (const name of names) faults.push(...(await inspect(tab, `${gallery.url}/${locale}/${name}`, axe)));
      await context.close();
      expect(faults).toEqual([]);
    }, 120_000);
  }

  it("the check notices what is planted: an image without words, a label torn off, faint text", async () => {
    const tab = await browser.newPage({ serviceWorkers: "block" });
    await tab.goto(`${gallery.url}/fr/sign-in`, { waitUntil: "load" });
    await tab.evaluate(() => {
      document.querySelector("main")?.append(new Image());
      document.querySelector("label")?.remove();
      document.querySelector("h1")?.style.setProperty("color", "#ddd5c5");
    });
    const found = (await runAxe(tab, axe)).map((one) => one.split(":")[0]);
    await tab.close();
    expect(found).toEqual(expect.arrayContaining(["image-alt", "label", "color-contrast"]));
  });

  it("targets are at least 24 px, and 44 px for buttons, fields and slots", async () => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 860 },
      serviceWorkers: "block",
    });
    const tab = await context.newPage();
    const small: string[] = [];
    for (const name of names) {
      await tab.goto(`${gallery.url}/fr/${name}`, { waitUntil: "load" });
      small.push(
        ...(await tab.evaluate(() =>
          [...document.querySelectorAll(".button, .input, .select, .slot, .seat, .tab, .day-tab, summary")]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
            .map(
              (element) => `${location.pathname}: ${element.className} ${element.textContent?.slice(0, 30)}`,
            ),
        )),
      );
    }
    await context.close();
    expect(small).toEqual([]);
  }, 60_000);
});

async function inspect(tab: Page, url: string, axe: string): Promise<readonly string[]> {
  await tab.goto(url, { waitUntil: "load" });
  await tab.evaluate(() => document.fonts.ready);
  if ((await tab.locator("[data-island]").count()) > 0) await tab.waitForSelector("[data-awake]");
  const width = await tab.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const violations = await runAxe(tab, axe);
  return [
    ...(width > 0 ? [`${url}: ${width} px too wide`] : []),
    ...violations.map((one) => `${url}: ${one}`),
  ];
}

async function runAxe(tab: Page, axe: string): Promise<readonly string[]> {
  const run = `${axe}; axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations)`;
  const violations = (await tab.evaluate(run)) as readonly Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`),
  );
}

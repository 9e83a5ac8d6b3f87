import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A kind of reader: language, screen, and a zone that is not the fair's. */
export type Reader = {
  readonly language: "fr" | "en";
  readonly width: 390 | 1280;
  readonly timezoneId: string;
};
export const readers: readonly Reader[] = [
  { language: "fr", width: 390, timezoneId: "Asia/Kathmandu" },
  { language: "en", width: 1280, timezoneId: "America/St_Johns" },
];

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Goes there, then checks the page as it stands. */
  visit(path: string): Promise<void>;
  /** No fault for assistive technologies, nothing wider than the screen, nothing said on the console. */
  check(): Promise<void>;
  close(): Promise<void>;
};

/** A browser of one reader; every complaint of its console, its network or its content policy fails the next check. */
export async function openVisitor(browser: Browser, url: string, reader: Reader): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: reader.width, height: reader.width === 390 ? 844 : 900 },
    locale: reader.language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: reader.timezoneId,
  });
  context.setDefaultTimeout(25_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  let isOffline = false;
  page.on("console", (message) => {
    const isNetwork = isOffline && message.text().includes("ERR_INTERNET_DISCONNECTED");
    // Chromium notes every refusal that a page is answered with: those are the pages' business.
    const isRefusal = /^Failed to load resource: .* status of 4(03|04|09|10|22) /.test(message.text());
    // A page that is left while its socket still connects: the reader was quicker, nothing is wrong.
    const isLeft = message.text().endsWith("WebSocket is closed before the connection is established.");
    const isHarmless = isNetwork || isRefusal || isLeft;
    if ((message.type() === "error" || message.type() === "warning") && !isHarmless)
      complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  const setOffline = context.setOffline.bind(context);
  context.setOffline = (offline) => {
    isOffline = isOffline || offline;
    return setOffline(offline);
  };
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const check = async (): Promise<void> => {
    const where = new URL(page.url()).pathname;
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, `${where} is wider than ${reader.width} pixels`).toBeLessThanOrEqual(0);
    // A colour half-way through its transition is nobody's contrast.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe: engine } = window as unknown as {
        axe: { run(root: unknown, options: unknown): Promise<AxeResult> };
      };
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations, passes } = await engine.run(document, { runOnly: tags });
      return {
        passes: passes.length,
        violations: violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
        ),
      };
    });
    expect(found.passes, "axe-core ran").toBeGreaterThan(10);
    expect(found.violations, `accessibility of ${where}`).toEqual([]);
    expect(complaints.splice(0), `complaints on ${where}`).toEqual([]);
  };
  return {
    page,
    context,
    check,
    async visit(path) {
      await page.goto(path, { waitUntil: "load" });
      await check();
    },
    close: () => context.close(),
  };
}

type AxeResult = {
  readonly passes: readonly unknown[];
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: string[] }[];
  }[];
};

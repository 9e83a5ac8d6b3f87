import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { openVisitor, readers } from "./chromium.ts";
import { type DemoServer, startDemo } from "./demo-server.ts";

describe.skipIf(!hasBrowser())("a buyer rewrites a need while an exhibitor looks at their matches", () => {
  let demo: DemoServer;
  let browser: Browser;
  beforeAll(async () => {
    demo = await startDemo();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it("the exhibitor's list moves by itself, and the focus stays where it was", {
    timeout: 90_000,
  }, async () => {
    const [reader] = readers;
    if (!reader) throw new Error("no reader");
    const exhibitor = await openVisitor(browser, demo.url, reader);
    const buyer = await openVisitor(browser, demo.url, reader);
    await exhibitor.visit(demo.link("exhibitor"));
    await buyer.visit(demo.link("buyer"));
    const name = (await buyer.page.locator("main .page-over, main p").first().textContent()) ?? "?";
    const card = exhibitor.page
      .locator(".recommendation")
      .filter({ hasText: name })
      .filter({ hasText: "saison pour nos cantines" });
    expect(await card.count()).toBe(0);
    const held = exhibitor.page.locator(".recommendation").first();
    const key = await held.getAttribute("data-key");
    await held.getByRole("button").nth(1).focus();
    await exhibitor.page.evaluate(() => {
      document.body.dataset["stayed"] = "yes";
    });

    await buyer.visit(`/fairs/${demo.fairId}/me/profile`);
    await buyer.page
      .locator('textarea[name="needs.0.text"]')
      .fill("Légumes bio de saison pour nos cantines, livrés chaque semaine");
    await buyer.page.locator('form:has(textarea[name="needs.0.text"]) button:not([name])').last().click();

    await card.first().waitFor({ timeout: 30_000 });
    expect(await exhibitor.page.evaluate(() => document.body.dataset["stayed"])).toBe("yes");
    const focused = await exhibitor.page.evaluate(
      () => document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset["key"],
    );
    expect(focused).toBe(key);
    await exhibitor.check();
    await exhibitor.close();
    await buyer.close();
  });
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/i18n/catalogue.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { openVisitor, readers } from "./chromium.ts";
import { type DemoServer, startDemo } from "./demo-server.ts";
import { walkTo } from "./keyboard.ts";

describe.skipIf(!hasBrowser())("a buyer books live while somebody else watches the slot go", () => {
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

  for (const [index, reader] of readers.entries())
    it(`in ${reader.language}, ${reader.width} pixels wide, ${reader.timezoneId}, with the keyboard alone`, {
      timeout: 90_000,
    }, async () => {
      const t = catalogue(reader.language);
      const fair = `/fairs/${demo.fairId}`;
      const exhibitor = await directExhibitor(demo, index);
      const buyer = await openVisitor(browser, demo.url, reader);
      const watcher = await openVisitor(browser, demo.url, reader);
      await buyer.visit(demo.link("buyer"));
      await watcher.visit(demo.link("exhibitor"));
      await buyer.visit(`${fair}/directory`);
      await buyer.visit(`${fair}/organisations/${exhibitor}`);
      await watcher.visit(`${fair}/organisations/${exhibitor}`);
      await watcher.page.getByText(t.common.live.watching(2)).waitFor();

      const slots = buyer.page.locator("fieldset.slots input:not(:disabled)");
      const first = slots.first();
      const slot = await first.getAttribute("value");
      const hour = (await buyer.page.locator(`label:has(input[value="${slot}"]) time`).textContent()) ?? "";
      await walkTo(buyer.page, `input[value="${slot}"]`);
      await buyer.page.keyboard.press("Space");
      await walkTo(buyer.page, "form.booking button[type=submit]");
      expect((await buyer.page.locator(":focus").textContent())?.trim()).toBe(t.booking.book(hour));
      // It says so for some seconds only: whoever watches looks from before.
      const seen = watcher.page.locator(`label:has(input[value="${slot}"])`);
      const flash = seen.getByText(t.booking.state.justTaken).waitFor();
      await buyer.page.keyboard.press("Enter");
      await Promise.all([flash, buyer.page.getByText(t.booking.booked(hour)).waitFor()]);
      await buyer.check();
      expect(await seen.locator("input").isDisabled()).toBe(true);
      await watcher.check();

      await buyer.visit(`${fair}/me/agenda`);
      const stands = await buyer.page.locator(`time:has-text("${hour}")`).count();
      expect(stands, "the agenda shows the hour of the fair, not of the browser").toBeGreaterThan(0);
      // Once seen, the agenda is there without a network too.
      await buyer.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await buyer.visit(`${fair}/me/agenda`);
      await buyer.context.setOffline(true);
      await buyer.page.reload();
      await buyer.page.locator(`time:has-text("${hour}")`).first().waitFor();
      await buyer.context.setOffline(false);
      for (const path of ["/me", "/me/requests", "/me/badge", "/me/profile", "/me/data"])
        await buyer.visit(`${fair}${path}`);
      await buyer.close();
      await watcher.close();
    });
});

type Participant = {
  readonly organisationId: string;
  readonly kind: string;
  readonly mode: string;
  readonly delegates: readonly string[];
};

/** An exhibitor that books directly and sends one person: a second one would keep the slot free. */
async function directExhibitor(demo: DemoServer, skip: number): Promise<string> {
  const { participants } = await demo.call("organiser", "GET", "/participants?status=validated&limit=200");
  const found = (participants as Participant[]).filter(
    ({ mode, kind, delegates }) => mode === "direct" && kind === "exhibitor" && delegates.length === 1,
  )[skip];
  if (!found) throw new Error("the demo has too few exhibitors that book directly");
  return found.organisationId;
}

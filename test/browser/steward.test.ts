import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/i18n/catalogue.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { openVisitor, readers } from "./chromium.ts";
import { type DemoServer, startDemo } from "./demo-server.ts";

type Room = { readonly id: string; readonly name: string; readonly present: number };
type Found = { readonly badge: string; readonly name: string };

describe.skipIf(!hasBrowser())("a steward checks people in, network or not", () => {
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
  const roomOf = async (index: number): Promise<Room> => {
    const { rooms } = await demo.call("steward", "GET", "/rooms");
    const room = (rooms as Room[])[index];
    if (!room) throw new Error("the demo has too few rooms");
    return room;
  };

  for (const [index, reader] of readers.entries())
    it(`in ${reader.language}, ${reader.width} pixels wide, ${reader.timezoneId}`, {
      timeout: 90_000,
    }, async () => {
      const t = catalogue(reader.language);
      const fair = `/fairs/${demo.fairId}`;
      const room = await roomOf(index);
      const before = room.present;
      const { people } = await demo.call("steward", "GET", "/people?text=ma&limit=20");
      const [first, second] = people as Found[];
      if (!first || !second) throw new Error("the demo has too few people");
      const door = await openVisitor(browser, demo.url, reader);
      await door.visit(demo.link("steward"));
      await door.visit(`${fair}/rooms/${room.id}/door`);
      const { page, context, visit, check, close } = await openVisitor(browser, demo.url, reader);
      await visit(demo.link("steward"));
      await visit(`${fair}/scan`);
      await page.locator("#scan-room").selectOption(room.id);

      // Without a network from the first scan on, it waits in the phone and leaves by itself once there is one.
      await context.setOffline(true);
      await page.locator("#scan-code").fill(second.badge);
      await page.keyboard.press("Enter");
      await page.getByText(t.scan.waiting(1)).waitFor();
      expect((await roomOf(index)).present).toBe(before);
      await context.setOffline(false);
      await expect.poll(async () => (await roomOf(index)).present, { timeout: 15_000 }).toBe(before + 1);
      await page.getByText(t.scan.allSent).waitFor();

      // By the code of the badge; the door screen of the room follows.
      await page.locator("#scan-code").fill(first.badge);
      await page.keyboard.press("Enter");
      await page.locator(".scan-sent", { hasText: first.name }).waitFor();
      await expect.poll(async () => (await roomOf(index)).present).toBe(before + 2);
      await door.page.locator(".door-number", { hasText: String(before + 2) }).waitFor();
      await door.check();
      await check();

      // By name, on the way out.
      await page.getByRole("button", { name: t.scan.out, exact: true }).click();
      await page.locator("#scan-name").fill(first.name);
      await page
        .getByRole("button", { name: `${t.scan.act.out} ${first.name}` })
        .first()
        .click();
      await expect.poll(async () => (await roomOf(index)).present).toBe(before + 1);
      await check();

      // At a table: somebody without a meeting is told so, and the door is no longer asked.
      await page.getByRole("button", { name: t.scan.arrived, exact: true }).click();
      expect(await page.locator("#scan-room").count()).toBe(0);
      await page.locator("#scan-code").fill("per_nobody0000");
      await page.keyboard.press("Enter");
      await page.locator(".scan-refused", { hasText: t.rejections["no-meeting-due"] }).waitFor();
      await check();
      await close();
      await door.close();
    });
});

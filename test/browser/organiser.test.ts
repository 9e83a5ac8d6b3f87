import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/i18n/catalogue.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { openVisitor, readers } from "./chromium.ts";
import { type DemoServer, startDemo } from "./demo-server.ts";

type Participant = { readonly organisationId: string; readonly kind: string };

describe.skipIf(!hasBrowser())("an organiser sets up, publishes and watches the rooms", () => {
  let demo: DemoServer;
  let browser: Browser;
  beforeAll(async () => {
    demo = await startDemo();
    browser = await launchBrowser();
    // Wishes on both sides, so that there is an agenda to compute.
    const { participants } = await demo.call("organiser", "GET", "/participants?status=validated&limit=200");
    const all = participants as Participant[];
    const buyers = all.filter(({ kind }) => kind !== "exhibitor").slice(0, 6);
    const exhibitors = all.filter(({ kind }) => kind === "exhibitor").slice(0, 6);
    for (const buyer of buyers)
      for (const exhibitor of exhibitors) {
        const pair = [buyer.organisationId, exhibitor.organisationId];
        for (const [from, to] of [pair, [...pair].reverse()])
          await demo.call("organiser", "PUT", `/participants/${from}/wishes/${to}`, { level: "must" });
      }
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const reader of readers)
    it(`in ${reader.language}, ${reader.width} pixels wide, ${reader.timezoneId}`, {
      timeout: 120_000,
    }, async () => {
      const t = catalogue(reader.language);
      const fair = `/fairs/${demo.fairId}`;
      const { page, visit, check, close } = await openVisitor(browser, demo.url, reader);
      page.on("dialog", (dialog) => void dialog.accept());
      await visit(demo.link("organiser"));

      // A new room with its tables; a wrong capacity comes back with its fault.
      await visit(`${fair}/prepare`);
      const hall = `Salle Méditerranée ${reader.width}`;
      const newRoom = page.locator("form", { has: page.locator("#new-room-name") });
      await newRoom.locator("#new-room-name").fill(hall);
      await newRoom.locator("#new-room-capacity").fill("10");
      await newRoom.locator("button[type=submit]").click();
      await page.getByText(t.outcomes.done.saved).waitFor();
      await check();
      const card = page.locator("article", { has: page.getByRole("heading", { name: hall, exact: true }) });
      await card.getByText(t.prepare.addPlaces, { exact: true }).click();
      await card.getByRole("button", { name: t.prepare.addTables }).click();
      await page.getByText(t.outcomes.done.added(6)).waitFor();
      await check();

      // The programme refuses a day that ends before it starts, and keeps what was typed.
      const programme = page.locator("form", { has: page.locator('input[name="days.0.on"]') });
      const end = programme.locator('input[name="days.0.end"]');
      const typed = await end.inputValue();
      await end.fill("08:00");
      await programme.getByRole("button", { name: t.prepare.saveProgramme }).click();
      await page.getByText(t.outcomes.fault.dayEnds).first().waitFor();
      expect(await page.locator('input[name="days.0.end"]').inputValue()).toBe("08:00");
      await check();
      await page.locator('input[name="days.0.end"]').fill(typed);
      await page.getByRole("button", { name: t.prepare.saveProgramme }).click();
      await page.getByText(t.outcomes.done.saved).waitFor();

      // Computes, reads what the checker found, publishes.
      await visit(`${fair}/schedule`);
      await page.locator('input[name="seconds"]').fill("1");
      await page.getByRole("button", { name: t.schedule.computeButton }).click();
      const publish = page.getByRole("button", { name: t.schedule.publish, exact: true });
      await expect
        .poll(
          async () => {
            if (await publish.isVisible()) return true;
            await page.goto(`${fair}/schedule`);
            return false;
          },
          { timeout: 30_000, interval: 1_000 },
        )
        .toBe(true);
      await page.getByText(t.schedule.checked).waitFor();
      await check();
      await publish.click();
      await page.getByText(t.outcomes.done.published).waitFor();
      await check();
      await page.getByRole("button", { name: t.schedule.unpublish }).click();
      await page.getByText(t.outcomes.done.unpublished).waitFor();

      // The board follows who comes in, without being read anew.
      const { rooms } = await demo.call("organiser", "GET", "/rooms");
      const room = (rooms as { id: string; name: string }[]).find(({ name }) => name === hall);
      await visit(`${fair}/board`);
      await page.locator(".live-on").first().waitFor();
      const gauge = page.locator("section, article").filter({ hasText: hall }).last();
      await gauge.getByText("0 / 10").waitFor();
      const { people } = await demo.call("steward", "GET", "/people?text=ma&limit=20");
      const badges = (people as { badge: string }[]).slice(0, 9).map(({ badge }) => badge);
      const scannedAt = new Date(
        (await page.locator("time[data-clock]").getAttribute("data-clock")) ?? "",
      ).toISOString();
      await demo.call("steward", "POST", "/scans", {
        scans: badges.map((badge, index) => ({
          scanId: `board-${reader.width}-${index}`,
          badge,
          roomId: room?.id,
          direction: "in",
          scannedAt,
        })),
      });
      await gauge.getByText(`${badges.length} / 10`).waitFor();
      await check();
      for (const path of ["/registrations", "/report", "/outbox", "/scan", "/directory"])
        await visit(`${fair}${path}`);
      await close();
    });
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/i18n/catalogue.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { openVisitor, readers } from "./chromium.ts";
import { type DemoServer, startDemo } from "./demo-server.ts";

describe.skipIf(!hasBrowser())("an exhibitor registers and gets matched", () => {
  let demo: DemoServer;
  let browser: Browser;
  beforeAll(async () => {
    demo = await startDemo();
    browser = await launchBrowser();
    // The day of the demo is after the closing of registrations: this fair takes them all the same.
    const rules = await demo.call("organiser", "GET", "/rules");
    await demo.call("organiser", "PUT", "/rules", { ...rules, registrationClosesAt: null });
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const reader of readers)
    it(`in ${reader.language}, ${reader.width} pixels wide, ${reader.timezoneId}`, {
      timeout: 90_000,
    }, async () => {
      const t = catalogue(reader.language);
      const fair = `/fairs/${demo.fairId}`;
      const name = `Buanderie des Marais ${reader.width}`;
      const email = `marais-${reader.width}@example.org`;
      const { page, visit, check, close } = await openVisitor(browser, demo.url, reader);
      await visit("/");
      for (const path of ["/sign-in", "/accessibility", "/privacy", "/source", "/api", "/nothing"])
        await visit(path);
      await visit(`${fair}/register`);

      // Without the consent and with a wrong SIRET, the form comes back as it was typed.
      await page.locator('input[name="kind"][value="exhibitor"]').check();
      await page.locator('input[name="name"]').fill(name);
      await page.locator('select[name="family"]').selectOption("association");
      await page.locator('input[name="siret"]').fill("12345678900011");
      await page.locator('input[name="commune"]').fill("Montpellier");
      await page.locator('input[name="postcode"]').fill("34000");
      await page
        .locator('textarea[name="offers.0.text"]')
        .fill(
          "Lavage et repassage de linge d’hôtellerie et de crèches, collecte et livraison, 2 tonnes par semaine",
        );
      await page
        .locator('textarea[name="needs.0.text"]')
        .fill("Lessive écologique en vrac et pièces de machines");
      await page.locator('input[name="delegates.0.name"]').fill("Awa Diallo");
      await page.locator('input[name="delegates.0.email"]').fill(email);
      await page.locator('form.form input[name="consent"]').evaluate((box: HTMLInputElement) => {
        box.required = false;
      });
      const send = page.getByRole("button", { name: t.account.submitRegistration });
      await send.click();
      await page.getByText(t.outcomes.fault.consent).first().waitFor();
      await page.getByText(t.outcomes.fault.siret).first().waitFor();
      expect(await page.locator('input[name="name"]').inputValue()).toBe(name);
      await check();

      await page.locator('input[name="siret"]').fill("");
      await page.locator('input[name="consent"]').check();
      await send.click();
      await page.getByRole("heading", { name: t.account.pendingTitle }).waitFor();
      await check();

      // The organiser validates.
      const { participants } = await demo.call("organiser", "GET", "/participants?status=pending");
      const pending = (participants as { organisationId: string; name: string }[]).find(
        (one) => one.name === name,
      );
      expect(pending, "the registration waits for the organiser").toBeDefined();
      await demo.call("organiser", "POST", `/participants/${pending?.organisationId}/validate`, {});

      // The mailed link opens a page whose button signs in, once.
      const { mails } = await demo.call("organiser", "GET", "/outbox?limit=500");
      const mail = (mails as { to: string; text: string }[]).find(
        ({ to, text }) => to === email && text.includes("/sign-in/"),
      );
      const link = /https?:\/\/\S+\/sign-in\/\S+/.exec(mail?.text ?? "")?.[0];
      expect(link, "a sign-in link was mailed").toBeDefined();
      await visit(link ?? "");
      await page.locator("main form button").click();
      await page.getByRole("heading", { name: t.space.title }).waitFor();
      await check();
      const why = page.locator("main .score-parts li");
      expect(await why.count(), "matches come with their reasons").toBeGreaterThan(2);
      await visit(link ?? "");
      await page.locator("main form button").click();
      await page.getByRole("heading", { name: t.account.expiredTitle }).waitFor();

      // A wish, and the page of a match.
      await visit(`${fair}/me`);
      await page.getByRole("button", { name: t.terms.wish.must }).first().click();
      await page.getByText(t.outcomes.done.wished).waitFor();
      await visit(`${fair}/me/profile`);
      await close();
    });
});

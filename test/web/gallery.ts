import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../support/browser.ts";
import { everyPage } from "./every-page.ts";
import { startGallery } from "./gallery-server.ts";

// Draws every page at both widths: npx tsx test/web/gallery.ts [fr|en] [name…] ; --dark for the dark theme.
const args = process.argv.slice(2);
const dark = args.includes("--dark");
const [locale = "fr", ...names] = args.filter((arg) => !arg.startsWith("--"));
const all = everyPage(locale === "en" ? "en" : "fr").map(({ name }) => name);
const chosen = all.filter((name) => names.length === 0 || names.includes(name));
const out = join(tmpdir(), "coventis-gallery");
await mkdir(out, { recursive: true });

const gallery = await startGallery();
const browser = await launchBrowser();
for (const width of [390, 1280]) {
  const context = await browser.newContext({
    viewport: { width, height: 860 },
    colorScheme: dark ? "dark" : "light",
    serviceWorkers: "block",
  });
  const tab = await context.newPage();
  tab.on("pageerror", (fault) => console.log(`${width} ${tab.url()}: ${fault.message}`));
  for (const name of chosen) {
    await tab.goto(`${gallery.url}/${locale}/${name}`, { waitUntil: "load" });
    await tab.evaluate(() => document.fonts.ready);
    if ((await tab.locator("[data-island]").count()) > 0) await tab.waitForSelector("[data-awake]");
    const file = `${name}-${locale}-${width}${dark ? "-dark" : ""}.png`;
    await tab.screenshot({ path: join(out, file), fullPage: true });
  }
  await context.close();
}
await browser.close();
await gallery.close();
console.log(`${chosen.length} pages in ${out}`);

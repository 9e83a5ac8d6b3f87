import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import type { Locale } from "../../src/i18n/plural.ts";
import { publicFolder } from "../../src/web/assets.ts";
import { renderPage } from "../../src/web/render.tsx";
import { everyPage } from "./every-page.ts";

// Draws every page at both widths: npx tsx test/web/gallery.ts [fr|en] [name…] ; --dark for the dark theme.
const args = process.argv.slice(2);
const dark = args.includes("--dark");
const [locale = "fr", ...names] = args.filter((arg) => !arg.startsWith("--"));
const samples = everyPage(locale as Locale).filter(({ name }) => names.length === 0 || names.includes(name));
const out = join(tmpdir(), "coventis-gallery");
await mkdir(out, { recursive: true });

const types: Record<string, string> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
};
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'";
const server = createServer(async (request, response) => {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const sample = samples.find(({ name }) => path === `/${name}`);
  if (sample !== undefined) {
    response.setHeader("content-type", "text/html; charset=utf-8").setHeader("content-security-policy", csp);
    return void response.end(renderPage(sample.frame, sample.page));
  }
  const file = await readFile(join(publicFolder(), normalize(path))).catch(() => null);
  response.statusCode = file === null ? 404 : 200;
  response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream").end(file ?? "");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
for (const width of [390, 1280]) {
  const context = await browser.newContext({
    viewport: { width, height: 860 },
    deviceScaleFactor: 1,
    colorScheme: dark ? "dark" : "light",
    serviceWorkers: "block",
  });
  const tab = await context.newPage();
  tab.on("console", (message) => {
    if (
      message.type() === "error" &&
      !message.text().includes("socket.io") &&
      !message.text().includes("404")
    )
      console.log(`${width} ${tab.url()}: ${message.text()}`);
  });
  tab.on("pageerror", (fault) => console.log(`${width} ${tab.url()}: ${fault.message}`));
  for (const { name } of samples) {
    await tab.goto(`http://127.0.0.1:${port}/${name}`, { waitUntil: "load" });
    await tab.evaluate(() => document.fonts.ready);
    if ((await tab.locator("[data-island]").count()) > 0)
      await tab.waitForSelector("[data-awake]", { timeout: 5_000 });
    const overflow = await tab.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) console.log(`${name} at ${width}: ${overflow} px too wide`);
    await tab.screenshot({
      path: join(out, `${name}-${locale}-${width}${dark ? "-dark" : ""}.png`),
      fullPage: true,
    });
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`${samples.length} pages in ${out}`);

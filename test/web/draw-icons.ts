import { readFile, writeFile } from "node:fs/promises";
import { launchBrowser } from "../support/browser.ts";

// Draws the PNG icons from public/icon.svg: npx tsx test/web/draw-icons.ts
const svg = await readFile("public/icon.svg", "utf8");
const square = svg.replace('rx="14" ', "");
const browser = await launchBrowser();
const tab = await browser.newPage();
for (const [name, size, source] of [
  ["icon-192", 192, svg],
  ["icon-512", 512, svg],
  ["icon-maskable-512", 512, square],
] as const) {
  await tab.setViewportSize({ width: size, height: size });
  await tab.setContent(
    `<body style="margin:0">${source.replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `)}`,
  );
  await writeFile(`public/${name}.png`, await tab.screenshot({ omitBackground: true }));
}
await browser.close();

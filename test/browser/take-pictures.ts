// Takes the pictures of the README from the built demo: npx tsx test/browser/take-pictures.ts
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openChromium } from "./chromium.ts";
import { type DemoServer, type Role, startDemo } from "./demo-server.ts";

type Picture = {
  readonly name: string;
  readonly as: Role | null;
  readonly path: string | ((demo: DemoServer) => Promise<string>);
  readonly width: 390 | 1280;
  readonly height: number;
  readonly language?: "en";
};

const folder = join(import.meta.dirname, "../../public/pictures");
const pictures: readonly Picture[] = [
  { name: "home", as: null, path: "", width: 1280, height: 1000 },
  { name: "register", as: null, path: "/register", width: 390, height: 844 },
  { name: "directory", as: "buyer", path: "/directory?q=linge", width: 1280, height: 1000 },
  { name: "matches", as: "buyer", path: "/me", width: 1280, height: 1000 },
  { name: "book", as: "buyer", path: bookable, width: 390, height: 1500 },
  { name: "book-english", as: "buyer", path: bookable, width: 1280, height: 1000, language: "en" },
  { name: "requests", as: "buyer", path: "/me/requests", width: 390, height: 844 },
  { name: "agenda", as: "exhibitor", path: "/me/agenda", width: 390, height: 1200 },
  { name: "board", as: "organiser", path: "/board", width: 1280, height: 1500 },
  { name: "prepare", as: "organiser", path: "/prepare", width: 1280, height: 1100 },
  { name: "schedule", as: "organiser", path: computed, width: 1280, height: 1100 },
  { name: "report", as: "organiser", path: "/report", width: 1280, height: 1100 },
  { name: "scan", as: "steward", path: "/scan", width: 390, height: 844 },
];

/** A good match of the buyer who books directly, else the best one. */
async function bookable(demo: DemoServer): Promise<string> {
  const { participants } = await demo.call("organiser", "GET", "/participants?status=validated&limit=200");
  const { organisations } = await demo.me("buyer");
  const [mine = ""] = organisations as string[];
  const { recommendations } = await demo.call("buyer", "GET", `/participants/${mine}/recommendations`);
  const direct = new Set(
    (participants as { organisationId: string; mode: string }[])
      .filter(({ mode }) => mode === "direct")
      .map(({ organisationId }) => organisationId),
  );
  const ids = (recommendations as { organisation: { id: string } }[]).map(
    ({ organisation }) => organisation.id,
  );
  return `/organisations/${ids.find((id) => direct.has(id)) ?? ids[0]}`;
}

/** The agenda of the fair with a draft to read. */
async function computed(demo: DemoServer): Promise<string> {
  await demo.call("organiser", "POST", "/agenda/drafts", { seconds: 3 });
  await new Promise((done) => setTimeout(done, 8_000));
  return "/schedule";
}

async function take(browser: Browser, demo: DemoServer, picture: Picture): Promise<void> {
  const { name, as, path, width, height, language = "fr" } = picture;
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: { width, height },
    locale: language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  if (as !== null) await page.goto(demo.link(as));
  await page.goto(`/fairs/${demo.fairId}${typeof path === "string" ? path : await path(demo)}`);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

mkdirSync(folder, { recursive: true });
const demo = await startDemo(["--speed", "12", "--from", "11:28"]);
const browser = await openChromium();
try {
  for (const picture of pictures) await take(browser, demo, picture);
} finally {
  await browser.close();
  await demo.stop();
}

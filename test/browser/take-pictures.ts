// Takes the pictures of the README from the built demo: npx tsx test/browser/take-pictures.ts [NAME…]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { type DemoServer, type Role, startDemo } from "./demo-server.ts";

type Picture = {
  readonly name: string;
  readonly as: Role | null;
  readonly path: string | ((demo: DemoServer) => Promise<string>);
  readonly width: 390 | 1280;
  readonly height: number;
  readonly language?: "en";
  /** Without the crowd, which books in between. */
  readonly isQuiet?: true;
  /** Chosen before the picture is taken. */
  readonly choose?: string;
};

const folder = join(import.meta.dirname, "../../public/pictures");
const slot = 'fieldset.slots input:not(:disabled)[value="12"]';
const pictures: readonly Picture[] = [
  { name: "home", as: null, path: "", width: 1280, height: 1000 },
  { name: "register", as: null, path: "/register", width: 390, height: 844 },
  { name: "directory", as: "buyer", path: "/directory?q=linge", width: 1280, height: 1000 },
  { name: "matches", as: "buyer", path: "/me", width: 1280, height: 1000 },
  { name: "book", as: "buyer", path: bookable, width: 390, height: 1500, isQuiet: true, choose: slot },
  {
    name: "book-english",
    as: "buyer",
    path: bookable,
    width: 1280,
    height: 1000,
    language: "en",
    isQuiet: true,
    choose: slot,
  },
  { name: "requests", as: "buyer", path: "/me/requests", width: 390, height: 844 },
  { name: "agenda", as: "exhibitor", path: "/me/agenda", width: 390, height: 1200 },
  { name: "board", as: "organiser", path: "/board", width: 1280, height: 1500 },
  { name: "prepare", as: "organiser", path: "/prepare", width: 1280, height: 1100 },
  { name: "schedule", as: "organiser", path: computed, width: 1280, height: 1100 },
  { name: "report", as: "organiser", path: "/report", width: 1280, height: 1100 },
  { name: "scan", as: "steward", path: "/scan", width: 390, height: 844 },
];

/** The best match of the buyer, with an agenda that others have begun to fill. */
async function bookable(demo: DemoServer): Promise<string> {
  const { organisations } = await demo.me("buyer");
  const [mine = ""] = organisations as string[];
  const { recommendations } = await demo.call("buyer", "GET", `/participants/${mine}/recommendations`);
  const [best] = recommendations as { organisation: { id: string } }[];
  if (!best) throw new Error("the buyer of the demo has no match");
  const to = best.organisation.id;
  await demo.call("organiser", "PUT", `/participants/${to}/booking-mode`, { mode: "direct" });
  const { participants } = await demo.call("organiser", "GET", "/participants?status=validated&limit=200");
  const others = (participants as { organisationId: string; kind: string }[]).filter(
    ({ organisationId, kind }) => kind !== "exhibitor" && organisationId !== to && organisationId !== mine,
  );
  for (const slot of [8, 11, 14])
    for (const { organisationId } of others.splice(0, 3))
      await demo
        .call("organiser", "POST", "/meetings", { mode: "book", from: organisationId, to, slot })
        .catch(() => null);
  return `/organisations/${to}`;
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
  if (picture.choose !== undefined) {
    await page.locator(picture.choose).check();
    await page.waitForTimeout(600);
  }
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
const names = process.argv.slice(2);
for (const isQuiet of [true, false]) {
  const wanted = pictures.filter(
    (picture) =>
      (picture.isQuiet ?? false) === isQuiet && (names.length === 0 || names.includes(picture.name)),
  );
  if (wanted.length === 0) continue;
  const demo = await startDemo([...(isQuiet ? ["--quiet-crowd"] : []), "--speed", "12", "--from", "11:28"]);
  try {
    for (const picture of wanted) await take(browser, demo, picture);
  } finally {
    await demo.stop();
  }
}
await browser.close();

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { Server } from "socket.io";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { renderPage } from "../../src/web/render.tsx";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { everyPage } from "./every-page.ts";
import { after, board, fair, now, slotAt } from "./fixtures.ts";
import { type GalleryServer, startGallery } from "./gallery-server.ts";

type Post = { readonly path: string; readonly body: string; readonly key: string | undefined };
type Answer = { readonly status: number; readonly body: unknown };

describe.runIf(hasBrowser())("live pages in a real browser", () => {
  let gallery: GalleryServer;
  let sockets: Server;
  let browser: Browser;
  let context: BrowserContext;
  let tab: Page;
  let posts: Post[] = [];
  let answers: (post: Post) => Answer = () => ({ status: 201, body: {} });

  beforeAll(async () => {
    gallery = await startGallery(respond);
    sockets = new Server(gallery.http, { serveClient: false });
    sockets.on("connection", (socket) => {
      socket.on("watch", ({ since }: { since?: number }, reply: (answer: object) => void) => {
        reply(
          since === undefined
            ? { version: 0, snapshot: { count: 7 } }
            : { from: since, to: since, changes: [] },
        );
      });
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await sockets.close();
    await gallery.close();
  });
  beforeEach(async () => {
    posts = [];
    answers = () => ({ status: 201, body: {} });
    context = await browser.newContext({ viewport: { width: 390, height: 860 } });
    tab = await context.newPage();
  });
  afterEach(() => context.close());

  function respond(request: IncomingMessage, response: ServerResponse): boolean {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path.startsWith("/socket.io/")) return true;
    const personal = /\/me\/(agenda|badge)$/.exec(path)?.[1];
    if (personal !== undefined) {
      const sample = everyPage("fr").find(({ name }) => name === personal);
      if (sample === undefined) return false;
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(renderPage(sample.frame, sample.page));
      return true;
    }
    if (path.endsWith("/at.json")) {
      const at = new URL(request.url ?? "", gallery.url).searchParams.get("at") ?? now;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...board, at, figures: { ...board.figures, present: 17 } }));
      return true;
    }
    if (request.method !== "POST") return false;
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      const post = { path, body, key: request.headers["idempotency-key"]?.toString() };
      posts.push(post);
      const answer = answers(post);
      response.statusCode = answer.status;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer.body));
    });
    return true;
  }

  const open = async (name: string): Promise<void> => {
    await tab.goto(`${gallery.url}/fr/${name}`, { waitUntil: "load" });
    await tab.waitForSelector("[data-awake]");
  };
  const slot = (time: string) => tab.locator("label.slot", { hasText: time });
  const patch = (topic: string, from: number, changes: readonly object[]) =>
    sockets.emit("patch", { topic, from, to: from + 1, changes });

  it("books with the keyboard alone", async () => {
    await open("organisation");
    await tab.locator('.slot-input[value="8"]').focus();
    await tab.keyboard.press("ArrowRight");
    expect(await tab.locator(".slot-input:checked").getAttribute("value")).toBe("10");
    await tab.keyboard.press("ArrowDown");
    expect(Number(await tab.locator(".slot-input:checked").getAttribute("value"))).toBeGreaterThan(10);
    await tab.keyboard.press("ArrowUp");
    expect(await tab.locator(".slot-input:checked").getAttribute("value")).toBe("10");
    await tab.keyboard.press("Enter");
    await tab.getByRole("status").filter({ hasText: "Rendez-vous réservé à 13:40." }).waitFor();
    expect(posts).toHaveLength(1);
    expect(posts[0]?.path).toBe(`/fairs/${fair}/meetings`);
    expect(Object.fromEntries(new URLSearchParams(posts[0]?.body))).toMatchObject({
      mode: "book",
      slot: "10",
    });
    expect(posts[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  });

  it("shows what others take, where it stands, and says so", async () => {
    await open("organisation");
    await tab.getByText("7 personnes regardent cet agenda").waitFor();
    const before = await slot("13:40").boundingBox();
    patch(`fair:${fair}`, 120, [
      { type: "slot", organisation: "org_legumerie-des-garrigues", slot: 10, state: "taken" },
    ]);
    await slot("13:40").getByText("pris à l’instant").waitFor();
    expect(await slot("13:40").boundingBox()).toEqual(before);
    expect(await tab.locator('.slot-input[value="10"]').isDisabled()).toBe(true);
    patch(`fair:${fair}`, 120, [
      { type: "slot", organisation: "org_legumerie-des-garrigues", slot: 10, state: "free" },
    ]);
    patch(`fair:${fair}`, 121, [
      { type: "slot", organisation: "org_legumerie-des-garrigues", slot: 8, state: "taken" },
    ]);
    await tab.getByText("Cette sélection n’est plus libre").waitFor();
    // The first of the two had been seen already.
    expect(await tab.locator('.slot-input[value="10"]').isDisabled()).toBe(true);
    await tab.getByRole("button", { name: "Choisissez un créneau" }).waitFor();
    await slot("13:40").getByText("pris", { exact: true }).waitFor();
  });

  it("tells the loser of a race the nearest free slots, to be taken with one touch", async () => {
    answers = () => ({
      status: 409,
      body: {
        code: "slot-taken",
        alternatives: [10, 11].map((index) => ({ slot: index, startsAt: slotAt(index).startsAt })),
      },
    });
    await open("organisation");
    await tab.getByRole("button", { name: "Réserver 11:40" }).click();
    await tab.getByText("Ce créneau vient d’être pris.").waitFor();
    await slot("11:40").getByText("pris", { exact: true }).waitFor();
    await tab.getByRole("button", { name: "13:40" }).click();
    await tab.getByRole("button", { name: "Réserver 13:40" }).waitFor();
  });

  it("takes the board back in time and forth again, and lives on behind", async () => {
    await open("board");
    await tab.waitForSelector(".live-on");
    const place = board.rooms[0]?.places[6];
    patch(`desk:${fair}`, 412, [
      { type: "place", room: "room_antigone", place: { ...place, state: "late" } },
    ]);
    await tab.locator(".seat", { hasText: "7 R" }).waitFor();
    const slider = tab.getByRole("slider");
    await slider.focus();
    await tab.keyboard.press("ArrowLeft");
    await tab.getByText("Vous voyez la convention telle qu’à").waitFor();
    expect(await tab.locator(".board-figures").textContent()).toContain("17");
    await tab.getByRole("button", { name: "Revenir au présent" }).click();
    expect(await tab.locator(".board-figures").textContent()).toContain("412");
    await tab.locator(".seat", { hasText: "7 R" }).waitFor();
  });

  it("hands a decision of the board to the server and takes it off the list", async () => {
    await open("board");
    await tab.getByRole("button", { name: "Proposer à Label Route" }).click();
    await expect.poll(() => tab.locator(".task").count()).toBe(5);
    expect(posts[0]).toMatchObject({ path: `/fairs/${fair}/board/replace` });
    expect(new URLSearchParams(posts[0]?.body).get("organisation")).toBe("org_label-route");
  });

  it("says what was decided, and does not lose the reader of a keyboard when the decision goes away", async () => {
    await open("board");
    await tab.getByRole("button", { name: "Proposer à Label Route" }).focus();
    await tab.keyboard.press("Enter");
    await expect.poll(() => tab.locator(".task").count()).toBe(5);
    await tab.getByText("L’absence est notée et le créneau proposé.").waitFor();
    await expect.poll(() => tab.evaluate(() => document.activeElement?.id)).toBe("tasks-title");
  });

  it("keeps scans that find no network, and sends them once, in order, when it is back", async () => {
    answers = ({ body }) => {
      const { scans } = JSON.parse(body) as { scans: readonly { scanId: string; badge: string }[] };
      return {
        status: 200,
        body: {
          scans: scans.map(({ scanId, badge }) => ({
            scanId,
            name: badge === "per_camille" ? "Camille Ferrand" : null,
            code: badge === "per_camille" ? null : "delegate-unknown",
          })),
        },
      };
    };
    await open("scan");
    await context.setOffline(true);
    for (const badge of ["per_camille", "per_nobody"]) {
      await tab.getByLabel("Code du badge").fill(badge);
      await tab.getByRole("button", { name: "Faire entrer" }).click();
    }
    await tab.getByText("2 passages attendent le réseau").waitFor();
    await tab.close();
    await context.setOffline(false);
    tab = await context.newPage();
    await open("scan");
    await tab.getByText("Tout est transmis.").waitFor();
    const badges = posts.flatMap(({ body }) =>
      (JSON.parse(body) as { scans: readonly { badge: string }[] }).scans.map((scan) => scan.badge),
    );
    expect(badges).toEqual(["per_camille", "per_nobody"]);
    await tab.getByLabel("Code du badge").fill("per_camille");
    await tab.getByRole("button", { name: "Faire entrer" }).click();
    await tab.locator(".scan-sent", { hasText: "Camille Ferrand" }).waitFor();
  });

  it("reads the agenda without network, and not after signing out", async () => {
    const agenda = `${gallery.url}/fairs/${fair}/me/agenda`;
    await tab.goto(agenda, { waitUntil: "load" });
    await tab.evaluate(() => navigator.serviceWorker.ready);
    await tab.reload({ waitUntil: "load" });
    await tab.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await tab.reload({ waitUntil: "load" });
    await context.setOffline(true);
    await tab.reload({ waitUntil: "load" });
    expect(await tab.getByText("Hors ligne : dernier agenda connu.").isVisible()).toBe(true);
    expect(await tab.getByText("Légumerie des Garrigues").first().isVisible()).toBe(true);
    await tab.goto(`${gallery.url}/fr/home`, { waitUntil: "load" });
    expect(await tab.getByRole("heading", { name: "Hors ligne" }).isVisible()).toBe(true);
    await context.setOffline(false);
    await tab.goto(agenda, { waitUntil: "load" });
    await tab.getByText("Menu").click();
    await tab.getByRole("button", { name: "Se déconnecter" }).click();
    await expect.poll(() => posts.some(({ path }) => path === "/sign-out")).toBe(true);
    await context.setOffline(true);
    await tab.goto(agenda, { waitUntil: "load" });
    expect(await tab.getByText("Légumerie des Garrigues").count()).toBe(0);
  });

  it("keeps the clock of the fair going", async () => {
    await open("board");
    const start = await tab.locator("[data-clock]").getAttribute("datetime");
    expect(start?.slice(0, 16)).toBe(now.slice(0, 16));
    await tab.clock.install();
    await tab.clock.fastForward(65_000);
    await expect.poll(() => tab.locator("[data-clock]").textContent()).toContain("10:43");
    expect(after(now, 1).slice(11, 16)).toBe("09:43");
  });
});

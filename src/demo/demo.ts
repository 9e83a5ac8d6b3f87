import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startCoventis } from "../cli/compose.ts";
import type { CommandIo } from "../cli/io.ts";
import { stopSignal } from "../cli/serve.ts";
import { type Environment, parseConfig } from "../config.ts";
import { type Instant, instantSchema } from "../domain/ids.ts";
import { minutesAfter } from "../domain/instant.ts";
import type { CoventisServer } from "../http/server.ts";
import { createDemoClock } from "../runtime/clock.ts";
import { bookAhead } from "./book-ahead.ts";
import { createCrowd } from "./crowd.ts";
import { createDemoApi } from "./demo-api.ts";
import { createRandom } from "./random.ts";
import { demoAccounts, registrationDay, seedDemo } from "./seed.ts";
import { type FairSize, fairSizes } from "./venue.ts";

const usage = `usage: demo [--quiet-crowd] [--speed 12] [--from 10:40] [--seed 1] [--size full] [--json]
  --quiet-crowd  nobody books or comes but you
  --speed N      seconds of the fair in one of ours, 1 to 600
  --from HH:MM   time of the first day at which you arrive
  --size SIZE    full: 140 exhibitors and 400 buyers; small: 58 organisations
  --json         the accounts with an API token each, as one JSON document\n`;
const visitorsOf: Readonly<Record<FairSize, number>> = { full: 1_500, small: 320 };
const dawn = instantSchema.parse("2027-03-09T07:30:00.000Z");

/** `demo`: *Coventis 2027* on a store of its own, with people in it. Runs until it is told to stop. */
export async function runDemo(args: readonly string[], io: CommandIo, env: Environment): Promise<number> {
  const options = parse(args);
  if (!options) {
    io.err(usage);
    return 2;
  }
  const folder = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), "coventis-demo-"));
  const parsed = parseConfig({
    LOG_LEVEL: "warn",
    RATE_COMMANDS: "0",
    RATE_READS: "0",
    ...env,
    DATA_DIR: folder,
    REDIS_URL: undefined,
  });
  if (!parsed.ok) {
    for (const fault of parsed.faults) io.err(`${fault}\n`);
    return 2;
  }
  const clock = createDemoClock(registrationDay, options.speed);
  const random = createRandom(options.seed);
  let server: CoventisServer | undefined;
  try {
    server = await startCoventis(parsed.config, { clock, isDemo: true });
    const { services } = server;
    const api = createDemoApi(server.url);
    const demo = await seedDemo(server, api, clock, random, options.size);
    const crowd = createCrowd({
      api,
      fairId: demo.fairId,
      state: demo.fair.state,
      members: demo.members,
      stewardToken: demo.accounts.steward.token,
      visitors: visitorsOf[options.size],
      random,
      spared: demo.spared,
      left: demo.accounts.buyer.organisationId,
    });
    if (!options.isQuiet) {
      await bookAhead(demo, api, clock, random);
      // In the weeks before the fair, a dozen people a day.
      for (let day = 0; day < 14; day += 1) {
        clock.setTo(minutesAfter(clock.now(), 24 * 60));
        await crowd.book(clock.now(), 22);
      }
    }
    if (clock.now() > dawn) throw new Error("what happens before the fair took longer than there is time");
    clock.setTo(dawn);
    // The morning before you arrive passes at once, minute by minute, so that there is something to look back on.
    for (let now: Instant = dawn; !options.isQuiet && now < options.from; now = minutesAfter(now, 1)) {
      clock.setTo(now);
      await crowd.live(now);
      await demo.fair.submit({ type: "SettleTime" }, { at: now, by: "system", as: "system" });
    }
    clock.setTo(options.from);
    clock.run();
    const links = demoAccounts.map((role) => ({
      role,
      link: services.signIn.createOneClickLink(demo.accounts[role].personId, landing(role, demo.fairId)),
      ...demo.accounts[role],
    }));
    if (options.isJson)
      io.out(`${JSON.stringify({ url: services.baseUrl(), fairId: demo.fairId, accounts: links })}\n`);
    else {
      io.out(`Coventis 2027: ${services.baseUrl()}\n`);
      for (const { role, link } of links) io.out(`${role} ${link}\n`);
    }
    let isOver = false;
    const living = (async () => {
      while (!isOver && !options.isQuiet) {
        await crowd.live(clock.now()).catch((error) => {
          if (!isOver) io.err(`the crowd stumbled: ${error instanceof Error ? error.message : error}\n`);
        });
        await new Promise((done) => setTimeout(done, 1000));
      }
    })();
    await stopSignal();
    isOver = true;
    await living;
    return 0;
  } catch (error) {
    io.err(`cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await server?.close();
    if (env.DATA_DIR === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function landing(role: (typeof demoAccounts)[number], fairId: string): string {
  const page = { organiser: "board", steward: "scan", exhibitor: "me", buyer: "me" }[role];
  return `/fairs/${fairId}/${page}`;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        "quiet-crowd": { type: "boolean", default: false },
        speed: { type: "string", default: "12" },
        from: { type: "string", default: "10:40" },
        seed: { type: "string", default: "1" },
        size: { type: "string", default: "full" },
        json: { type: "boolean", default: false },
      },
    });
    const speed = Number(values.speed);
    const seed = Number(values.seed);
    const time = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(values.from);
    const size = fairSizes.find((one) => one === values.size);
    if (!size || !(speed >= 1 && speed <= 600) || !Number.isSafeInteger(seed) || !time) return undefined;
    // Paris is an hour ahead of UTC on the days of the demo.
    const midnight = instantSchema.parse("2027-03-08T23:00:00.000Z");
    const from = minutesAfter(midnight, Number(time[1]) * 60 + Number(time[2]));
    return { speed, seed, size, from, isQuiet: values["quiet-crowd"], isJson: values.json };
  } catch {
    return undefined;
  }
}

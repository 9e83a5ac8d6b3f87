import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executable = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether browser tests can run; on a newcomer's machine they say what is missing, in CI they fail. */
export function hasBrowser(): boolean {
  if (existsSync(executable)) return true;
  if (process.env["CI"] === "true") throw new Error(`CI needs a browser: ${executable} is missing`);
  console.log("left out: browser tests; install chromium, or set CHROMIUM to its path");
  return false;
}

/** A real Chromium without a window, which talks to nobody but us. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
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
}

import { accessSync, constants } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether browser tests can run; on a newcomer's machine they say in one line what is missing, in CI they fail. */
export function hasBrowser(): boolean {
  if (isExecutable()) return true;
  const line = `left out: browser tests, no Chromium at ${executable} (Debian: apt-get install chromium, or set CHROMIUM)`;
  if (process.env.CI === "true") throw new Error(line);
  console.warn(line);
  return false;
}

function isExecutable(): boolean {
  try {
    accessSync(executable, constants.X_OK);
    return true;
  } catch {
    return false;
  }
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

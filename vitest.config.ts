import { defineConfig } from "vitest/config";

// The JSX of pages is Preact's; races, crashes and browsers need real time.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/support/seeded-properties.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
});

import { defineConfig } from "vite";

// Only the browser's part: the server is compiled by tsc (see build.js).
export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/public",
    emptyOutDir: false,
    manifest: "manifest.json",
    // CSP refuses data: fonts and inlined modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      input: { main: "src/web/client/main.ts", style: "src/web/styles/main.css" },
    },
  },
});

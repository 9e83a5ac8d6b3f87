import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
  }),
);

export type Assets = {
  readonly style: string;
  readonly script: string;
  /** Chunks that the script imports, to be fetched at the same time. */
  readonly preloads: readonly string[];
};

let known: Assets | null = null;

/** The folder of the built public files, whether we run from dist/ or from src/. */
export function publicFolder(): string {
  const built = fileURLToPath(new URL("../public/", import.meta.url));
  return existsSync(`${built}manifest.json`)
    ? built
    : fileURLToPath(new URL("../../dist/public/", import.meta.url));
}

/** Addresses of the bundled style and script; read once from the manifest of the build. */
export function assets(): Assets {
  known ??= readAssets();
  return known;
}

function readAssets(): Assets {
  const file = `${publicFolder()}manifest.json`;
  if (!existsSync(file)) throw new Error(`The browser's part is not built: run "npm run build" (${file})`);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const script = manifest["src/web/client/main.ts"];
  const style = manifest["src/web/styles/main.css"];
  if (script === undefined || style === undefined) throw new Error(`No client entries in ${file}`);
  const preloads = (script.imports ?? []).flatMap((name) => manifest[name]?.file ?? []);
  return { style: `/${style.file}`, script: `/${script.file}`, preloads: preloads.map((path) => `/${path}`) };
}

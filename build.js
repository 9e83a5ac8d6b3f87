// Builds the server with tsc and the browser's part with vite, into dist/.
import { spawn } from "node:child_process";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const dataKinds = new Set([".json", ".csv", ".txt", ".md"]);

await rm(join(root, "dist"), { recursive: true, force: true });
await mkdir(join(root, "dist", "public"), { recursive: true });
await cp(join(root, "public"), join(root, "dist", "public"), { recursive: true });

const compiled = await Promise.all([
  run("typescript/bin/tsc", ["-p", "tsconfig.build.json"]),
  run("vite/bin/vite.js", ["build", "--logLevel", "warn"]),
]);
if (compiled.some((code) => code !== 0)) process.exit(1);
await copyData(join(root, "src"), join(root, "dist"));

/** Data read at run time sits beside the code that reads it; tsc only emits what is imported. */
async function copyData(from, to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !dataKinds.has(extname(entry.name))) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length + 1));
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target);
  }
}

function run(script, args) {
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

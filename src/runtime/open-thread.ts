import { Worker } from "node:worker_threads";

/**
 * A thread whose entry is the file `name` beside `from` (an `import.meta.url`), without its extension. From sources
 * (tests, `npm run dev`) it must learn TypeScript first.
 */
export function openThread(from: string, name: string): Worker {
  if (!from.endsWith(".ts")) return new Worker(new URL(`./${name}.js`, from));
  const entry = JSON.stringify(new URL(`./${name}.ts`, from).href);
  return new Worker(`import("tsx/esm/api").then(({ register }) => (register(), import(${entry})))`, {
    eval: true,
  });
}

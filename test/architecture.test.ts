import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const walk = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const sources = walk("src").filter((file) => /\.tsx?$/.test(file));
const tests = walk("test").filter((file) => /\.test\.tsx?$/.test(file));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** What each room may import; a room not named here may be imported by nobody but `main`. */
const allowed: Record<string, readonly string[]> = {
  domain: [],
  matching: ["domain"],
  scheduling: ["domain"],
  journal: ["domain"],
  vault: ["domain", "journal"],
  i18n: ["domain", "scheduling"],
  exchange: ["domain", "i18n", "matching"],
  mail: ["domain", "i18n", "exchange", "vault"],
  views: ["domain", "matching", "scheduling"],
  runtime: ["domain", "matching", "scheduling", "views", "journal", "vault", "mail", "exchange", "i18n"],
  web: ["domain", "views", "i18n", "live"],
  live: ["domain", "views", "runtime", "http", "journal", "vault"],
  http: [
    "domain",
    "matching",
    "scheduling",
    "views",
    "runtime",
    "journal",
    "vault",
    "mail",
    "exchange",
    "i18n",
    "web",
    "live",
  ],
};
const edges = new Set(["main.ts", "config.ts", "cli", "demo"]);
const room = (file: string): string =>
  relative(join(root, "src"), resolve(root, file)).split(/[/\\]/)[0] ?? "";

function imports(file: string): string[] {
  return [...read(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

describe("the architecture can be read off the folders", () => {
  it("imports go one way", () => {
    const wrong = sources.flatMap((file) => {
      const own = room(file);
      if (edges.has(own)) return [];
      return imports(file)
        .filter((target) => target.startsWith("."))
        .map((target) => room(resolve(root, dirname(file), target)))
        .filter((other) => other !== own && !(allowed[own] ?? []).includes(other) && other !== "config.ts")
        .map((other) => `${file} imports ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  it("the checkers share no code with the engines that they judge", () => {
    const isChecker = (file: string): boolean => /^src\/scheduling\/verify[./-]/.test(file);
    const checkers = sources.filter((file) => isChecker(relative(root, resolve(root, file))));
    expect(checkers.length).toBeGreaterThan(5);
    const shared = checkers.flatMap((file) =>
      [...read(file).matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]*)"/gm)]
        .map(([, target = ""]) => relative(root, resolve(root, dirname(file), target)))
        .filter((target) => !isChecker(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(shared).toEqual([]);
  });

  it("the pure rooms take no clock, no randomness and no I/O", () => {
    const forbidden = [
      /\bDate\.now\b/,
      /\bnew Date\(\)/,
      /\bMath\.random\b/,
      /\bperformance\.now\b/,
      /\bprocess\./,
      /from "node:/,
      /\bfetch\(/,
      /\bsetTimeout\b/,
      /\bconsole\./,
    ];
    const wrong = sources
      .filter((file) => ["domain", "matching", "scheduling", "views"].includes(room(file)))
      .flatMap((file) => {
        const text = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
        return forbidden.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
      });
    expect(wrong).toEqual([]);
  });

  it("only config reads the environment", () => {
    const wrong = sources.filter(
      (file) => file !== join("src", "config.ts") && /process\.env/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("only format.ts formats dates", () => {
    const wrong = sources.filter(
      (file) =>
        !file.includes(join("src", "i18n")) &&
        /\bIntl\.(DateTime|Relative)|toLocale(Date|Time)String/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("no room for what has no name", () => {
    const wrong = sources.filter((file) => /(utils?|helpers?|manager|service|misc)\.tsx?$/.test(file));
    expect(wrong).toEqual([]);
  });

  it("every rule has a test, and every test quotes a known rule", () => {
    const rules = new Set(
      [...read("src/domain/RULES.md").matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((m) => m[1]),
    );
    const quoted = new Set(
      tests
        .filter((file) => file.startsWith(join("test", "domain")))
        .flatMap((file) =>
          [...read(file).matchAll(/\b(?:it|test)\(\s*[`"']((?:\[[A-Z]\d+\] ?)+)/g)].flatMap((match) =>
            [...(match[1] ?? "").matchAll(/\[([A-Z]\d+)\]/g)].map((id) => id[1]),
          ),
        ),
    );
    expect({
      untested: [...rules].filter((rule) => !quoted.has(rule)),
      unknown: [...quoted].filter((rule) => !rules.has(rule)),
    }).toEqual({ untested: [], unknown: [] });
  });
});

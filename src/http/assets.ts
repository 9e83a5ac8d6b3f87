import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { MiddlewareHandler } from "hono";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".map": "application/json",
};
const compressible = new Set([".js", ".css", ".svg", ".json", ".webmanifest", ".txt", ".html", ".map"]);

type Asset = {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
};

/** The files of a folder, read and compressed once; names with a hash never change, the others are asked again. */
export function serveAssets(folder: string): MiddlewareHandler {
  const paths = existsSync(folder) ? listFiles(folder) : new Map<string, string>();
  const read = new Map<string, Asset>();
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const { path } = c.req;
    const file = paths.get(path);
    if (file === undefined) return next();
    const asset = read.get(path) ?? readAsset(path, file);
    read.set(path, asset);
    const headers: Record<string, string> = {
      "content-type": asset.type,
      "cache-control": asset.cache,
      etag: asset.etag,
      vary: "accept-encoding",
    };
    if (c.req.header("if-none-match") === asset.etag) return c.body(null, 304, headers);
    const acceptsGzip = /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
    if (asset.gzip && acceptsGzip) return c.body(asset.gzip, 200, { ...headers, "content-encoding": "gzip" });
    return c.body(asset.plain, 200, headers);
  };
}

function listFiles(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || types[extname(entry.name)] === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    found.set(`/${file.slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, "")}`, file);
  }
  return found;
}

function readAsset(path: string, file: string): Asset {
  const plain = Uint8Array.from(readFileSync(file));
  const gzip = compressible.has(extname(path)) ? Uint8Array.from(gzipSync(plain, { level: 9 })) : undefined;
  return {
    plain,
    gzip: gzip && gzip.length < plain.length ? gzip : undefined,
    type: types[extname(path)] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 20)}"`,
    cache: path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

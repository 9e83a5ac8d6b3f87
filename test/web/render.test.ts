import { describe, expect, it } from "vitest";
import { toSafeJson } from "../../src/web/island.tsx";
import { problemPage } from "../../src/web/pages/problem.tsx";
import { renderPage } from "../../src/web/render.tsx";
import { everyPage } from "./every-page.ts";
import { fair, frame } from "./fixtures.ts";

const pages = (["fr", "en"] as const).flatMap((locale) =>
  everyPage(locale).map(({ name, frame: around, page }) => ({
    name: `${locale}/${name}`,
    locale,
    html: renderPage(around, page),
  })),
);

describe("every page", () => {
  it("says its language and has one title, one main, one first heading", () => {
    for (const { name, locale, html } of pages) {
      expect(html, name).toMatch(new RegExp(`^<!doctype html><html lang="${locale}"`));
      expect(html.match(/<title>/g), name).toHaveLength(1);
      expect(html.match(/<main /g), name).toHaveLength(1);
      expect(html.match(/<h1[ >]/g), name).toHaveLength(1);
    }
  });

  it("has no inline script, style or handler, which the content policy would refuse", () => {
    for (const { name, html } of pages) {
      expect(html, name).not.toMatch(/\sstyle="/);
      expect(html, name).not.toMatch(/<style/);
      expect(html, name).not.toMatch(/\son[a-z]+="/);
      const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map((match) => match[1]);
      expect(
        inline.filter((attributes) => attributes !== ' type="application/json"'),
        name,
      ).toEqual([]);
    }
  });

  it("loads nothing from another site", () => {
    for (const { name, html } of pages) {
      const loaded = [...html.matchAll(/<(?:script|link|img|iframe|source)[^>]*\b(?:src|href)="([^"]+)"/g)];
      expect(
        loaded.map((match) => match[1]).filter((href) => !href?.startsWith("/")),
        name,
      ).toEqual([]);
    }
  });

  it("never uses one id twice, and ties every label, hint and fault to something that is there", () => {
    for (const { name, html } of pages) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        name,
      ).toEqual([]);
      const known = new Set(ids);
      const refs = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|list)="([^"]+)"/g)].flatMap(
        (match) => match[1]?.split(" ") ?? [],
      );
      expect(
        refs.filter((ref) => !known.has(ref)),
        name,
      ).toEqual([]);
    }
  });
});

describe("text of strangers", () => {
  const hostile = `</script><img src=x onerror=alert(1)>"'&`;

  it("stays text in a page", () => {
    const page = problemPage({ status: 500, detail: hostile, requestId: hostile, fair, signedIn: false });
    const html = renderPage(
      frame("fr", "visitor", { path: `/"${hostile}`, notices: [{ tone: "info", text: hostile }] }),
      page,
    );
    expect(html).not.toContain("<img src=x");
    expect(html).not.toContain("</script><img");
  });

  it("cannot close the block that carries the props of a live part", () => {
    expect(toSafeJson({ name: hostile })).not.toContain("<");
    expect(JSON.parse(toSafeJson({ name: hostile }))).toEqual({ name: hostile });
  });
});

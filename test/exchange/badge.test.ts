import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { toPersonArchive } from "../../src/exchange/archive.ts";
import { badgeCss, renderBadge, renderBadgeSheet } from "../../src/exchange/badge.ts";
import { toQrSvg } from "../../src/exchange/qr.ts";

const badge = {
  name: "Nadia Roux",
  organisation: "L'Atelier <du> Linge & Cie",
  role: "Exposante",
  fair: "Coventis 2027",
  code: "b_7Kd93ZqTn1",
};

describe("QR", () => {
  test.each(["b_7Kd93ZqTn1", "https://coventis.example.org/scan/éà?x=1", "x".repeat(400)])(
    "a camera reads back %s",
    (text) => {
      expect(decode(toQrSvg(text, "code"))).toBe(text);
    },
  );

  test("carries no style nor script, and says what it is", () => {
    const svg = toQrSvg("x", 'le "code"');
    expect(svg).toContain('role="img" aria-label="le &quot;code&quot;"');
    expect(svg).not.toMatch(/style|script|<\?xml/);
  });
});

describe("badge", () => {
  test("names, escapes, and holds a readable code", () => {
    const html = renderBadge(badge, "fr");
    expect(html).toContain("L&#39;Atelier &lt;du&gt; Linge &amp; Cie");
    expect(html).toContain('aria-label="Code du badge de Nadia Roux"');
    expect(decode(/<svg.*<\/svg>/.exec(html)?.[0] ?? "")).toBe(badge.code);
  });

  test("the sheet has one badge each, and links its style when asked", () => {
    const sheet = renderBadgeSheet([badge, { ...badge, name: "Inès" }], { language: "en" });
    expect(sheet.match(/<article/g)).toHaveLength(2);
    expect(sheet).toContain('<html lang="en">');
    expect(sheet).toContain(badgeCss);
    const linked = renderBadgeSheet([badge], { language: "fr", stylesheet: "/assets/badge.css" });
    expect(linked).not.toContain("<style>");
    expect(linked).toContain('href="/assets/badge.css"');
  });
});

test("a person's archive is JSON that says what it is", () => {
  const bytes = toPersonArchive(
    { person: { name: "Nadia" }, wishes: new Map([["org_a", "must"]]), rooms: new Set(["r"]) },
    { exportedAt: "2027-03-09T10:00:00.000Z", language: "fr" },
  );
  expect(JSON.parse(Buffer.from(bytes).toString("utf8"))).toMatchObject({
    about: expect.stringContaining("RGPD"),
    exportedAt: "2027-03-09T10:00:00.000Z",
    person: { name: "Nadia" },
    wishes: { org_a: "must" },
    rooms: ["r"],
  });
});

/** Paints the SVG's rectangles at four pixels a module and lets another library read them. */
function decode(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const scale = 4;
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h/g)) {
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py += 1) {
      for (let px = Number(x) * scale; px < (Number(x) + Number(length)) * scale; px += 1) {
        pixels.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
      }
    }
  }
  return jsQR.default(pixels, width, width)?.data;
}

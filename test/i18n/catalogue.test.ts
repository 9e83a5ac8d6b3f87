import { describe, expect, it } from "vitest";
import { fairRejectionCodes } from "../../src/domain/fair/rejections.ts";
import { catalogue } from "../../src/i18n/catalogue.ts";
import { plural } from "../../src/i18n/plural.ts";
import { edgeRejectionCodes, rejectionText } from "../../src/i18n/rejections.ts";

/** Every sentence of a catalogue by its path; functions are called with sample words and numbers. */
function sentences(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    return [0, 1, 2, 1240].flatMap((sample) =>
      sentences(value(...Array(4).fill(sample)), `${path}(${sample})`),
    );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

const fr = sentences(catalogue("fr"));
const en = sentences(catalogue("en"));

describe("the catalogues", () => {
  it("say something everywhere, in both languages", () => {
    expect([...fr, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
    expect(en.map(([path]) => path)).toEqual(fr.map(([path]) => path));
  });

  it("never break a line before : ; ! ? » % € nor after «", () => {
    expect(fr.filter(([, text]) => / [:;!?»%€]|« /.test(text))).toEqual([]);
  });

  it("address people politely in French", () => {
    expect(fr.filter(([, text]) => /(?<!\p{L})(tu|toi|ton|tes|t’)(?!\p{L})/iu.test(text))).toEqual([]);
  });

  it("keep French out of English", () => {
    const french = /\b(le|les|une?|des|vous|votre|votres|avec|pour|dans)\b/i;
    const allowed = /Français|SCIC|SCOP/;
    expect(en.filter(([, text]) => french.test(text) && !allowed.test(text))).toEqual([]);
  });

  it("have a sentence for every refusal, and do not tell who said never", () => {
    for (const locale of ["fr", "en"] as const) {
      const t = catalogue(locale);
      for (const code of [...fairRejectionCodes, ...edgeRejectionCodes]) {
        expect(rejectionText(code, t).length, code).toBeGreaterThan(8);
      }
      expect(t.rejections["wish-never"]).not.toMatch(/jamais|never|vœu|wish/i);
      expect(rejectionText("a-code-of-next-year", t)).toBe(t.rejections.unknown);
    }
  });
});

describe("plural", () => {
  it("counts zero as one in French, as several in English", () => {
    const forms = { one: "# table", other: "# tables" };
    expect([0, 1, 2].map((count) => plural("fr", count, forms))).toEqual(["0 table", "1 table", "2 tables"]);
    expect([0, 1, 2].map((count) => plural("en", count, forms))).toEqual(["0 tables", "1 table", "2 tables"]);
  });

  it("writes large numbers as people do", () => {
    expect(plural("fr", 1240, { one: "#", other: "#" })).toMatch(/^1\s240$/);
    expect(plural("en", 1240, { one: "#", other: "#" })).toBe("1,240");
  });
});

import { expect, it } from "vitest";
import { directoryRejectionCodes } from "../../src/domain/directory/rejections.ts";
import { fairRejectionCodes } from "../../src/domain/fair/rejections.ts";
import {
  edgeProblemCodes,
  problemCodes,
  problemResponse,
  statusOf,
  toProblem,
} from "../../src/http/problem.ts";
import { catalogue } from "../../src/i18n/catalogue.ts";

it("every code of the domain, the runtime and the edge has a status", () => {
  const all = [
    ...fairRejectionCodes,
    ...directoryRejectionCodes,
    ...edgeProblemCodes,
    "busy",
    "idempotency-key-reused",
  ];
  expect([...problemCodes].sort()).toEqual([...new Set(all)].sort());
  for (const code of problemCodes) expect(statusOf[code], code).toBeGreaterThanOrEqual(400);
});

it("every code has a sentence of its own in French and in English", () => {
  for (const locale of ["fr", "en"] as const) {
    const general = catalogue(locale).rejections.unknown;
    for (const code of problemCodes) {
      const { title } = toProblem({ code }, locale);
      expect(title.length, `${locale} ${code}`).toBeGreaterThan(5);
      expect(title, `${locale} ${code}`).not.toBe(general);
    }
  }
  for (const code of problemCodes)
    expect(toProblem({ code }, "fr").title).not.toBe(toProblem({ code }, "en").title);
});

it("[B4] a lost slot tells its alternatives; what may be tried again says when", async () => {
  const alternatives = [{ slot: 4, startsAt: "2027-03-09T09:00:00.000Z" as never }];
  const lost = problemResponse({ code: "slot-taken", field: "slot", alternatives }, "fr", "/api/v1/x");
  expect(lost.status).toBe(409);
  expect(lost.headers.get("content-type")).toBe("application/problem+json");
  expect(await lost.json()).toMatchObject({
    code: "slot-taken",
    status: 409,
    instance: "/api/v1/x",
    alternatives,
    errors: [{ field: "slot", code: "slot-taken" }],
  });
  expect(problemResponse({ code: "busy" }, "en").headers.get("retry-after")).toBe("1");
  expect(
    problemResponse({ code: "too-many-requests", retryAfterSeconds: 42 }, "en").headers.get("retry-after"),
  ).toBe("42");
  expect(problemResponse({ code: "not-signed-in" }, "en").headers.get("www-authenticate")).toBe("Bearer");
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair, type TestBrowser } from "./small-fair.ts";

let fair: SmallFair;
const browsers: TestBrowser[] = [];
beforeAll(async () => {
  fair = await createSmallFair({ count: 12 });
  const who = [null, fair.delegate("lazaret"), people.steward, people.organiser];
  for (const person of who) {
    const browser = await fair.browser(person);
    await browser.get(`/fairs/${fairId}`);
    browsers.push(browser);
  }
});
afterAll(() => fair.server.close());

const forms = [
  "/sign-in",
  "/sign-in/nonsense-nonsense-nonsense",
  "/setup/nonsense-nonsense-nonsense",
  ...[
    "/register",
    "/wishes",
    "/meetings",
    ...[
      "accept",
      "decline",
      "withdraw",
      "cancel",
      "move",
      "answer-move",
      "rate",
      "lock",
      "attend",
      "end",
      "miss",
    ].map((what) => `/meetings/mtg_nowhere/${what}`),
    "/meetings/%00/accept",
    "/me/profile",
    "/me/profile/booking-mode",
    "/me/profile/meeting-slots",
    "/me/profile/delegates",
    "/me/profile/delegates/per_nobody/remove",
    "/me/profile/delegates/..%2f..%2fx/remove",
    "/me/profile/delegates/per_nobody/availability",
    "/me/profile/delegates/per_nobody/comfort",
    "/prepare/fair",
    "/prepare/programme",
    "/prepare/slots",
    "/prepare/rooms",
    "/prepare/rooms/room_nowhere/remove",
    "/prepare/places",
    "/prepare/places/plc_nowhere/remove",
    "/prepare/rules",
    "/registrations/org_nobody/validate",
    "/registrations/org_nobody/refuse",
    "/registrations/org_nobody/meeting-slots",
    "/registrations/import",
    "/schedule/publish",
    "/schedule/act-for",
    "/board/replace",
    "/board/warn",
    "/scan/scans",
  ].map((path) => `/fairs/${fairId}${path}`),
];
const names = [
  ...[
    "email",
    "next",
    "token",
    "name",
    "kind",
    "family",
    "siret",
    "commune",
    "postcode",
    "website",
    "staffFte",
  ],
  ...[
    "offers.0.text",
    "offers.0.areaType",
    "offers.0.areaKm",
    "offers.99999.text",
    "offers.-1.text",
    "needs.0.kind",
  ],
  ...["delegates.0.email", "delegates.1.name", "consent", "more", "to", "level", "mode", "slot", "message"],
  ...[
    "delegate",
    "reason",
    "place",
    "accepted",
    "rating",
    "locked",
    "person",
    "organisation",
    "available",
    "slotMinutes",
  ],
  ...["days.0.on", "days.0.start", "days.0.end", "days.0.breaks.0.start", "days.13.breaks.9.label", "closed"],
  ...[
    "room",
    "capacity",
    "from",
    "count",
    "prefix",
    "mayMeet",
    "maxMeetings",
    "bookingOpensAt",
    "draft",
    "meeting",
  ],
  "__proto__",
  "constructor",
];
const values = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e309",
    "NaN",
    "999",
    "org_frca-lr",
    "org_lazaret",
    "per_lazaret",
    "mtg_x",
    "book",
  ),
  fc.constantFrom(
    "request",
    "never",
    "radius",
    "2027-13-45",
    "25:99",
    "2027-03-28T02:30",
    "buyer>exhibitor",
    "a@b.c",
  ),
  fc.constantFrom(
    "<script>alert(1)</script>",
    "'; drop table",
    "\u0000\u202e\ud800",
    "../../etc/passwd",
    "=1+1",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constant("x".repeat(60_000)),
);
const fields = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof(values, fc.array(values, { maxLength: 3 })),
  {
    maxKeys: 14,
  },
);

describe("hostile forms", () => {
  it("are answered without a fault of ours, whoever sends whatever to whichever", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...forms),
        fc.nat({ max: 3 }),
        fields,
        fc.boolean(),
        async (path, who, sent, json) => {
          const browser = browsers[who];
          if (!browser) throw new Error("nobody sends");
          const answer = await browser.post(path, sent, { json });
          expect(answer.status, `${path} by ${who}`).toBeLessThan(500);
          expect(answer.text.includes("<script>alert(1)")).toBe(false);
        },
      ),
      { numRuns: 1_500, verbose: 1 },
    );
  });
  it("and addresses that mean nothing show a page, not a fault", { timeout: 60_000 }, async () => {
    const odd = ["fair_none", "..", "%00", "fair_small%2f..", "x".repeat(3000)];
    const rest = [
      "",
      "/directory?page=-1&q=%00",
      "/directory?page=1e9&sector=__proto__",
      "/organisations/org_x",
      "/me",
      "/report",
    ];
    for (const browser of browsers)
      for (const path of [
        ...odd.flatMap((one) => rest.map((tail) => `/fairs/${one}${tail}`)),
        ...rest.map((tail) => `/fairs/${fairId}${tail}`),
        "/nothing/here",
      ])
        expect((await browser.get(path)).status, path.slice(0, 80)).toBeLessThan(500);
  });
});

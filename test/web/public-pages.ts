import type { Locale } from "../../src/i18n/plural.ts";
import { apiReferencePage } from "../../src/web/pages/api-reference.tsx";
import { erasedPage } from "../../src/web/pages/data.tsx";
import { fairHomePage, fairListPage } from "../../src/web/pages/home.tsx";
import { problemPage } from "../../src/web/pages/problem.tsx";
import { registeredPage, registerPage } from "../../src/web/pages/register.tsx";
import { setupPage } from "../../src/web/pages/setup.tsx";
import {
  signInConfirmPage,
  signInExpiredPage,
  signInPage,
  signInSentPage,
} from "../../src/web/pages/sign-in.tsx";
import { sourcePage } from "../../src/web/pages/source.tsx";
import { accessibilityPage, privacyPage } from "../../src/web/pages/statement.tsx";
import { after, fair, now, slotAt } from "./fixtures.ts";
import { type Sample, sample, sectors, values } from "./sample.ts";

/** What anyone may see. */
export function publicPages(locale: Locale): readonly Sample[] {
  return [
    sample(locale, "home", "visitor", fairHomePage(homeProps(null))),
    sample(
      locale,
      "home-closed",
      "delegate",
      fairHomePage({ ...homeProps("space"), registrationOpen: false }),
    ),
    sample(
      locale,
      "fairs",
      "visitor",
      fairListPage({
        fairs: [
          {
            id: fair,
            name: "Coventis 2027",
            venue: "Le Corum, Montpellier",
            firstDay: slotAt(0).startsAt,
            lastDay: slotAt(21).startsAt,
          },
        ],
      }),
      { fair: null },
    ),
    sample(locale, "sign-in", "visitor", signInPage({ email: "", next: null, faults: {} })),
    sample(
      locale,
      "sign-in-fault",
      "visitor",
      signInPage({ email: "camille@", next: "/fairs", faults: { email: "Adresse incomplète." } }),
    ),
    sample(locale, "sign-in-sent", "visitor", signInSentPage({ minutes: 15 })),
    sample(locale, "sign-in-expired", "visitor", signInExpiredPage()),
    sample(
      locale,
      "sign-in-confirm",
      "visitor",
      signInConfirmPage({ token: "abc", action: "/sign-in/confirm" }),
    ),
    sample(
      locale,
      "register",
      "visitor",
      registerPage({
        fair,
        values: {
          ...values,
          kind: "both",
          delegates: [{ name: "", email: "", role: "", phone: "" }],
          consent: false,
        },
        faults: {
          siret: "La clé de ce SIRET ne correspond pas.",
          "needs.0.quantity": "Un nombre est attendu.",
          kind: "Choisissez.",
        },
        sectors,
      }),
    ),
    sample(locale, "registered", "visitor", registeredPage({ fair, signedIn: false })),
    sample(locale, "erased", "visitor", erasedPage()),
    sample(
      locale,
      "problem",
      "visitor",
      problemPage({ status: 404, detail: null, requestId: "req-7f3a", fair, signedIn: false }),
    ),
    sample(
      locale,
      "accessibility",
      "visitor",
      accessibilityPage({
        organiser: "La CRESS Occitanie fictive",
        contact: "acces@coventis.example",
        testedAt: now,
      }),
    ),
    sample(
      locale,
      "privacy",
      "visitor",
      privacyPage({ organiser: "La CRESS Occitanie fictive", contact: null, months: 12 }),
    ),
    sample(locale, "api", "visitor", apiReferencePage({ href: "/api/v1/openapi.json", document: openApi })),
    sample(locale, "source", "visitor", sourcePage({ contact: "libre@coventis.example" })),
    sample(
      locale,
      "setup",
      "visitor",
      setupPage({
        action: "/setup",
        values: {
          name: "",
          email: "ines@",
          fairName: "Coventis 2027",
          venue: "",
          timeZone: "Europe/Paris",
        },
        faults: { email: "Adresse incomplète." },
      }),
      { fair: null },
    ),
  ];
}

function homeProps(next: "space" | null): Parameters<typeof fairHomePage>[0] {
  return {
    fair: {
      id: fair,
      name: "Coventis 2027",
      venue: "Le Corum, Montpellier",
      firstDay: slotAt(0).startsAt,
      lastDay: slotAt(21).startsAt,
    },
    days: [slotAt(0), slotAt(21)].map(({ startsAt }) => ({
      startsAt,
      endsAt: after(startsAt, 510),
      slots: 21,
    })),
    slotMinutes: 20,
    exhibitors: 143,
    buyers: 391,
    rooms: 5,
    registrationOpen: true,
    registrationClosesAt: after(now, -20_000),
    next,
  };
}

const openApi = {
  info: { title: "Coventis", version: "1.0.0" },
  paths: {
    "/api/v1/fairs/{fair}/meetings": {
      post: {
        tags: ["Rendez-vous"],
        summary: "Book a slot, or ask for a meeting",
        parameters: [
          {
            name: "fair",
            in: "path",
            required: true,
            schema: { type: "string" },
            description: "Id of the fair",
          },
        ],
        requestBody: {
          content: {
            "application/json": { schema: { type: "object", properties: { slot: { type: "integer" } } } },
          },
        },
        responses: {
          "201": { description: "The meeting" },
          "409": { description: "slot-taken, with alternatives" },
        },
      },
      get: { tags: ["Rendez-vous"], summary: "Meetings", responses: { "200": { description: "A list" } } },
    },
  },
  components: { schemas: { Meeting: { type: "object" } } },
};

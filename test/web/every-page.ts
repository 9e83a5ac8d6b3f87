import type { Locale } from "../../src/i18n/plural.ts";
import type { Frame, Page } from "../../src/web/frame.ts";
import { agendaPage } from "../../src/web/pages/agenda.tsx";
import { apiReferencePage } from "../../src/web/pages/api-reference.tsx";
import { badgePage } from "../../src/web/pages/badge.tsx";
import { boardPage, doorPage, scanPage } from "../../src/web/pages/board.tsx";
import { dataPage, erasedPage } from "../../src/web/pages/data.tsx";
import { directoryPage } from "../../src/web/pages/directory.tsx";
import { fairHomePage, fairListPage } from "../../src/web/pages/home.tsx";
import { inboxPage } from "../../src/web/pages/inbox.tsx";
import { organisationPage } from "../../src/web/pages/organisation.tsx";
import { outboxPage } from "../../src/web/pages/outbox.tsx";
import { preparePage } from "../../src/web/pages/prepare.tsx";
import { problemPage } from "../../src/web/pages/problem.tsx";
import { profilePage } from "../../src/web/pages/profile.tsx";
import { registeredPage, registerPage } from "../../src/web/pages/register.tsx";
import { emptyNeed, emptyOffer, type ProfileValues } from "../../src/web/pages/registration-form.tsx";
import { registrationsPage } from "../../src/web/pages/registrations.tsx";
import { reportPage } from "../../src/web/pages/report.tsx";
import { schedulePage } from "../../src/web/pages/schedule.tsx";
import {
  signInConfirmPage,
  signInExpiredPage,
  signInPage,
  signInSentPage,
} from "../../src/web/pages/sign-in.tsx";
import { spacePage } from "../../src/web/pages/space.tsx";
import { accessibilityPage, privacyPage } from "../../src/web/pages/statement.tsx";
import {
  after,
  board,
  bookable,
  cuisine,
  explanation,
  fair,
  ferme,
  frame,
  label,
  legumerie,
  meeting,
  now,
  relais,
  slotAt,
  slots,
} from "./fixtures.ts";

export type Sample = { readonly name: string; readonly frame: Frame; readonly page: Page };

const onePage = { page: 1, pages: 1, previousHref: null, nextHref: null };
const severalPages = { page: 2, pages: 6, previousHref: "?page=1", nextHref: "?page=3" };
const sectors = [
  {
    label: "Agriculture & alimentation durable",
    activities: [
      { value: "maraichage", label: "Maraîchage et production légumière" },
      { value: "legumerie", label: "Légumerie et transformation" },
      { value: "traiteur", label: "Traiteur et restauration" },
    ],
  },
  { label: "Mobilité", activities: [{ value: "cyclologistique", label: "Cyclologistique" }] },
];
const values: ProfileValues = {
  name: "Mutuelle Garrigue",
  siret: "",
  family: "mutual",
  ess: true,
  inclusionKind: "",
  labels: "ESUS",
  group: "",
  description: "Mutuelle de santé de proximité.",
  website: "https://garrigue.example",
  staffFte: "42",
  turnoverKeur: "",
  commune: "Lattes",
  postcode: "34970",
  offers: [{ ...emptyOffer, text: "Complémentaire santé pour salariés de l’insertion", activities: [] }],
  needs: [
    {
      ...emptyNeed,
      kind: "buy",
      text: "Un traiteur bio pour 450 repas par jour",
      quantity: "450",
      unit: "repas",
      per: "day",
    },
  ],
};

/** Every page of the interface with invented props: the gallery and the accessibility test draw them all. */
export function everyPage(locale: Locale): readonly Sample[] {
  const sample = (
    name: string,
    who: Parameters<typeof frame>[1],
    page: Page,
    more: Partial<Frame> = {},
  ): Sample => ({
    name,
    frame: frame(locale, who, more),
    page,
  });
  const why = explanation(locale);
  const booking = {
    fair,
    organisation: legumerie,
    mode: "direct",
    slots: bookable,
    day: 0,
    chosen: [8],
    alternatives: [],
    delegates: [
      { id: "per_1", name: "Camille Ferrand" },
      { id: "per_2", name: "Hugo Lambert" },
    ],
    watching: 7,
    version: 120,
  } as const;
  const detailed = {
    ...legumerie,
    description: "Depuis 2014, nous lavons, épluchons et coupons les légumes bio de quarante fermes.",
    website: "https://legumerie.example",
    staffFte: 23,
    offers: [
      {
        id: "o1",
        text: "Légumes bio lavés, épluchés, coupés, en bacs consignés pour la restauration collective.",
        activities: ["Légumerie et transformation"],
        area: "40 km autour de Lattes",
        capacity: "380 kg par jour",
      },
    ],
    needs: [
      {
        id: "n1",
        kind: "sell",
        text: "Trouver trois cantines de plus de 300 repas par jour.",
        activities: [],
        area: "Hérault",
        volume: null,
        budgetKeur: null,
        reservedFor: [],
      },
      {
        id: "n2",
        kind: "buy",
        text: "Une tournée à vélo pour les crèches du centre-ville.",
        activities: [],
        area: null,
        volume: "12 livraisons par jour",
        budgetKeur: 18,
        reservedFor: ["EI", "ACI"],
      },
    ],
    delegates: [{ name: "Nora Vidal", role: "Directrice" }],
  } as const;
  const organisationProps = {
    fair,
    organisation: detailed,
    explanation: why,
    wish: { level: "must" },
    booking: { type: "open", props: booking },
  } as const;
  const cards = [legumerie, relais, label, ferme, cuisine];
  return [
    sample("home", "visitor", fairHomePage(homeProps(null))),
    sample("home-closed", "delegate", fairHomePage({ ...homeProps("space"), registrationOpen: false })),
    sample(
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
    sample("sign-in", "visitor", signInPage({ email: "", next: null, faults: {} })),
    sample(
      "sign-in-fault",
      "visitor",
      signInPage({ email: "camille@", next: "/fairs", faults: { email: "Adresse incomplète." } }),
    ),
    sample("sign-in-sent", "visitor", signInSentPage({ minutes: 15 })),
    sample("sign-in-expired", "visitor", signInExpiredPage()),
    sample("sign-in-confirm", "visitor", signInConfirmPage({ token: "abc", action: "/sign-in/confirm" })),
    sample(
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
    sample("registered", "visitor", registeredPage({ fair, signedIn: false })),
    sample(
      "directory",
      "delegate",
      directoryPage({
        fair,
        filters: {
          q: "légumes",
          kind: "",
          sector: "alimentation",
          family: "",
          inclusion: "",
          department: "",
          free: true,
        },
        options: {
          sectors: [{ value: "alimentation", label: "Agriculture & alimentation durable" }],
          departments: [{ value: "34", label: "Hérault" }],
          families: [{ value: "scic", label: "SCIC" }],
          inclusionKinds: [{ value: "ACI", label: "Chantier d’insertion" }],
        },
        total: 143,
        page: severalPages,
        organisations: cards.map((card, index) => ({
          ...card,
          summary:
            "Légumes bio lavés, épluchés, coupés, en bacs consignés pour la restauration collective, livrés avant huit heures dans tout le département.",
          freeSlots: index === 2 ? 0 : 7 - index,
          score: 86 - index * 11,
          wish: index === 0 ? "must" : index === 4 ? "never" : null,
        })),
      }),
    ),
    sample(
      "directory-empty",
      "visitor",
      directoryPage({
        fair,
        filters: { q: "xyz", kind: "", sector: "", family: "", inclusion: "", department: "", free: false },
        options: { sectors: [], departments: [], families: [], inclusionKinds: [] },
        total: 0,
        page: onePage,
        organisations: [],
      }),
    ),
    sample("organisation", "delegate", organisationPage(organisationProps)),
    sample(
      "organisation-request",
      "delegate",
      organisationPage({
        ...organisationProps,
        wish: { level: null },
        booking: {
          type: "open",
          props: {
            ...booking,
            mode: "request",
            chosen: [6, 10],
            alternatives: [{ slot: 10, startsAt: slotAt(10).startsAt }],
          },
        },
      }),
    ),
    sample(
      "organisation-visitor",
      "visitor",
      organisationPage({ ...organisationProps, explanation: null, wish: null, booking: { type: "sign-in" } }),
    ),
    sample(
      "organisation-met",
      "delegate",
      organisationPage({
        ...organisationProps,
        booking: { type: "meeting", meeting: meeting("1", legumerie) },
      }),
    ),
    sample(
      "space",
      "delegate",
      spacePage({
        fair,
        organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
        status: "validated",
        nextMeeting: meeting("1", relais),
        recommendations: [legumerie, label, ferme].map((card, index) => ({
          organisation: card,
          explanation: { ...why, score: 86 - index * 9 },
          relation: index === 1 ? "cooperation" : "trade",
          about: "450 repas par jour",
          wish: index === 0 ? "must" : null,
          freeSlots: index === 1 ? 0 : 6,
        })),
        wishes: [
          { organisation: legumerie, level: "must" },
          { organisation: relais, level: "like" },
          { organisation: cuisine, level: "never" },
        ],
        quotas: { pending: { used: 4, max: 20 }, meetings: { used: 9, max: 12 } },
        pendingRequests: 3,
        bookingOpensAt: null,
        missing: ["area", "quantities"],
      }),
      {
        notices: [
          { tone: "success", text: locale === "fr" ? "Votre vœu est enregistré." : "Your wish is saved." },
        ],
      },
    ),
    sample(
      "space-new",
      "delegate",
      spacePage({
        fair,
        organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
        status: "pending",
        nextMeeting: null,
        recommendations: [],
        wishes: [],
        quotas: { pending: { used: 0, max: 20 }, meetings: { used: 0, max: 12 } },
        pendingRequests: 0,
        bookingOpensAt: slotAt(0).startsAt,
        missing: ["offers", "needs"],
      }),
    ),
    sample(
      "inbox",
      "delegate",
      inboxPage({
        fair,
        now,
        received: [
          {
            ...meeting("5", relais, {
              status: "requested",
              slot: null,
              place: null,
              askedByMe: false,
              message:
                "Bonjour, nous livrons déjà trois crèches voisines. Vingt minutes pour voir vos horaires ?",
              expiresAt: after(now, 130),
              proposed: [slotAt(10), slotAt(11)],
            }),
            possible: [slotAt(10), slotAt(11), slotAt(13)],
            score: 74,
          },
          {
            ...meeting("6", cuisine, {
              status: "requested",
              slot: null,
              place: null,
              askedByMe: false,
              expiresAt: after(now, 3000),
            }),
            possible: [],
            score: null,
          },
        ],
        sent: [
          meeting("7", label, { status: "requested", slot: null, place: null, expiresAt: after(now, 900) }),
        ],
        closed: [meeting("8", ferme, { status: "declined", reason: "no-time", slot: null, place: null })],
        delegates: [
          { id: "per_1", name: "Camille Ferrand" },
          { id: "per_2", name: "Hugo Lambert" },
        ],
      }),
    ),
    sample("agenda", "delegate", agendaPage(agendaProps())),
    sample("agenda-empty", "delegate", agendaPage({ ...agendaProps(), toPlace: [], days: [] })),
    sample(
      "badge",
      "delegate",
      badgePage({
        fair: { name: "Coventis 2027" },
        person: {
          name: "Camille Ferrand",
          role: "Responsable des achats",
          organisation: "Mutuelle Garrigue",
        },
        code: "per_camille-ferrand",
        qr: {
          path: "M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7zM9 9h3v3h-3zM14 12h2v4h-2zM10 16h3v2h-3zM18 18h3v3h-3z",
          size: 21,
        },
        next: meeting("1", relais),
      }),
    ),
    sample(
      "profile",
      "delegate",
      profilePage({
        fair,
        organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
        kind: "both",
        status: "validated",
        refusal: null,
        bookingMode: "request",
        values,
        faults: {},
        sectors,
        delegates: [
          {
            id: "per_1",
            name: "Camille Ferrand",
            email: "camille@garrigue.example",
            role: "Achats",
            removable: true,
            slots: slots.map((slot, index) => ({
              ...slot,
              state: index % 7 === 3 ? "meeting" : index % 9 === 4 ? "unavailable" : "open",
            })),
          },
        ],
        newDelegate: { name: "", email: "", role: "", phone: "" },
      }),
    ),
    sample(
      "data",
      "delegate",
      dataPage({
        fair,
        person: { name: "Camille Ferrand", email: "camille@garrigue.example", phone: null },
        held: [
          { label: "record", count: 1 },
          { label: "wishes", count: 12 },
          { label: "meetings", count: 9 },
        ],
      }),
    ),
    sample("erased", "visitor", erasedPage()),
    sample("prepare", "organiser", preparePage(prepareProps())),
    sample(
      "registrations",
      "organiser",
      registrationsPage({
        fair,
        counts: { pending: 3, validated: 138, refused: 2, withdrawn: 1 },
        status: "pending",
        page: onePage,
        registrations: [legumerie, relais, label].map((card, index) => ({
          ...card,
          registeredAt: after(now, -1440 * index),
          delegates: 1 + index,
          offers: 2,
          needs: index,
          refusal: null,
          warnings: index === 1 ? ["Le SIRET n’est pas renseigné."] : [],
        })),
        imported: {
          file: "exposants-2027.xlsx",
          accepted: 0,
          faults: [
            { line: 12, column: "siret", text: "La clé ne correspond pas : 77 56 72 27 20 00 13." },
            { line: 40, column: "zone", text: "« 40km autour » : un nombre de kilomètres est attendu." },
          ],
        },
      }),
    ),
    sample("schedule", "organiser", schedulePage(scheduleProps())),
    sample("board", "organiser", boardPage({ fair, state: board, version: 412, acts: true })),
    sample(
      "report",
      "organiser",
      reportPage({
        fair,
        organisations: 143,
        delegates: 431,
        requests: 812,
        accepted: 466,
        byStatus: {
          requested: 12,
          accepted: 3,
          scheduled: 240,
          held: 181,
          missed: 7,
          declined: 120,
          withdrawn: 18,
          expired: 30,
          cancelled: 9,
        },
        rating: 4.1,
        ratings: 96,
        acrossSectors: 0.38,
        perSlot: slots
          .slice(0, 21)
          .map((slot, index) => ({ ...slot, meetings: Math.round(40 + 25 * Math.sin(index / 3)) })),
        rooms: [
          { name: "Espace Antigone", meetings: 96, peak: 171, capacity: 180 },
          { name: "Salle Einstein", meetings: 51, peak: 60, capacity: 60 },
        ],
        few: [{ id: "org_1", name: "Atelier du Fil", meetings: 1 }],
        exports: [{ label: "Rendez-vous (XLSX)", href: "/x.xlsx" }],
      }),
    ),
    sample(
      "outbox",
      "organiser",
      outboxPage({
        fair,
        smtp: false,
        page: onePage,
        mails: [
          {
            id: "1",
            to: "camille@garrigue.example",
            subject: "Votre lien de connexion à Coventis 2027",
            at: now,
            text: "Bonjour,\n\nVoici votre lien :\nhttp://localhost:3000/sign-in/abcdefghijklmnopqrstuvwxyz0123456789",
            status: "sent",
            link: "/sign-in/abc",
            attachments: [],
          },
          {
            id: "2",
            to: "nora@legumerie.example",
            subject: "Rendez-vous à 11:40",
            at: now,
            text: "Table 4",
            status: "failed",
            link: null,
            attachments: ["rendez-vous.ics"],
          },
        ],
      }),
    ),
    sample(
      "scan",
      "steward",
      scanPage({
        fair,
        rooms: board.rooms.map(({ id, name }) => ({ id, name })),
        room: "room_einstein",
        direction: "in",
      }),
    ),
    sample("door", "steward", doorPage(doorProps(128, 180))),
    sample("door-full", "steward", doorPage(doorProps(60, 60))),
    sample(
      "problem",
      "visitor",
      problemPage({ status: 404, detail: null, requestId: "req-7f3a", fair, signedIn: false }),
    ),
    sample(
      "accessibility",
      "visitor",
      accessibilityPage({
        organiser: "La CRESS Occitanie fictive",
        contact: "acces@coventis.example",
        testedAt: now,
      }),
    ),
    sample(
      "privacy",
      "visitor",
      privacyPage({ organiser: "La CRESS Occitanie fictive", contact: null, months: 12 }),
    ),
    sample("api", "visitor", apiReferencePage({ href: "/api/v1/openapi.json", document: openApi })),
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

function agendaProps(): Parameters<typeof agendaPage>[0] {
  const own = { possible: [slotAt(13), slotAt(14)], cancellable: true, ratable: false };
  return {
    fair,
    title: { organisation: "Mutuelle Garrigue", person: "Camille Ferrand" },
    toPlace: [
      {
        ...meeting("3", ferme, { status: "accepted", slot: null, place: null, theirDelegate: null }),
        ...own,
      },
    ],
    days: [
      {
        day: 0,
        startsAt: slotAt(0).startsAt,
        items: [
          {
            type: "meeting",
            meeting: {
              ...meeting("0", label, { status: "held", slot: slotAt(2), rating: 4 }),
              possible: [],
              cancellable: false,
              ratable: true,
            },
          },
          { type: "break", label: "", startsAt: slotAt(8).endsAt, endsAt: slotAt(9).startsAt },
          {
            type: "meeting",
            meeting: {
              ...meeting("1", relais, {
                move: { byMe: false, slot: slotAt(13) },
                message: "À tout à l’heure !",
              }),
              ...own,
            },
          },
          {
            type: "meeting",
            meeting: {
              ...meeting("2", legumerie, { slot: slotAt(15), move: { byMe: true, slot: slotAt(17) } }),
              ...own,
            },
          },
        ],
      },
      {
        day: 1,
        startsAt: slotAt(21).startsAt,
        items: [{ type: "meeting", meeting: { ...meeting("4", cuisine, { slot: slotAt(24) }), ...own } }],
      },
    ],
    feed: "https://coventis.example/feeds/8fd0a1c3b5e7924fd1aa.ics",
    download: "/agenda.ics",
  };
}

function prepareProps(): Parameters<typeof preparePage>[0] {
  return {
    fair: { id: fair, name: "Coventis 2027", venue: "Le Corum, Montpellier" },
    slotMinutes: 20,
    days: [
      {
        on: "2027-03-09",
        start: "09:00",
        end: "17:30",
        breaks: [{ start: "12:00", end: "13:20", label: "Déjeuner" }],
      },
      { on: "2027-03-10", start: "09:00", end: "17:30", breaks: [] },
    ],
    slots: slots.map((slot, index) => ({ ...slot, closed: index === 4, meetings: index % 5 })),
    rooms: [
      {
        id: "room_antigone",
        name: "Espace Antigone",
        capacity: 180,
        accessible: true,
        places: [
          { id: "plc_1", name: "Table 1", kind: "table", accessible: true, organisation: null },
          {
            id: "plc_2",
            name: "Stand B12",
            kind: "stand",
            accessible: true,
            organisation: { id: legumerie.id, name: legumerie.name },
          },
        ],
      },
      { id: "room_einstein", name: "Salle Einstein", capacity: 60, accessible: false, places: [] },
    ],
    withoutStand: [{ id: relais.id, name: relais.name }],
    rules: {
      mayMeet: [
        { from: "buyer", to: "exhibitor" },
        { from: "exhibitor", to: "buyer" },
      ],
      bookingMode: "request",
      maxPendingRequests: 20,
      maxMeetings: 24,
      requestLifetimeMinutes: 4320,
      registrationOpensAt: null,
      registrationClosesAt: after(now, -10_000),
      bookingOpensAt: after(now, -9_000),
      bookingClosesAt: null,
      lateAfterMinutes: 3,
      overrunMinutes: 10,
    },
    faults: { "room.capacity": "Un nombre est attendu." },
  };
}

function scheduleProps(): Parameters<typeof schedulePage>[0] {
  return {
    fair,
    now,
    published: { at: after(now, -2880), meetings: 412 },
    computing: false,
    draft: {
      id: "drf_1",
      computedAt: after(now, -4),
      placed: 428,
      wanted: 441,
      bound: 433,
      cpuSeconds: 9.8,
      violations: [],
      unplaced: [
        { reason: "Aucun créneau commun", count: 9 },
        { reason: "Quota de rendez-vous atteint", count: 4 },
      ],
    },
    filters: { q: "", status: "", room: "" },
    rooms: [{ value: "room_antigone", label: "Espace Antigone" }],
    total: 441,
    page: severalPages,
    meetings: [
      {
        id: "mtg_1",
        status: "scheduled",
        organisations: [legumerie, relais],
        slot: slotAt(11),
        place: { place: "Table 4", room: "Espace Antigone" },
        locked: true,
        possible: [slotAt(13)],
      },
      {
        id: "mtg_2",
        status: "requested",
        organisations: [label, cuisine],
        slot: null,
        place: null,
        locked: false,
        possible: [],
      },
      {
        id: "mtg_3",
        status: "missed",
        organisations: [ferme, cuisine],
        slot: slotAt(3),
        place: { place: "Table 9", room: "Espace Antigone" },
        locked: false,
        possible: [],
      },
    ],
    organisations: [legumerie, relais, label].map((one) => ({ value: one.id, label: one.name })),
    slots: slots.slice(10, 16),
  };
}

function doorProps(present: number, capacity: number): Parameters<typeof doorPage>[0] {
  return {
    room: { id: "room_antigone", name: "Espace Antigone", accessible: true },
    present,
    capacity,
    version: 412,
    next: [
      { startsAt: slotAt(6).startsAt, place: "Table 4", organisations: [legumerie.name, relais.name] },
      { startsAt: slotAt(6).startsAt, place: "Table 7", organisations: [label.name, cuisine.name] },
    ],
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

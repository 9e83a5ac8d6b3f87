import type { Locale } from "../../src/i18n/plural.ts";
import { boardPage, doorPage, scanPage } from "../../src/web/pages/board.tsx";
import { type CoverageProps, coveragePage } from "../../src/web/pages/coverage.tsx";
import { outboxPage } from "../../src/web/pages/outbox.tsx";
import { pairPage } from "../../src/web/pages/pair.tsx";
import { preparePage } from "../../src/web/pages/prepare.tsx";
import { registrationsPage } from "../../src/web/pages/registrations.tsx";
import { reportPage } from "../../src/web/pages/report.tsx";
import { schedulePage } from "../../src/web/pages/schedule.tsx";
import { draftFigures, draftLine, draftLines, unplaced } from "./draft-pages.ts";
import {
  after,
  board,
  cuisine,
  fair,
  ferme,
  label,
  legumerie,
  now,
  relais,
  slotAt,
  slots,
} from "./fixtures.ts";
import { onePage, type Sample, sample, severalPages } from "./sample.ts";

/** What organisers and stewards work with. */
export function organiserPages(locale: Locale): readonly Sample[] {
  return [
    sample(locale, "prepare", "organiser", preparePage(prepareProps())),
    sample(
      locale,
      "registrations",
      "organiser",
      registrationsPage({
        fair,
        counts: { pending: 3, validated: 138, refused: 2, withdrawn: 1 },
        status: "pending",
        text: "",
        page: onePage,
        registrations: [legumerie, relais, label].map((card, index) => ({
          ...card,
          registeredAt: after(now, -1440 * index),
          delegates: 1 + index,
          offers: 2,
          needs: index,
          refusal: null,
          meetingLength: { slots: 1 + index, slotMinutes: 20 },
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
    sample(locale, "schedule", "organiser", schedulePage(scheduleProps())),
    sample(locale, "coverage", "organiser", coveragePage(coverageProps())),
    sample(
      locale,
      "pair",
      "organiser",
      pairPage({
        fair,
        one: { id: cuisine.id, name: cuisine.name },
        other: { id: relais.id, name: relais.name },
        explanation: null,
        grounds: [{ code: "reserved", text: "Lot réservé (L2113-12) : il faut être EA ou ESAT." }],
        isRefused: true,
        isOutOfRules: false,
        decision: { kind: "pin", reason: "Même bassin.", at: now, despite: true },
        typed: { kind: "pin", reason: "" },
        faults: { despite: "Quelque chose s’oppose à ce rendez-vous." },
      }),
    ),
    sample(locale, "board", "organiser", boardPage({ fair, state: board, version: 412, books: true })),
    sample(
      locale,
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
        spread: { lowest: 1, median: 6, highest: 14, without: 0, gini: 0.24 },
        few: [{ id: "org_1", name: "Atelier du Fil", meetings: 1 }],
        exports: [{ label: "Rendez-vous (XLSX)", href: "/x.xlsx" }],
      }),
    ),
    sample(
      locale,
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
      locale,
      "scan",
      "steward",
      scanPage({
        fair,
        rooms: board.rooms.map(({ id, name }) => ({ id, name })),
        room: "room_einstein",
        direction: "in",
      }),
    ),
    sample(locale, "door", "steward", doorPage(doorProps(128, 180))),
    sample(locale, "door-full", "steward", doorPage(doorProps(60, 60))),
  ];
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
      fairness: 0.1,
      registrationOpensAt: null,
      registrationClosesAt: after(now, -10_000),
      bookingOpensAt: after(now, -9_000),
      bookingClosesAt: null,
      noticeMinutes: 30,
      offerMinutes: 5,
      refillsByItself: false,
      lateAfterMinutes: 3,
      mostInARow: 6,
      walkingMinutes: 5,
      breakWanted: { from: "12:00", to: "14:00", minutes: 45 },
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
    computing: null,
    drafts: draftLines,
    draft: {
      id: "drf_2",
      line: draftLine,
      figures: draftFigures,
      violations: [],
      unplaced,
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
    actFor: {
      names: [legumerie, relais, label].map(({ name }) => name),
      slots: slots.slice(10, 16),
      typed: { organisation: legumerie.name, to: "relai", slot: "" },
      faults: { to: `Aucun participant ne s’appelle exactement « relai ». Peut-être : ${relais.name}.` },
    },
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

function coverageProps(): CoverageProps {
  const before = { gini: 0.61, coverage: 0.72, smallShare: 0.21, smallPopulation: 0.3 };
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    fair,
    organisations: 540,
    needs: 812,
    unmetCount: 37,
    poorCount: 24,
    lambda: 0.1,
    exposure: { before, after: { ...before, gini: 0.57, smallShare: 0.26 } },
    poorlyServed: [
      { ...named(relais), best: null, why: "too-far", hasNeeds: false },
      { ...named(label), best: 31, why: "weak", hasNeeds: true },
    ],
    poorWhy: [
      { why: "too-far", count: 11 },
      { why: "weak", count: 13 },
    ],
    withoutNeeds: 9,
    groups: [
      {
        department: "34 · Hérault",
        activity: "Légumerie et transformation",
        needs: [
          {
            id: "n1",
            text: "Des légumes bio épluchés, 600 kg par semaine, pour nos cuisines centrales",
            organisation: named(cuisine),
            closed: 3,
          },
          { id: "n2", text: "Soupes fraîches en vrac", organisation: named(ferme), closed: 0 },
        ],
      },
      {
        department: null,
        activity: null,
        needs: [{ id: "n3", text: "Un compagnon de route", organisation: named(label), closed: 1 }],
      },
    ],
    pairs: [
      {
        kind: "pin",
        one: named(cuisine),
        other: named(legumerie),
        reason: "Même bassin, jamais rencontrées.",
      },
      { kind: "ban", one: named(ferme), other: named(relais), reason: "Litige en cours." },
    ],
    names: [cuisine, ferme, legumerie, relais, label].map(({ name }) => name),
    typed: { one: relais.name, other: "Coopérative inconnue", reason: "" },
    faults: { other: "Aucun participant ne porte ce nom." },
  };
}

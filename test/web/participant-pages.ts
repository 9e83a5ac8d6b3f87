import type { Locale } from "../../src/i18n/plural.ts";
import { agendaPage } from "../../src/web/pages/agenda.tsx";
import { badgePage } from "../../src/web/pages/badge.tsx";
import { dataPage } from "../../src/web/pages/data.tsx";
import { directoryPage } from "../../src/web/pages/directory.tsx";
import { inboxPage } from "../../src/web/pages/inbox.tsx";
import { organisationPage } from "../../src/web/pages/organisation.tsx";
import { profilePage } from "../../src/web/pages/profile.tsx";
import { spacePage } from "../../src/web/pages/space.tsx";
import {
  after,
  bookable,
  cuisine,
  explanation,
  fair,
  ferme,
  label,
  legumerie,
  meeting,
  now,
  relais,
  slotAt,
  slots,
} from "./fixtures.ts";
import { onePage, type Sample, sample, sectors, severalPages, values } from "./sample.ts";

/** What delegates see, and what they show of themselves. */
export function participantPages(locale: Locale): readonly Sample[] {
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
    length: 1,
    slotMinutes: 20,
    unfit: [],
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
    readings: null,
    wish: { level: "must" },
    booking: { type: "open", props: booking },
  } as const;
  const cards = [legumerie, relais, label, ferme, cuisine];
  return [
    sample(
      locale,
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
      locale,
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
    sample(locale, "organisation", "delegate", organisationPage(organisationProps)),
    sample(
      locale,
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
      locale,
      "organisation-long",
      "delegate",
      organisationPage({
        ...organisationProps,
        booking: { type: "open", props: { ...booking, length: 2, chosen: [6] } },
      }),
    ),
    sample(
      locale,
      "organisation-visitor",
      "visitor",
      organisationPage({ ...organisationProps, explanation: null, wish: null, booking: { type: "sign-in" } }),
    ),
    sample(
      locale,
      "organisation-met",
      "delegate",
      organisationPage({
        ...organisationProps,
        booking: { type: "meeting", meeting: meeting("1", legumerie) },
      }),
    ),
    sample(
      locale,
      "space",
      "delegate",
      spacePage({
        offers: [],
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
        found: 3,
        mark: "a",
        filters: { relation: "trade", sector: "", department: "34", family: "", within: "60", free: false },
        options: {
          relations: ["trade", "cooperation"],
          sectors: [{ value: "alimentation", label: "Agriculture & alimentation durable" }],
          departments: [{ value: "34", label: "34 · Hérault" }],
          families: [{ value: "scic", label: "SCIC" }],
          distances: [{ value: "60", label: "60 km" }],
        },
        fairness: 0.1,
        advice: [
          { text: "Dites où votre offre « Complémentaire santé » est servie.", gain: 140, needs: 6 },
          { text: "Donnez la capacité de votre offre « Prévention ».", gain: 0, needs: 2 },
        ],
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
      locale,
      "space-new",
      "delegate",
      spacePage({
        offers: [],
        fair,
        organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
        status: "pending",
        nextMeeting: null,
        recommendations: [],
        found: 0,
        mark: "b",
        filters: { relation: "", sector: "", department: "", family: "", within: "", free: false },
        options: { relations: [], sectors: [], departments: [], families: [], distances: [] },
        fairness: 0,
        advice: [],
        wishes: [],
        quotas: { pending: { used: 0, max: 20 }, meetings: { used: 0, max: 12 } },
        pendingRequests: 0,
        bookingOpensAt: slotAt(0).startsAt,
        missing: ["offers", "needs"],
      }),
    ),
    sample(
      locale,
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
            explanation: { ...why, score: 74 },
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
            explanation: null,
          },
        ],
        sent: [
          {
            ...meeting("7", label, {
              status: "requested",
              slot: null,
              place: null,
              expiresAt: after(now, 900),
            }),
            explanation: why,
          },
        ],
        closed: [meeting("8", ferme, { status: "declined", reason: "no-time", slot: null, place: null })],
        delegates: [
          { id: "per_1", name: "Camille Ferrand" },
          { id: "per_2", name: "Hugo Lambert" },
        ],
      }),
    ),
    sample(locale, "agenda", "delegate", agendaPage(agendaProps(why))),
    sample(locale, "agenda-empty", "delegate", agendaPage({ ...agendaProps(why), toPlace: [], days: [] })),
    sample(
      locale,
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
      locale,
      "profile",
      "delegate",
      profilePage({
        fair,
        organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
        kind: "both",
        status: "validated",
        refusal: null,
        bookingMode: "request",
        meetingLength: { slots: 2, slotMinutes: 20 },
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
            comfort: {
              needsAccess: true,
              mostInARow: 4,
              breaks: [{ from: "12:00", to: "14:00", minutes: 45, on: "" }],
            },
            slots: slots.map((slot, index) => ({
              ...slot,
              state: index % 7 === 3 ? "meeting" : index % 9 === 4 ? "unavailable" : "open",
            })),
          },
        ],
        mostInARow: 6,
        newDelegate: { name: "", email: "", role: "", phone: "" },
        suggestions: [
          {
            list: "offers",
            id: "o1",
            text: "Complémentaire santé pour salariés de l’insertion",
            declared: [],
            activities: [
              { value: "mutuelle", label: "Mutuelle et prévoyance", confidence: 0.82 },
              { value: "insertion", label: "Insertion par l’activité économique", confidence: 0.41 },
            ],
          },
          { list: "needs", id: "n1", text: "Un coup de main", declared: [], activities: [] },
        ],
      }),
    ),
    sample(
      locale,
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
  ];
}

function agendaProps(why: ReturnType<typeof explanation>): Parameters<typeof agendaPage>[0] {
  const own = {
    possible: [slotAt(13), slotAt(14)],
    movesAtOnce: false,
    cancellable: true,
    ratable: false,
    explanation: why,
  };
  return {
    fair,
    title: { organisation: "Mutuelle Garrigue", person: "Camille Ferrand" },
    offers: [
      {
        id: "ofr_1",
        kind: "meet",
        with: label,
        slot: slotAt(7),
        place: { place: "Table 5", room: "Espace Antigone" },
        from: null,
        expiresAt: slotAt(5).endsAt,
        yes: false,
      },
      {
        id: "ofr_2",
        kind: "move",
        with: relais,
        slot: slotAt(6),
        place: { place: "Table 14", room: "Espace Antigone" },
        from: { slot: slotAt(6), place: { place: "Table 8", room: "Espace Antigone" } },
        expiresAt: slotAt(5).endsAt,
        yes: true,
      },
    ],
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
              movesAtOnce: true,
              cancellable: false,
              ratable: true,
              explanation: null,
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

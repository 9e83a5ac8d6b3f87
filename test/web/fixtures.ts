import type { Locale } from "../../src/i18n/plural.ts";
import type { Explanation } from "../../src/web/components/score.tsx";
import type { SlotState } from "../../src/web/components/slot-grid.tsx";
import type { Frame, Viewer } from "../../src/web/frame.ts";
import type { BoardPlace, BoardPoint, BoardRoom, BoardState, PlaceState } from "../../src/web/live-topics.ts";
import type { MeetingView, OrganisationCard, SlotTime } from "../../src/web/view-types.ts";

/** A small invented fair to draw every page with. */
export const fair = "fair_coventis-2027";
export const now = "2027-03-09T09:42:00.000Z";

export const viewers = {
  organiser: { name: "Inès Marchal", role: "organiser", organisation: null },
  steward: { name: "Yanis Roche", role: "steward", organisation: null },
  delegate: {
    name: "Camille Ferrand",
    role: "delegate",
    organisation: { id: "org_mutuelle-garrigue", name: "Mutuelle Garrigue" },
  },
  visitor: null,
} as const satisfies Record<string, Viewer | null>;

export function frame(locale: Locale, who: keyof typeof viewers, more: Partial<Frame> = {}): Frame {
  return {
    locale,
    timeZone: "Europe/Paris",
    path: `/fairs/${fair}`,
    now,
    speed: 1,
    fair: { id: fair, name: "Coventis 2027" },
    viewer: viewers[who],
    notices: [],
    pendingRequests: who === "delegate" ? 3 : 0,
    csrf: null,
    ...more,
  };
}

const dayStarts = ["2027-03-09T08:00:00.000Z", "2027-03-10T08:00:00.000Z"];
const perDay = 21;

export const slots: readonly SlotTime[] = dayStarts.flatMap((start, day) =>
  Array.from({ length: perDay }, (_, index) => {
    // Lunch falls after the ninth slot.
    const minutes = index * 20 + (index >= 9 ? 80 : 0);
    return {
      slot: day * perDay + index,
      day,
      startsAt: after(start, minutes),
      endsAt: after(start, minutes + 20),
    };
  }),
);

export function slotAt(index: number): SlotTime {
  const slot = slots[index];
  if (slot === undefined) throw new RangeError(`No slot ${index}`);
  return slot;
}

const states: readonly SlotState[] = [
  "past",
  "past",
  "past",
  "past",
  "past",
  "taken",
  "free",
  "busy",
  "free",
  "taken",
  "free",
  "free",
  "taken",
  "free",
  "free",
  "closed",
  "taken",
  "free",
  "free",
  "taken",
  "free",
];
export const bookable = slots.map(
  (slot, index) => ({ ...slot, state: states[index % perDay] ?? "free" }) as const,
);

export function organisation(
  id: string,
  name: string,
  more: Partial<OrganisationCard> = {},
): OrganisationCard {
  return {
    id: `org_${id}`,
    name,
    kind: "exhibitor",
    family: "association",
    inclusionKind: null,
    labels: [],
    commune: "Montpellier",
    stand: null,
    ...more,
  };
}

export const legumerie = organisation("legumerie-des-garrigues", "Légumerie des Garrigues", {
  family: "scic",
  inclusionKind: "ACI",
  labels: ["AB"],
  commune: "Lattes",
  stand: { place: "Stand B12", room: "Espace Antigone" },
});
export const relais = organisation("relais-velo", "Relais Vélo, coursiers coopératifs du bassin de Thau", {
  family: "scop",
  commune: "Sète",
  stand: { place: "Stand A3", room: "Hall Pasteur" },
});
export const label = organisation("label-route", "Label Route", {
  family: "ess-company",
  inclusionKind: "EI",
  labels: ["ESUS", "Qualiopi"],
  commune: "Nîmes",
});
export const ferme = organisation("ferme-du-rivage", "Ferme du Rivage", {
  kind: "both",
  family: "cooperative",
  commune: "Mauguio",
  labels: ["AB", "HVE"],
});
export const cuisine = organisation("cuisine-centrale", "Cuisine centrale de l’agglomération", {
  kind: "buyer",
  family: "public-authority",
  commune: "Béziers",
});

export function explanation(locale: Locale): Explanation {
  return locale === "fr"
    ? {
        score: 86,
        parts: [
          { points: 52, text: "Légumes prêts à cuire ↔ votre besoin « 450 repas par jour »" },
          { points: 21, text: "Ils cherchent des cantines : vous en êtes une" },
          { points: 13, text: "Livre Lattes, mardi et vendredi" },
        ],
        checks: ["capacité 380 kg/jour pour 420 demandés."],
      }
    : {
        score: 86,
        parts: [
          { points: 52, text: "Ready-to-cook vegetables ↔ your need “450 meals a day”" },
          { points: 21, text: "They look for canteens: you run one" },
          { points: 13, text: "Delivers to Lattes, Tuesday and Friday" },
        ],
        checks: ["capacity 380 kg a day for 420 asked."],
      };
}

export function meeting(
  id: string,
  withWhom: OrganisationCard,
  more: Partial<MeetingView> = {},
): MeetingView {
  return {
    id: `mtg_${id}`,
    status: "scheduled",
    with: withWhom,
    slot: slotAt(11),
    place: { place: "Table 4", room: "Espace Antigone" },
    myDelegate: "Camille Ferrand",
    theirDelegate: "Nora Vidal",
    message: null,
    askedByMe: true,
    expiresAt: null,
    proposed: [],
    move: null,
    reason: null,
    rating: null,
    ...more,
  };
}

const seats: readonly PlaceState[] = [
  "in-use",
  "in-use",
  "in-use",
  "late",
  "in-use",
  "in-use",
  "free",
  "waiting",
  "booked",
  "in-use",
  "overrun",
  "in-use",
];

function room(
  id: string,
  name: string,
  first: number,
  present: number,
  capacity: number,
  shift: number,
): BoardRoom {
  const places = Array.from({ length: 12 }, (_, index): BoardPlace => {
    const state =
      index === 6 && shift === 2 ? "closed" : (seats[(index * (1 + shift)) % seats.length] ?? "free");
    const taken = state !== "free" && state !== "closed";
    return {
      id: `plc_${first + index}`,
      name: `Table ${first + index}`,
      state,
      meeting: taken ? `mtg_${first + index}` : null,
      organisations: taken ? [legumerie.name, relais.name] : [],
      startsAt: taken ? slotAt(5).startsAt : null,
      endsAt: taken ? slotAt(5).endsAt : null,
      nextAt: index % 2 === 0 ? slotAt(6).startsAt : null,
    };
  });
  return { id: `room_${id}`, name, present, capacity, places };
}

export const board: BoardState = {
  at: now,
  figures: { placesInUse: 71, places: 84, present: 412, late: 4, absent: 2, held: 181, due: 188 },
  rooms: [
    room("antigone", "Espace Antigone", 1, 128, 180, 0),
    room("einstein", "Salle Einstein", 21, 56, 60, 1),
    room("pasteur", "Hall Pasteur", 41, 174, 400, 2),
  ],
  tasks: [
    {
      id: "task-1",
      type: "absent",
      meeting: "mtg_4",
      place: "Table 4",
      startsAt: slotAt(5).startsAt,
      waiting: "Mutuelle Garrigue",
      absent: "Relais Vélo",
      minutes: 4,
      standby: { id: label.id, name: label.name },
    },
    {
      id: "task-2",
      type: "overrun",
      meeting: "mtg_11",
      place: "Table 11",
      minutes: 12,
      next: { meeting: "mtg_90", slot: 6, startsAt: slotAt(6).startsAt, organisation: "Ferme du Rivage" },
      freePlace: { id: "plc_12", name: "Table 12" },
    },
    {
      id: "task-3",
      type: "room-full",
      room: "room_einstein",
      name: "Salle Einstein",
      present: 56,
      capacity: 60,
      arrivals: 6,
      at: slotAt(6).startsAt,
    },
    {
      id: "repair:dsr_1",
      type: "repair",
      disruption: "dsr_1",
      what: "place",
      name: "Table 8",
      from: now,
      until: slotAt(12).endsAt,
      struck: 3,
      plans: [
        {
          key: "one",
          lines: [
            {
              kind: "ask",
              organisations: [legumerie.name, relais.name],
              from: { startsAt: slotAt(6).startsAt, place: "Table 8" },
              to: { startsAt: slotAt(6).startsAt, place: "Table 14" },
              other: false,
            },
            {
              kind: "move",
              organisations: ["Mutuelle Garrigue", label.name],
              from: { startsAt: slotAt(9).startsAt, place: "Table 8" },
              to: { startsAt: slotAt(10).startsAt, place: "Table 3" },
              other: false,
            },
            {
              kind: "move",
              organisations: ["Ferme du Rivage", relais.name],
              from: { startsAt: slotAt(10).startsAt, place: "Table 3" },
              to: { startsAt: slotAt(11).startsAt, place: "Table 3" },
              other: true,
            },
          ],
          others: 1,
        },
        {
          key: "two",
          lines: [
            {
              kind: "lost",
              organisations: ["Mutuelle Garrigue", label.name],
              from: { startsAt: slotAt(9).startsAt, place: "Table 8" },
              to: null,
              other: false,
            },
          ],
          others: 0,
        },
      ],
      asked: [],
    },
    {
      id: "hole:mtg_5",
      type: "hole",
      meeting: "mtg_5",
      part: 0,
      startsAt: slotAt(7).startsAt,
      place: "Table 5",
      left: ["Ferme du Rivage"],
      pairs: [
        {
          ids: ["org_rivage", label.id],
          names: ["Ferme du Rivage", label.name],
          asked: ["Ferme du Rivage", label.name],
        },
        {
          ids: [relais.id, label.id],
          names: [relais.name, label.name],
          asked: [label.name],
        },
      ],
      offer: null,
      tried: 0,
    },
    {
      id: "hole:mtg_6",
      type: "hole",
      meeting: "mtg_6",
      part: 0,
      startsAt: slotAt(8).startsAt,
      place: "Table 6",
      left: [],
      pairs: [],
      offer: {
        id: "ofr_1",
        sides: [
          { id: relais.id, name: relais.name, yes: true },
          { id: label.id, name: label.name, yes: false },
        ],
        to: { startsAt: slotAt(8).startsAt, place: "Table 6" },
        expiresAt: slotAt(6).startsAt,
      },
      tried: 1,
    },
  ],
  disruptions: [
    { id: "dsr_1", what: "place", name: "Table 8", from: now, until: slotAt(12).endsAt },
    { id: "dsr_2", what: "person", name: relais.name, from: now, until: slotAt(7).startsAt },
  ],
  timeline: Array.from(
    { length: 103 },
    (_, minute): BoardPoint => ({
      at: after(dayStarts[0] ?? now, minute),
      present: Math.round(412 * (1 - Math.exp(-minute / 30)) + 12 * Math.sin(minute / 9)),
      inUse: Math.round(71 * (1 - Math.exp(-minute / 22))),
    }),
  ),
  opensAt: dayStarts[0] ?? now,
  closesAt: after(dayStarts[0] ?? now, 510),
};

export function after(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

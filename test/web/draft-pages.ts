import type { Locale } from "../../src/i18n/plural.ts";
import type { DraftLine, DraftMeetingView, ProgressPoint } from "../../src/web/draft-views.ts";
import { type DraftProps, draftPage } from "../../src/web/pages/draft.tsx";
import { draftAddPage } from "../../src/web/pages/draft-add.tsx";
import { type Change, draftComparisonPage } from "../../src/web/pages/draft-comparison.tsx";
import { draftMeetingPage } from "../../src/web/pages/draft-meeting.tsx";
import { draftUnplacedPage } from "../../src/web/pages/draft-unplaced.tsx";
import { after, cuisine, fair, label, legumerie, now, relais, slotAt, slots } from "./fixtures.ts";
import { type Sample, sample, severalPages } from "./sample.ts";

/** A draft changed by hand. */
export const draftLine: DraftLine = {
  id: "drf_2",
  computedAt: after(now, -4),
  status: "ready",
  isOut: false,
  edits: 2,
  basedOn: 12,
  placed: 428,
  wanted: 441,
  gap: 0.023,
};
const older: DraftLine = {
  ...draftLine,
  id: "drf_1",
  computedAt: after(now, -95),
  edits: 0,
  basedOn: 0,
  placed: 419,
  gap: 0.041,
};
/** Two drafts, one published. */
export const draftLines: readonly DraftLine[] = [draftLine, { ...older, isOut: true }];

const history: readonly ProgressPoint[] = Array.from({ length: 12 }, (_, index) => ({
  seconds: index,
  value: 20_400 + 160 * index,
  breaks: 310 - 9 * index,
  bound: { value: 23_100 },
  gap: 1 - (20_400 + 160 * index) / 23_100,
}));
const links = [{ href: `/fairs/${fair}/schedule/drafts/drf_2/meetings/mtg_1`, label: "Changer" }];
const clashing = {
  text: "Nora Belkacem a deux rendez-vous mar. 9 mars, 11:40 : La Légumerie ↔ Relais 34 et La Légumerie ↔ Label Vie.",
  links,
};
const away = { text: "La Légumerie ↔ Relais 34 : le créneau mar. 9 mars, 11:40 est fermé.", links };
const meeting: DraftMeetingView = {
  id: "mtg_1",
  organisations: [legumerie.name, relais.name],
  people: [
    { id: "per_1", name: "Nora Belkacem" },
    { id: "per_2", name: "Camille Roux" },
  ],
  slot: slotAt(11),
  place: { place: "Table 4", room: "Espace Antigone" },
  kind: "mutual",
  locked: true,
  faults: [clashing.text],
};
const choice = {
  slots: slots.slice(0, 8).map((slot) => ({
    value: String(slot.slot),
    label: `mardi 9 mars, 09:0${slot.slot} — ${slot.slot % 2 === 0 ? "libres, 4 places" : `${relais.name} est en rendez-vous`}`,
  })),
  places: [{ value: "plc_1", label: "Table 4, Espace Antigone — libre" }],
  sides: [
    { name: legumerie.name, people: [{ value: "per_1", label: "Nora Belkacem — libre" }] },
    { name: relais.name, people: [{ value: "per_2", label: "Camille Roux — en rendez-vous" }] },
  ],
};
const chosen = { slot: "2", place: "plc_1", delegate0: "per_1", delegate1: "" };
export const draftFigures = {
  placed: 428,
  wanted: 441,
  most: 433,
  gap: 0.023,
  breaks: 211,
  withThree: 131,
  organisations: 138,
};
/** What a draft leaves out. */
export const unplaced = {
  open: [{ code: "busy", label: "L’une est prise à tous les créneaux communs", count: 13 }],
  closed: [{ code: "never", label: "L’une a dit « jamais »", count: 4 }],
};
const names = [legumerie, relais, label, cuisine].map(({ name }) => name);

/** Drafts of the agenda: under way, to be mended, impossible, compared. */
export function draftPages(locale: Locale): readonly Sample[] {
  return [
    sample(locale, "draft", "organiser", draftPage(draftProps())),
    sample(
      locale,
      "draft-computing",
      "organiser",
      draftPage({
        ...draftProps(),
        draft: { ...draftProps().draft, status: "computing", took: null, edits: 0, basedOn: 0 },
        history,
        hard: [],
        soft: [],
        last: null,
        changes: [],
      }),
    ),
    sample(
      locale,
      "draft-starting",
      "organiser",
      draftPage({
        ...draftProps(),
        draft: { ...draftProps().draft, status: "computing", took: null, edits: 0, basedOn: 0 },
        figures: null,
        history: [],
        unplaced: { open: [], closed: [] },
        held: 0,
        meetings: [],
      }),
    ),
    sample(
      locale,
      "draft-impossible",
      "organiser",
      draftPage({
        ...draftProps(),
        draft: { ...draftProps().draft, status: "failed", fault: "clash", took: null },
        figures: null,
        clash: [
          { ...clashing, links: [...links, { href: "/prepare#slots", label: "Rouvrir le créneau" }] },
          away,
        ],
      }),
    ),
    sample(
      locale,
      "draft-meeting",
      "organiser",
      draftMeetingPage({
        fair,
        draft: "drf_2",
        known: 2,
        meeting,
        choice,
        chosen,
        effect: { brought: [away], ended: [clashing] },
        problem: null,
        swaps: [{ value: "mtg_2", label: `mar. 9 mars, 10:20 — ${legumerie.name} ↔ ${label.name}` }],
        swapWith: "mtg_2",
        swapEffect: { brought: [], ended: [] },
      }),
    ),
    sample(
      locale,
      "draft-add",
      "organiser",
      draftAddPage({
        fair,
        draft: "drf_2",
        known: 2,
        names,
        one: { typed: cuisine.name, id: cuisine.id },
        other: { typed: "relai", id: "" },
        faults: {
          other: "Aucun participant ne s’appelle exactement « relai ». Peut-être : Relais 34.",
        },
        already: "mtg_1",
        spot: null,
      }),
    ),
    sample(
      locale,
      "draft-add-where",
      "organiser",
      draftAddPage({
        fair,
        draft: "drf_2",
        known: 2,
        names,
        one: { typed: cuisine.name, id: cuisine.id },
        other: { typed: relais.name, id: relais.id },
        faults: {},
        already: null,
        spot: {
          names: [cuisine.name, relais.name],
          choice,
          chosen,
          effect: { brought: [], ended: [] },
          problem: null,
        },
      }),
    ),
    sample(
      locale,
      "draft-unplaced",
      "organiser",
      draftUnplacedPage({
        fair,
        draft: "drf_2",
        canChange: true,
        filters: { q: "", reason: "" },
        reasons: [{ value: "busy", label: "L’une est prise à tous les créneaux communs" }],
        total: 13,
        page: severalPages,
        wishes: [
          {
            ids: [legumerie.id, cuisine.id],
            organisations: [legumerie.name, cuisine.name],
            kind: "mutual",
            reason: `${cuisine.name} est déjà en rendez-vous à tous les créneaux communs (mar. 9 mars, 11:40).`,
            isClosed: false,
          },
          {
            ids: [label.id, relais.id],
            organisations: [label.name, relais.name],
            kind: "one-sided",
            reason: `${relais.name} a dit « jamais ».`,
            isClosed: true,
          },
        ],
      }),
    ),
    sample(
      locale,
      "draft-comparison",
      "organiser",
      draftComparisonPage({
        fair,
        now,
        drafts: draftLines,
        first: older,
        second: draftLine,
        filters: { show: "", q: "" },
        comparison: {
          both: 402,
          onlyFirst: 17,
          onlySecond: 26,
          moved: 61,
          replaced: 8,
          totals: [totals(419, 22_150), totals(428, 22_570)],
          lists: [
            {
              kind: "lose",
              total: 14,
              changes: [change(legumerie, [6, 5]), change(relais, [4, 3])],
              page: null,
            },
            { kind: "gain", total: 1, changes: [change(label, [2, 4])], page: null },
            { kind: "changed", total: 1, changes: [change(cuisine, [3, 3])], page: null },
          ],
        },
      }),
    ),
    sample(
      locale,
      "draft-comparison-none",
      "organiser",
      draftComparisonPage({
        fair,
        now,
        drafts: draftLines,
        first: draftLine,
        second: draftLine,
        filters: { show: "", q: "" },
        comparison: null,
      }),
    ),
  ];
}

function draftProps(): DraftProps {
  return {
    fair,
    now,
    draft: { ...draftLine, seconds: 10, took: 9.84, stopped: true, fault: null },
    history,
    figures: draftFigures,
    hard: [clashing, away],
    soft: [{ text: "Salle Pasteur : 44 personnes mar. 9 mars, 09:40, pour une jauge de 40.", links: [] }],
    clash: [],
    last: {
      text: `${legumerie.name} ↔ ${relais.name} : déplacé, mar. 9 mars, 11:40, Table 4.`,
      brought: [clashing],
      ended: [],
    },
    changes: ["3 rendez-vous réservés : La Légumerie, Relais 34.", "Les règles ont changé."],
    unplaced,
    held: 428,
    locked: 12,
    filters: { q: "", state: "", slot: "" },
    slots: slots.slice(0, 21),
    lock: { names, typed: { which: "", organisation: "", slot: "", faults: {} } },
    total: 428,
    page: severalPages,
    meetings: [
      meeting,
      { ...meeting, id: "mtg_2", kind: "by-hand", locked: false, faults: [], slot: slotAt(12) },
    ],
  };
}

function totals(meetings: number, value: number) {
  return { meetings, value, breaks: 211, placeChanges: 96, organisations: 138, withThree: 131, gini: 0.243 };
}

function change({ id, name }: typeof legumerie, meetings: readonly [number, number]): Change {
  const [before, after] = meetings;
  return {
    id,
    name,
    meetings,
    value: [before * 61, after * 60],
    breaks: [1, 2],
    placeChanges: [2, 2],
    moved: 1,
  };
}

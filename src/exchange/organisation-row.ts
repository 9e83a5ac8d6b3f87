import { inclusionKinds } from "../domain/directory/organisation.ts";
import { meetingSlotsSchema, mostSlots } from "../domain/fair/events.ts";
import { parseActivity } from "./activity-names.ts";
import { parseArea } from "./area-text.ts";
import { parseList } from "./cell-text.ts";
import { parseCalendarText } from "./date-text.ts";
import { parseDelegates } from "./delegate-text.ts";
import type { Fault, FaultCode, FaultParams } from "./faults.ts";
import { type Language, readNumber } from "./number-text.ts";
import {
  type Column,
  type Field,
  fieldNames,
  headingOf,
  type NeedPart,
  type OfferPart,
} from "./organisation-columns.ts";
import type { Identity } from "./organisation-duplicates.ts";
import type { ExchangedDelegate } from "./organisation-exchange.ts";
import {
  familyChoices,
  isEssByFamily,
  needKindChoices,
  parseFamily,
  parseInclusionKind,
  parseNeedKind,
  parseYesNo,
} from "./organisation-words.ts";
import type { PlaceInFile } from "./profile-faults.ts";
import { parseQuantity } from "./quantity-text.ts";

export type Cell = {
  readonly line: number;
  readonly heading: string;
  readonly column: Column;
  readonly text: string;
};
/** The cells of one organisation: its first row, then those that continue it. */
export type RowGroup = { readonly line: number; readonly cells: readonly Cell[] };

/** What the cells say, to be judged by the profile schema, and what could not be read at all. */
export type Draft = {
  readonly reference: string | null;
  readonly profile: Record<string, unknown>;
  readonly delegates: readonly ExchangedDelegate[];
  readonly meetingSlots: number | undefined;
  readonly identity: Identity;
  readonly faults: readonly Fault[];
  /** The cell that a path of `profile` came from. */
  readonly placeOf: (path: readonly PropertyKey[]) => PlaceInFile;
};

type Block<P extends string> = { number: number; line: number; parts: Map<P, Cell> };

/** Reads the cells of one organisation; every unreadable cell gives one fault. */
export function readDraft(group: RowGroup, language: Language): Draft {
  const faults: Fault[] = [];
  const read = cellReader(faults, language);
  const field = (name: Field) =>
    group.cells.find(
      ({ column, text }) => column.of === "organisation" && column.field === name && text !== "",
    );
  const delegates = group.cells
    .filter(({ column }) => column.of === "organisation" && column.field === "delegates")
    .flatMap((cell) => read.delegates(cell));
  const offerBlocks = blocksOf<OfferPart>(group, "offer");
  const needBlocks = blocksOf<NeedPart>(group, "need");
  const family = read.family(field("family"));
  const ess = read.yesNo(field("ess"));
  const siret = read.siret(field("siret"));
  const profile = {
    name: field("name")?.text,
    family,
    ess: ess ?? (family === undefined ? false : isEssByFamily(family)),
    inclusionKind: read.inclusionKind(field("inclusionKind")) ?? null,
    labels: read.list(field("labels")),
    group: field("group")?.text ?? null,
    partners: read.list(field("partners")),
    place: present({
      commune: field("commune")?.text,
      postcode: padded(field("postcode")?.text),
      insee: padded(field("insee")?.text.toUpperCase()),
      department: padded(field("department")?.text.toUpperCase(), 2),
      region: padded(field("region")?.text, 2),
      lat: read.number(field("latitude")),
      lon: read.number(field("longitude")),
    }),
    staffFte: read.number(field("staffFte")) ?? null,
    turnoverKeur: read.number(field("turnoverKeur")) ?? null,
    description: field("description")?.text ?? "",
    ...present({ siret, website: read.website(field("website")) }),
    offers: offerBlocks.map((block, index) => readOffer(block, index, read)),
    needs: needBlocks.map((block, index) => readNeed(block, index, read)),
  };
  const reference = field("reference")?.text ?? null;
  const identity = {
    line: group.line,
    reference,
    name: field("name")?.text,
    commune: field("commune")?.text,
    siret,
    partners: profile.partners,
    delegates,
  };
  const placeOf = (path: readonly PropertyKey[]) =>
    placeOfPath(path, group, { offers: offerBlocks, needs: needBlocks }, language);
  const meetingSlots = read.meetingSlots(field("meetingSlots"));
  return { reference, profile, delegates, meetingSlots, identity, faults, placeOf };
}

type CellReader = ReturnType<typeof cellReader>;

function cellReader(faults: Fault[], language: Language) {
  function refuse<C extends FaultCode>(cell: Cell, code: C, params: FaultParams[C]): undefined {
    faults.push({ line: cell.line, column: cell.heading, code, params } as Fault);
    return undefined;
  }
  const unlessFault = <T>(cell: Cell | undefined, parse: (text: string) => T | string, code: FaultCode) => {
    if (cell === undefined) return undefined;
    const value = parse(cell.text);
    return value === code ? refuse(cell, code as "bad-area", { value: cell.text }) : (value as T);
  };
  return {
    refuse,
    list: (cell: Cell | undefined): string[] => (cell === undefined ? [] : parseList(cell.text)),
    area: (cell: Cell | undefined) => unlessFault(cell, parseArea, "bad-area"),
    date: (cell: Cell | undefined) => unlessFault<string>(cell, parseCalendarText, "bad-date"),
    quantity: (cell: Cell | undefined) =>
      unlessFault(cell, (text) => parseQuantity(text, language), "bad-quantity"),
    number(cell: Cell | undefined): number | undefined {
      if (cell === undefined) return undefined;
      const reading = readNumber(cell.text.replace(/\s*k?€$/, ""), language);
      if (reading.ok) return reading.value;
      return refuse(cell, reading.ambiguous ? "ambiguous-number" : "not-a-number", { value: cell.text });
    },
    meetingSlots(cell: Cell | undefined): number | undefined {
      if (cell === undefined) return undefined;
      const reading = readNumber(cell.text, language);
      const slots = meetingSlotsSchema.safeParse(reading.ok ? reading.value : undefined);
      const expected = Array.from({ length: mostSlots }, (_, index) => String(index + 1));
      return slots.success ? slots.data : refuse(cell, "unknown-value", { value: cell.text, expected });
    },
    siret(cell: Cell | undefined): string | undefined {
      if (cell === undefined) return undefined;
      if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(cell.text))
        return refuse(cell, "siret-rounded", { value: cell.text });
      return cell.text.replace(/[\s\u00a0\u202f.]/g, "");
    },
    website(cell: Cell | undefined): string | undefined {
      if (cell === undefined) return undefined;
      return /^[a-z][a-z0-9+.-]*:/i.test(cell.text) ? cell.text : `https://${cell.text}`;
    },
    family(cell: Cell | undefined) {
      if (cell === undefined) return undefined;
      const family = parseFamily(cell.text);
      return family ?? refuse(cell, "unknown-value", { value: cell.text, expected: familyChoices(language) });
    },
    inclusionKind(cell: Cell | undefined) {
      if (cell === undefined) return undefined;
      const kind = parseInclusionKind(cell.text, inclusionKinds);
      return kind ?? refuse(cell, "unknown-value", { value: cell.text, expected: inclusionKinds });
    },
    needKind(cell: Cell) {
      const kind = parseNeedKind(cell.text);
      return kind ?? refuse(cell, "unknown-value", { value: cell.text, expected: needKindChoices(language) });
    },
    yesNo(cell: Cell | undefined): boolean | undefined {
      if (cell === undefined) return undefined;
      const expected = language === "fr" ? ["oui", "non"] : ["yes", "no"];
      return parseYesNo(cell.text) ?? refuse(cell, "unknown-value", { value: cell.text, expected });
    },
    activities(cell: Cell | undefined): string[] {
      if (cell === undefined) return [];
      return parseList(cell.text).flatMap((value) => {
        const activity = parseActivity(value);
        if (activity.slug !== null) return [activity.slug];
        refuse(cell, "unknown-activity", { value, suggestion: activity.suggestion });
        return [];
      });
    },
    delegates(cell: Cell): ExchangedDelegate[] {
      return parseDelegates(cell.text).flatMap((reading) => {
        if (reading.ok) return [reading.delegate];
        refuse(cell, reading.code, { value: reading.value });
        return [];
      });
    },
  };
}

function readOffer(block: Block<OfferPart>, index: number, read: CellReader): Record<string, unknown> {
  const { number, parts } = block;
  if (!parts.has("text")) reportBlock(block, read, "offer-without-text");
  return {
    id: parts.get("id")?.text ?? `o${index + 1}`,
    text: parts.get("text")?.text ?? `${number}`,
    activities: read.activities(parts.get("activities")),
    area: read.area(parts.get("area")) ?? null,
    capacity: read.quantity(parts.get("capacity")) ?? null,
  };
}

function readNeed(block: Block<NeedPart>, index: number, read: CellReader): Record<string, unknown> {
  const { number, parts } = block;
  if (!parts.has("text")) reportBlock(block, read, "need-without-text");
  const kindCell = parts.get("kind");
  if (kindCell === undefined) reportBlock(block, read, "need-without-kind");
  const activities = read.activities(parts.get("activities"));
  const list = (part: NeedPart) => (parts.has(part) ? read.list(parts.get(part)) : undefined);
  return {
    id: parts.get("id")?.text ?? `n${index + 1}`,
    // A missing kind or text has its own fault; the stand-in lets the other cells be judged.
    kind: kindCell === undefined ? "buy" : read.needKind(kindCell),
    text: parts.get("text")?.text ?? `${number}`,
    area: read.area(parts.get("area")) ?? null,
    ...present({
      activities: activities.length > 0 ? activities : undefined,
      volume: read.quantity(parts.get("volume")) ?? undefined,
      budgetKeur: read.number(parts.get("budgetKeur")),
      from: read.date(parts.get("from")),
      impactGoals: list("impactGoals"),
      requiredLabels: list("requiredLabels"),
      reservedFor: list("reservedFor"),
    }),
  };
}

function reportBlock(
  { number, parts }: Block<string>,
  read: CellReader,
  code: "offer-without-text" | "need-without-text" | "need-without-kind",
): void {
  const [cell] = parts.values();
  if (cell) read.refuse(cell, code, { number });
}

/** The offers or needs that have a filled cell, in the order of the rows, then of their numbers. */
function blocksOf<P extends OfferPart | NeedPart>(group: RowGroup, of: "offer" | "need"): Block<P>[] {
  const blocks = new Map<string, Block<P>>();
  for (const cell of group.cells) {
    if (cell.column.of !== of || cell.text === "") continue;
    const { number, part } = cell.column;
    const key = `${cell.line}/${number}`;
    const block = blocks.get(key) ?? { number, line: cell.line, parts: new Map() };
    block.parts.set(part as P, cell);
    blocks.set(key, block);
  }
  return [...blocks.values()].sort((one, other) => one.line - other.line || one.number - other.number);
}

function placeOfPath(
  path: readonly PropertyKey[],
  group: RowGroup,
  blocks: { offers: readonly Block<string>[]; needs: readonly Block<string>[] },
  language: Language,
): PlaceInFile {
  const [first, second, third] = path;
  if ((first === "offers" || first === "needs") && typeof second === "number") {
    const block = blocks[first][second];
    const cell = block?.parts.get(String(third)) ?? block?.parts.values().next().value;
    if (cell) return { line: cell.line, column: cell.heading };
  }
  const renamed: Record<string, Field> = { lat: "latitude", lon: "longitude" };
  const name = String(first === "place" ? (second ?? "commune") : first);
  const field = renamed[name] ?? fieldNames.find((each) => each === name) ?? "name";
  const cell = group.cells.find(({ column }) => column.of === "organisation" && column.field === field);
  const column = cell?.heading ?? headingOf({ of: "organisation", field }, language);
  return { line: group.line, column };
}

/** Excel drops the leading zero of a code that it takes for a number. */
function padded(text: string | undefined, length = 5): string | undefined {
  return text !== undefined && text.length === length - 1 ? text.padStart(length, "0") : text;
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

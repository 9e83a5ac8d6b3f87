import { z } from "zod";

const MAX_SLOTS = 1_000;
const MAX_PLACES = 100_000;
/** Participants and meetings in one problem, so that noise is refused before each of its entries is read. */
const MAX_LISTED = 200_000;
/** Slots times participants, and slots times meetings, that a search can hold in memory. */
const MAX_CELLS = 20_000_000;
const MAX_FAULTS = 50;

const name = z.string().min(1).max(200);
const slot = z.number().int().min(0);
const count = z.number().int().min(0);

const placeSchema = z.object({
  id: name,
  room: z.string().max(200).optional(),
  slots: z.array(slot).optional(),
});

/** At least `slots` slots in a row without a meeting, from slot `from` to slot `to`, both included. */
const breakSchema = z.object({ from: slot, to: slot, slots: z.number().int().min(1) });

const participantSchema = z.object({
  id: name,
  unavailable: z.array(slot).optional(),
  maxMeetings: count.optional(),
  maxInARow: z.number().int().min(1).optional(),
  breaks: z.array(breakSchema).optional(),
});

const meetingSchema = z.object({
  id: name,
  participants: z.array(name).min(2).max(20),
  slots: z.array(slot).optional(),
  fixedSlot: slot.optional(),
  fixedPlace: name.optional(),
  after: z.array(name).optional(),
  value: z.number().min(0).max(1e9).optional(),
  required: z.boolean().optional(),
});

/** A timetabling problem as files hold it; slots are numbered from 0 and consecutive. */
export const problemSchema = z.object({
  name: z.string().max(200),
  slots: z.number().int().min(1).max(MAX_SLOTS),
  places: z.union([z.number().int().min(0).max(MAX_PLACES), z.array(placeSchema).max(MAX_PLACES)], {
    error: `expected a whole number of places from 0 to ${MAX_PLACES}, or a list of places, each with an id`,
  }),
  participants: z.array(participantSchema),
  meetings: z.array(meetingSchema),
  countUnavailable: z.boolean().optional(),
  maxBreakSpread: count.optional(),
});

export type Problem = z.infer<typeof problemSchema>;
export type Participant = Problem["participants"][number];
export type Meeting = Problem["meetings"][number];
export type Place = z.infer<typeof placeSchema>;

/** One thing wrong with a document: where in it, and what was expected there. */
export type Fault = { path: string; expected: string };

export type Parsed<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

/** Reads a problem; every fault is reported (at most 50, the last line counts the others). */
export function parseProblem(text: string): Parsed<Problem> {
  const document = parseJson(text);
  if (!document.ok) return document;
  const oversized = findOversized(document.value);
  if (oversized.length > 0) return { ok: false, faults: oversized };
  const parsed = problemSchema.safeParse(document.value);
  if (!parsed.success)
    return { ok: false, faults: capFaults(onePerPath(parsed.error.issues.flatMap(toFaults))) };
  const tooLarge = findTooLarge(parsed.data);
  if (tooLarge.length > 0) return { ok: false, faults: tooLarge };
  const faults = findFaults(parsed.data);
  return faults.length === 0 ? { ok: true, value: parsed.data } : { ok: false, faults: capFaults(faults) };
}

/** Places by id: a list as given, or `t0`, `t1`… where the problem only counts them. */
export function listPlaces(problem: Pick<Problem, "places">): Place[] {
  if (typeof problem.places !== "number") return problem.places;
  return Array.from({ length: problem.places }, (_, index) => ({ id: `t${index}` }));
}

export function parseJson(text: string): Parsed<unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 160).replace(/\s+/g, " ") : "unreadable";
    return { ok: false, faults: [{ path: "$", expected: `expected a JSON document (${reason})` }] };
  }
}

export function toFault(issue: { path: PropertyKey[]; message: string }): Fault {
  return { path: formatPath(issue.path), expected: issue.message.slice(0, 200).replace(/\s+/g, " ") };
}

type Issue = { path: PropertyKey[]; message: string; errors?: Issue[][] };

/** Where one of the forms that a value may have was followed so far, what is wrong inside of it is what to say. */
function toFaults(issue: Issue): Fault[] {
  const inside = issue.errors?.find((issues) => issues.every((own) => own.path.length > 0));
  if (inside === undefined) return [toFault(issue)];
  return inside.flatMap((own) => toFaults({ ...own, path: [...issue.path, ...own.path] }));
}

/** The first fault at each place: what else is said there follows from it. */
export function onePerPath(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => !seen.has(path) && seen.add(path));
}

export function capFaults(faults: Fault[]): Fault[] {
  if (faults.length <= MAX_FAULTS) return faults;
  const kept = faults.slice(0, MAX_FAULTS);
  return [...kept, { path: "$", expected: `${faults.length - MAX_FAULTS} more faults of these kinds` }];
}

function findOversized(document: unknown): Fault[] {
  if (typeof document !== "object" || document === null) return [];
  return Object.entries(document)
    .filter(([, value]) => Array.isArray(value) && value.length > MAX_LISTED)
    .map(([key, value]) => ({
      path: formatPath([key]),
      expected: `expected at most ${MAX_LISTED} entries, found ${Array.isArray(value) ? value.length : 0}`,
    }));
}

/** What has more slots for everybody together than memory. */
function findTooLarge(problem: Problem): Fault[] {
  const most = Math.floor(MAX_CELLS / problem.slots);
  return (["participants", "meetings"] as const)
    .filter((key) => problem[key].length > most)
    .map((key) => ({
      path: key,
      expected: `expected at most ${most} entries for ${problem.slots} slots, found ${problem[key].length}`,
    }));
}

function formatPath(path: PropertyKey[]): string {
  let text = "";
  for (const key of path)
    text += typeof key === "number" ? `[${key}]` : `${text === "" ? "" : "."}${String(key)}`;
  return text === "" ? "$" : text.slice(0, 200);
}

function findFaults(problem: Problem): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, expected: string) => faults.push({ path, expected });
  const participants = new Set<string>();
  const meetings = new Set<string>();
  const places = new Set<string>();
  problem.participants.forEach((participant, index) => {
    noteId(participants, participant.id, `participants[${index}].id`, fault);
    checkSlots(problem, participant.unavailable, `participants[${index}].unavailable`, fault);
    checkBreaks(problem, participant, `participants[${index}].breaks`, fault);
  });
  problem.meetings.forEach((meeting, index) => {
    noteId(meetings, meeting.id, `meetings[${index}].id`, fault);
  });
  listPlaces(problem).forEach((place, index) => {
    noteId(places, place.id, `places[${index}].id`, fault);
    checkSlots(problem, place.slots, `places[${index}].slots`, fault);
  });
  problem.meetings.forEach((meeting, index) => {
    checkMeeting(problem, { meeting, path: `meetings[${index}]`, participants, meetings, places }, fault);
  });
  checkFixed(problem, fault);
  return faults;
}

type Report = (path: string, expected: string) => void;

function noteId(known: Set<string>, id: string, path: string, fault: Report): void {
  if (known.has(id)) fault(path, `expected an id used once, "${id}" is used before`);
  known.add(id);
}

function checkSlots(
  problem: Problem,
  slots: readonly number[] | undefined,
  path: string,
  fault: Report,
): void {
  slots?.forEach((value, index) => {
    if (value >= problem.slots) fault(`${path}[${index}]`, expectedSlot(problem, value));
  });
}

function checkBreaks(problem: Problem, { breaks }: Participant, path: string, fault: Report): void {
  breaks?.forEach(({ from, to, slots }, index) => {
    const at = `${path}[${index}]`;
    const window = to - from + 1;
    if (from >= problem.slots) fault(`${at}.from`, expectedSlot(problem, from));
    if (to >= problem.slots) fault(`${at}.to`, expectedSlot(problem, to));
    if (window < 1) fault(`${at}.to`, `expected the last slot of the break, ${from} or later, found ${to}`);
    else if (slots > window)
      fault(`${at}.slots`, `expected at most the ${window} slots from ${from} to ${to}, found ${slots}`);
  });
}

function expectedSlot(problem: Problem, value: number): string {
  return `expected a slot from 0 to ${problem.slots - 1}, found ${value}`;
}

type MeetingCheck = {
  meeting: Meeting;
  path: string;
  participants: ReadonlySet<string>;
  meetings: ReadonlySet<string>;
  places: ReadonlySet<string>;
};

function checkMeeting(problem: Problem, check: MeetingCheck, fault: Report): void {
  const { meeting, path } = check;
  const seen = new Set<string>();
  meeting.participants.forEach((id, index) => {
    const at = `${path}.participants[${index}]`;
    if (!check.participants.has(id)) fault(at, `expected the id of a participant, "${id}" is unknown`);
    else if (seen.has(id)) fault(at, `expected somebody else: "${id}" cannot meet itself`);
    seen.add(id);
  });
  checkSlots(problem, meeting.slots, `${path}.slots`, fault);
  if (meeting.fixedSlot !== undefined && meeting.fixedSlot >= problem.slots) {
    fault(`${path}.fixedSlot`, expectedSlot(problem, meeting.fixedSlot));
  }
  if (meeting.fixedPlace !== undefined && !check.places.has(meeting.fixedPlace)) {
    fault(`${path}.fixedPlace`, `expected the id of a place, "${meeting.fixedPlace}" is unknown`);
  }
  meeting.after?.forEach((id, index) => {
    const at = `${path}.after[${index}]`;
    if (id === meeting.id) fault(at, `expected another meeting: "${id}" cannot come after itself`);
    else if (!check.meetings.has(id)) fault(at, `expected the id of a meeting, "${id}" is unknown`);
  });
}

/** Two meetings fixed where they can never both be held are a mistake in the file, not a hard problem. */
function checkFixed(problem: Problem, fault: Report): void {
  const holder = new Map<string, string>();
  problem.meetings.forEach((meeting, index) => {
    if (meeting.fixedSlot === undefined) return;
    const claims = meeting.participants.map((id) => [`participant "${id}"`, id, "p"] as const);
    const all =
      meeting.fixedPlace === undefined
        ? claims
        : [...claims, [`place "${meeting.fixedPlace}"`, meeting.fixedPlace, "t"] as const];
    for (const [who, id, kind] of all) {
      const key = JSON.stringify([kind, id, meeting.fixedSlot]);
      const other = holder.get(key);
      if (other !== undefined) {
        fault(
          `meetings[${index}].fixedSlot`,
          `expected a slot where ${who} is not fixed already by "${other}"`,
        );
      }
      holder.set(key, meeting.id);
    }
  });
}

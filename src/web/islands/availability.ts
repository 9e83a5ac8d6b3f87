import { useEffect, useRef, useState } from "preact/hooks";
import type { SlotState } from "../components/slot-grid.tsx";
import type {
  AvailabilityChange,
  AvailabilitySnapshot,
  SlotState as PublicState,
  ViewersChange,
  ViewersSnapshot,
} from "../live-topics.ts";
import type { BookableSlot, BookingProps } from "./booking.tsx";
import { useTopic } from "./follow.ts";

export type LiveSlots = {
  readonly slots: readonly BookableSlot[];
  readonly flashed: ReadonlySet<number>;
  readonly status: "connecting" | "on" | "off";
  readonly watching: number | null;
  /** What the reader has just done themselves, ahead of the patch that will say so. */
  mark(slots: readonly number[], state: SlotState): void;
};

type States = ReadonlyMap<number, PublicState>;
const flashMs = 6_000;

/** The slots of one organisation, kept at the fair's version. */
export function useAvailability(props: BookingProps): LiveSlots {
  const [slots, setSlots] = useState(props.slots);
  const [flashed, setFlashed] = useState<ReadonlySet<number>>(new Set());
  const [status, setStatus] = useState<LiveSlots["status"]>("connecting");
  const [watching, setWatching] = useState(props.watching);
  const shown = useRef(props.slots);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);

  const show = (next: readonly BookableSlot[]) => {
    shown.current = next;
    setSlots(next);
  };
  const take = (states: States) => {
    const next = shown.current.map((slot) => withPublicState(slot, states.get(slot.slot)));
    const moved = next.flatMap((slot, index) => (slot === shown.current[index] ? [] : [slot.slot]));
    if (moved.length === 0) return;
    show(next);
    setFlashed((before) => new Set([...before, ...moved]));
    timers.current.push(setTimeout(() => setFlashed((before) => without(before, moved)), flashMs));
  };

  const id = props.organisation.id;
  useTopic<AvailabilitySnapshot, AvailabilityChange>({
    topic: `fair:${props.fair}`,
    since: props.version,
    start: (snapshot) => take(lettersToStates(snapshot.slots[id])),
    apply: (changes) => take(statesIn(changes, id)),
    status: setStatus,
  });
  useTopic<ViewersSnapshot, ViewersChange>({
    topic: `viewers:${id}@${props.fair}`,
    since: null,
    start: (snapshot) => setWatching(snapshot.count),
    apply: (changes) => setWatching(changes.at(-1)?.count ?? null),
  });
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  const mark = (marked: readonly number[], state: SlotState) =>
    show(shown.current.map((slot) => (marked.includes(slot.slot) ? { ...slot, state } : slot)));
  return { slots, flashed, status, watching, mark };
}

/** The public state of each slot that the changes speak of, for one organisation. */
export function statesIn(changes: readonly AvailabilityChange[], organisation: string): States {
  const states = new Map<number, PublicState>();
  const takeAll = (all: States) => {
    for (const [slot, state] of all) states.set(slot, state);
  };
  for (const change of changes) {
    if (change.type === "grid") takeAll(lettersToStates(change.snapshot.slots[organisation]));
    else if (change.type !== "tables" && change.organisation === organisation) {
      if (change.type === "slot") states.set(change.slot, change.state);
      else takeAll(lettersToStates(change.slots ?? undefined));
    }
  }
  return states;
}

const byLetter: Readonly<Record<string, PublicState>> = { f: "free", t: "taken", c: "closed" };

function lettersToStates(letters: string | undefined): States {
  return new Map([...(letters ?? "")].map((letter, slot) => [slot, byLetter[letter] ?? "closed"] as const));
}

// The reader's own engagements and the past outweigh what is public.
function withPublicState(slot: BookableSlot, state: PublicState | undefined): BookableSlot {
  const open = slot.state === "free" || slot.state === "taken" || slot.state === "closed";
  return state === undefined || !open || slot.state === state ? slot : { ...slot, state };
}

function without(before: ReadonlySet<number>, gone: readonly number[]): ReadonlySet<number> {
  return new Set([...before].filter((slot) => !gone.includes(slot)));
}

import type { ChooseProblem } from "../choose-problem.ts";
import type { Grid } from "./grid.ts";

/** Whether a person has the idle slots that it takes to come from one room and go to another. */
export type CanWalk = (person: number, slot: number, duration: number, place: number) => boolean;

export function createWalking({ seats, walking, slots }: ChooseProblem, grid: Grid): CanWalk {
  const rooms = new Map<string, number>();
  for (const { room } of seats) if (!rooms.has(room)) rooms.set(room, rooms.size);
  const roomOf = Int32Array.from(seats, ({ room }) => rooms.get(room) ?? 0);
  const walk = new Int32Array(rooms.size * rooms.size);
  for (const [from, row] of rooms)
    for (const [to, column] of rooms)
      if (from !== to) walk[row * rooms.size + column] = walking?.[`${from}>${to}`] ?? 0;
  const longest = walk.reduce((most, own) => Math.max(most, own), 0);
  const { dayOf, personAt, spots, isBusyAt } = grid;
  if (longest === 0) return () => true;
  return (person, slot, duration, place) => {
    const room = roomOf[place] ?? 0;
    const day = dayOf[slot] ?? 0;
    for (let gap = 0; gap < longest; gap += 1) {
      for (const at of [slot - 1 - gap, slot + duration + gap]) {
        if (!isBusyAt(person, at, day)) continue;
        const other = spots[personAt[person * slots + at] ?? 0];
        if (other === undefined) continue;
        const there = roomOf[other.place] ?? 0;
        const needed = (at < slot ? walk[there * rooms.size + room] : walk[room * rooms.size + there]) ?? 0;
        if (needed > gap) return false;
      }
    }
    return true;
  };
}

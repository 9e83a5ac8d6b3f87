import type { LeftOutCode } from "../choose-problem.ts";
import type { Attendance } from "./attendance.ts";
import type { Grid } from "./grid.ts";
import type { Options } from "./options.ts";
import type { KeepsOrder } from "./order.ts";

/** What can be in the way of a candidate, each judged by its own part of the seating. */
export type Obstacles = {
  options: readonly Options[];
  grid: Grid;
  attendance: Attendance;
  hasQuota: (candidate: number) => boolean;
  keepsOrder: KeepsOrder;
};

/** Why a candidate is not held: the first obstacle that all its slots have. */
export function findBlocker(obstacles: Obstacles, candidate: number): LeftOutCode {
  const { options, grid, attendance, hasQuota, keepsOrder } = obstacles;
  const own = options[candidate];
  if (own === undefined) return "no-common-slot";
  const { duration, firsts, seconds, seats } = own;
  const slots = grid.dayOf.length;
  const isThere = (person: number, slot: number): boolean => {
    for (let at = slot; at < slot + duration; at += 1)
      if (grid.personAt[person * slots + at] === -2) return false;
    return true;
  };
  const bothCan = (can: (person: number, slot: number, duration: number) => boolean) =>
    own.starts.filter(
      (slot) =>
        firsts.some((person) => isThere(person, slot) && can(person, slot, duration)) &&
        seconds.some((person) => isThere(person, slot) && can(person, slot, duration)),
    );
  if (bothCan(() => true).length === 0) return "no-common-slot";
  if (!hasQuota(candidate)) return "quota";
  if (bothCan(attendance.hasTime).length === 0) return "busy";
  const both = bothCan(attendance.canAttend);
  if (both.length === 0) return "break";
  if (!both.some((slot) => keepsOrder(candidate, slot))) return "order";
  const isRoom = both.some((slot) => seats.some((seat) => grid.isSeatFree(seat, slot, duration)));
  return isRoom ? "others-worth-more" : "no-place";
}

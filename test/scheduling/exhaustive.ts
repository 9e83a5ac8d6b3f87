import type { Problem } from "../../src/scheduling/problem.ts";
import type { Placed } from "../../src/scheduling/solution.ts";
import { measure, verify } from "../../src/scheduling/verify.ts";

/** The best agenda by trying every slot of every meeting, judged by the checker; `undefined` where there is none. */
export function bestByTrying(problem: Problem): { value: number; breaks: number } | undefined {
  let best: { value: number; breaks: number } | undefined;
  const slots = Array.from({ length: problem.slots }, (_, slot) => slot);
  const busy = new Set<string>();
  const walk = (index: number, placed: Placed[], load: number[]): void => {
    const meeting = problem.meetings[index];
    if (meeting === undefined) {
      if (verify(problem, { placed }).length > 0) return;
      const { value, breaks } = measure(problem, placed);
      if (best === undefined || value > best.value || (value === best.value && breaks < best.breaks)) {
        best = { value, breaks };
      }
      return;
    }
    if (meeting.required === false) walk(index + 1, placed, load);
    for (const slot of meeting.slots ?? slots) {
      const keys = meeting.participants.map((person) => `${person}@${slot}`);
      const used = load[slot] ?? 0;
      if (used >= Number(problem.places) || keys.some((key) => busy.has(key))) continue;
      for (const key of keys) busy.add(key);
      load[slot] = used + 1;
      walk(index + 1, [...placed, { meeting: meeting.id, slot, place: `t${used}` }], load);
      load[slot] = used;
      for (const key of keys) busy.delete(key);
    }
  };
  walk(0, [], []);
  return best;
}

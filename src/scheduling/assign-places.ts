import type { Model } from "./model.ts";
import { listPlaces } from "./problem.ts";

/**
 * A place for every placed meeting: fixed ones first, then each where its people sat before, then exchanges within a
 * slot as long as they spare changes of place. The caller has checked that every slot has places enough.
 */
export function assignPlaces(model: Model, slotOf: Int32Array): Int32Array {
  const places = listPlaces(model.problem);
  const placeIndex = new Map(places.map((place, index) => [place.id, index]));
  const fixed = Int32Array.from(model.problem.meetings, (meeting) =>
    meeting.fixedPlace === undefined ? -1 : (placeIndex.get(meeting.fixedPlace) ?? -1),
  );
  const open = places.map((place) => (place.slots === undefined ? undefined : new Set(place.slots)));
  const bySlot: number[][] = Array.from({ length: model.slots }, () => []);
  slotOf.forEach((slot, meeting) => {
    if (slot >= 0) bySlot[slot]?.push(meeting);
  });
  const placeOf = new Int32Array(model.meetings).fill(-1);
  const links = linkNeighbours(model, slotOf);
  bySlot.forEach((meetings, slot) => {
    const taken = new Set<number>();
    const put = (meeting: number, place: number) => {
      placeOf[meeting] = place;
      taken.add(place);
    };
    for (const meeting of meetings) if ((fixed[meeting] ?? -1) >= 0) put(meeting, fixed[meeting] ?? 0);
    const wished: { meeting: number; place: number; gain: number }[] = [];
    for (const meeting of meetings) {
      if ((fixed[meeting] ?? -1) >= 0) continue;
      const before = (links.before[meeting] ?? [])
        .map((other) => placeOf[other] ?? -1)
        .filter((at) => at >= 0);
      for (const place of new Set(before)) {
        wished.push({ meeting, place, gain: before.filter((at) => at === place).length });
      }
    }
    wished.sort((a, b) => b.gain - a.gain);
    for (const { meeting, place } of wished) {
      if ((placeOf[meeting] ?? -1) >= 0 || taken.has(place) || open[place]?.has(slot) === false) continue;
      put(meeting, place);
    }
    let candidate = 0;
    for (const meeting of meetings) {
      if ((placeOf[meeting] ?? -1) >= 0) continue;
      while (taken.has(candidate) || open[candidate]?.has(slot) === false) candidate += 1;
      put(meeting, candidate);
    }
  });
  for (let sweep = 0; sweep < 6; sweep += 1) {
    let gained = 0;
    bySlot.forEach((meetings, slot) => {
      gained += exchange({ meetings, slot, placeOf, fixed, links, open });
    });
    if (gained === 0) break;
  }
  return placeOf;
}

type Links = { before: number[][]; after: number[][] };

/** For each meeting, the meeting just before and just after it in each of its people's agendas. */
function linkNeighbours(model: Model, slotOf: Int32Array): Links {
  const before: number[][] = Array.from({ length: model.meetings }, () => []);
  const after: number[][] = Array.from({ length: model.meetings }, () => []);
  for (let person = 0; person < model.people; person += 1) {
    const own = Array.from(
      model.held.subarray(model.heldStart[person] ?? 0, model.heldStart[person + 1] ?? 0),
    )
      .filter((meeting) => (slotOf[meeting] ?? -1) >= 0)
      .sort((a, b) => (slotOf[a] ?? 0) - (slotOf[b] ?? 0));
    own.forEach((meeting, index) => {
      const earlier = own[index - 1];
      if (earlier === undefined) return;
      before[meeting]?.push(earlier);
      after[earlier]?.push(meeting);
    });
  }
  return { before, after };
}

type SlotSeating = {
  meetings: readonly number[];
  slot: number;
  placeOf: Int32Array;
  fixed: Int32Array;
  links: Links;
  open: readonly (ReadonlySet<number> | undefined)[];
};

function exchange(seating: SlotSeating): number {
  const { meetings, slot, placeOf, fixed, links, open } = seating;
  const holder = new Map(meetings.map((meeting) => [placeOf[meeting] ?? -1, meeting]));
  const likes = (meeting: number, place: number): number => {
    let same = 0;
    for (const other of links.before[meeting] ?? []) if (placeOf[other] === place) same += 1;
    for (const other of links.after[meeting] ?? []) if (placeOf[other] === place) same += 1;
    return same;
  };
  let gained = 0;
  for (const meeting of meetings) {
    if ((fixed[meeting] ?? -1) >= 0) continue;
    const wanted = new Set<number>();
    for (const other of links.before[meeting] ?? []) wanted.add(placeOf[other] ?? -1);
    for (const other of links.after[meeting] ?? []) wanted.add(placeOf[other] ?? -1);
    for (const place of wanted) {
      const own = placeOf[meeting] ?? -1;
      if (place === own || place < 0 || open[place]?.has(slot) === false) continue;
      const other = holder.get(place);
      if (other !== undefined && (fixed[other] ?? -1) >= 0) continue;
      let gain = likes(meeting, place) - likes(meeting, own);
      if (other !== undefined) gain += likes(other, own) - likes(other, place);
      if (gain <= 0) continue;
      gained += gain;
      placeOf[meeting] = place;
      holder.set(place, meeting);
      if (other === undefined) holder.delete(own);
      else {
        placeOf[other] = own;
        holder.set(own, other);
      }
    }
  }
  return gained;
}

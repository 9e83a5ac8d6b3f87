import type { PlaceId } from "../ids.ts";
import { isShut } from "./shut.ts";
import { type FairState, type FairWriter, type Place, slotKey } from "./state.ts";

/** Tables are anybody's; a table or stand with an owner is theirs, and a stand without one is for the organiser. */
export function isTable(place: Place | undefined): boolean {
  return place !== undefined && place.kind === "table" && place.organisationId === undefined;
}

/** After `placeBusy` says that the place is taken in the slot. Amortised O(1). */
export function takeTable(state: FairWriter, id: PlaceId, slot: number): void {
  if (!isTable(state.places.get(id))) return;
  state.tablesUsed.set(slot, (state.tablesUsed.get(slot) ?? 0) + 1);
  const tables = state.tables.get();
  const first = state.firstTable.get(slot) ?? 0;
  if (tables[first] === id) state.firstTable.set(slot, firstFree(state, tables, slot, first));
}

/** After `placeBusy` says that the place is free in the slot. O(tables) at worst, of the cheapest kind. */
export function freeTable(state: FairWriter, id: PlaceId, slot: number): void {
  if (!isTable(state.places.get(id))) return;
  state.tablesUsed.set(slot, (state.tablesUsed.get(slot) ?? 0) - 1);
  const index = state.tables.get().indexOf(id);
  if (isShut(state, id, slot)) return;
  if (index < (state.firstTable.get(slot) ?? 0)) state.firstTable.set(slot, index);
}

/** Keeps the indexes of stands and tables right when a place comes, goes or changes its use. */
export function setPlace(state: FairWriter, id: PlaceId, place: Place | undefined): void {
  const before = state.places.get(id);
  if (before?.organisationId !== undefined) state.standOf.delete(before.organisationId);
  if (place?.organisationId !== undefined) state.standOf.set(place.organisationId, id);
  if (place) state.places.set(id, place);
  else state.places.delete(id);
  const [was, is] = [isTable(before), isTable(place)];
  if (was === is) return;
  const tables = is ? [...state.tables.get(), id] : state.tables.get().filter((table) => table !== id);
  state.tables.set(tables);
  for (const slot of state.slots.get().keys()) {
    if (state.placeBusy.has(slotKey(id, slot)))
      state.tablesUsed.set(slot, (state.tablesUsed.get(slot) ?? 0) + (is ? 1 : -1));
    // Where nothing is taken or shut the first table is free, whichever it is.
    if (state.firstTable.has(slot) || state.shut.size > 0 || (state.tablesUsed.get(slot) ?? 0) > 0)
      state.firstTable.set(slot, firstFree(state, tables, slot, 0));
  }
}

/** After `shut` has changed. O(slots × tables). */
export function findFirstTables(state: FairWriter): void {
  for (const slot of state.slots.get().keys())
    state.firstTable.set(slot, firstFree(state, state.tables.get(), slot, 0));
}

/** Tables of a slot that are neither taken nor shut. O(1), and O(tables) while something is shut. */
export function tablesLeft(state: FairState, slot: number): number {
  const tables = state.tables.get();
  if (state.shut.size === 0) return Math.max(0, tables.length - (state.tablesUsed.get(slot) ?? 0));
  return tables.filter((id) => !state.placeBusy.has(slotKey(id, slot)) && !isShut(state, id, slot)).length;
}

function firstFree(state: FairWriter, tables: readonly PlaceId[], slot: number, from: number): number {
  let index = from;
  for (let id = tables[index]; id !== undefined; id = tables[index]) {
    if (!state.placeBusy.has(slotKey(id, slot)) && !isShut(state, id, slot)) break;
    index += 1;
  }
  return index;
}

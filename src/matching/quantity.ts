/** Compares what is offered with what is asked, across units and periods. */
import type { Quantity } from "../domain/directory/organisation.ts";
import units from "./data/units-fr.json" with { type: "json" };
import { fold } from "./text.ts";

type Measure = { readonly dimension: string; readonly amount: number; readonly recurring: boolean };

const unitByName = new Map(
  units.units.flatMap(({ dimension, factor, names }) =>
    names.map((name) => [fold(name), { dimension, factor }] as const),
  ),
);
const daysByPeriod = new Map(
  units.periods.flatMap(({ days, names }) => names.map((name) => [fold(name), days] as const)),
);

/** capacity ÷ volume, or null when they cannot be compared. */
export function compareQuantities(capacity: Quantity | null, volume: Quantity | null): number | null {
  if (capacity === null || volume === null || volume.value <= 0) return null;
  const offered = toMeasure(capacity);
  const asked = toMeasure(volume);
  if (offered === null || asked === null || offered.recurring !== asked.recurring) return null;
  if (offered.dimension === asked.dimension) return offered.amount / asked.amount;
  const bridge = units.bridges.find(
    (each) =>
      (each.from === offered.dimension && each.to === asked.dimension) ||
      (each.to === offered.dimension && each.from === asked.dimension),
  );
  if (bridge === undefined) return null;
  const factor = bridge.from === offered.dimension ? bridge.factor : 1 / bridge.factor;
  return (offered.amount * factor) / asked.amount;
}

function toMeasure({ value, unit, per }: Quantity): Measure | null {
  const known = unitByName.get(fold(unit).trim());
  const dimension = known?.dimension ?? fold(unit).trim();
  const period = per ? fold(per).trim() : "total";
  const days = daysByPeriod.get(period);
  const amount = value * (known?.factor ?? 1);
  if (days !== undefined) return { dimension, amount: amount / days, recurring: true };
  return { dimension, amount, recurring: false };
}

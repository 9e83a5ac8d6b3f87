import { type Agenda, orderFaults, shapeOf, type Weights } from "./agenda.ts";
import { hasRowLimits, rowExcess } from "./row-limits.ts";
import { idleOf, runsOf, type Shape, shapeOfMask } from "./shape.ts";

/** In the cost of an agenda, breaks that the most valuable wish is worth: more than there can be. */
const VALUE_SCALE = 1e7;

/** What an agenda or a change of it costs, added up person by person and meeting by meeting. */
export type Tally = {
  /** Rules broken. */
  broken: number;
  /** Breaks and lost value in one scale. */
  soft: number;
  /** What the search adds beside them: broken rules at their price, idle slots. */
  extra: number;
  reset: () => void;
  /** A row as it would be with a meeting elsewhere, less the row as it is. */
  addRowChange: (row: number, from: number, to: number, meeting: number) => void;
  /** The rows of a meeting as they are, once or with their sign turned. */
  addRows: (meeting: number, sign: number) => void;
  addUnplaced: (meeting: number, sign: number) => void;
  /** The whole agenda, from nothing. */
  recount: () => void;
};

/** What is counted: prices, and the breaks that everybody must have at least and at most. */
export type Prices = { weights: Weights; minBreaks: number; maxBreaks: number };

export function createTally(agenda: Agenda, { weights, minBreaks, maxBreaks }: Prices): Tally {
  const { model, slotOf, who, mask } = agenda;
  const { slots, memberStart, members, people, bit } = model;
  const priceOfRuns = runPrices(slots, weights);
  const isLimited = hasRowLimits(model);
  const hasOptional = model.required.some((flag) => flag !== 1);
  const mostValue = Math.max(
    1e-9,
    model.value.reduce((most, own) => Math.max(most, own), 0),
  );

  const reset = (): void => {
    tally.broken = 0;
    tally.soft = 0;
    tally.extra = 0;
  };

  const addShape = (shape: Shape, sign: number): void => {
    const runs = runsOf(shape);
    const over = runs - 1 - maxBreaks;
    tally.soft += sign * (priceOfRuns[runs] ?? 0);
    tally.extra += sign * idleOf(shape) * weights.idle;
    if (over > 0) tally.broken += sign * over;
    const missing = minBreaks - Math.max(0, runs - 1);
    if (missing > 0) tally.broken += sign * missing;
  };

  const addRowChange = (row: number, from: number, to: number, meeting: number): void => {
    if (row >= people) return;
    if (model.isShort && !isLimited) {
      const now = mask[row] ?? 0;
      addShape(shapeOfMask((now & ~(bit[row * slots + from] ?? 0)) | (bit[row * slots + to] ?? 0)), 1);
      addShape(shapeOfMask(now), -1);
      return;
    }
    addShape(shapeOf(agenda, row), -1);
    tally.broken -= rowExcess(agenda, row);
    shiftRow(row, from, to, meeting);
    addShape(shapeOf(agenda, row), 1);
    tally.broken += rowExcess(agenda, row);
    shiftRow(row, to, from, meeting);
  };

  const shiftRow = (row: number, from: number, to: number, meeting: number): void => {
    who[row * slots + from] = -1;
    who[row * slots + to] = meeting;
    mask[row] = ((mask[row] ?? 0) & ~(bit[row * slots + from] ?? 0)) | (bit[row * slots + to] ?? 0);
  };

  const addRows = (meeting: number, sign: number): void => {
    const end = memberStart[meeting + 1] ?? 0;
    for (let at = memberStart[meeting] ?? 0; at < end; at += 1) {
      const row = members[at] ?? 0;
      if (row >= people) continue;
      const was = tally.broken;
      addShape(shapeOf(agenda, row), sign);
      if (isLimited) tally.broken += sign * rowExcess(agenda, row);
      tally.extra += (tally.broken - was) * weights.limit;
    }
  };

  const addUnplaced = (meeting: number, sign: number): void => {
    if (model.required[meeting] === 1) {
      tally.broken += sign;
      tally.extra += sign * (hasOptional ? weights.unplaced * 10 : weights.unplaced);
      return;
    }
    // The agenda kept is the one of greatest value; the search itself also weighs a wish against a few breaks.
    const value = model.value[meeting] ?? 0;
    tally.soft += sign * VALUE_SCALE * (value / mostValue);
    if (value > 0) tally.extra += sign * (2 + (weights.value - VALUE_SCALE) * (value / mostValue));
  };

  const recount = (): void => {
    reset();
    for (let row = 0; row < people; row += 1) {
      addShape(shapeOf(agenda, row), 1);
      tally.broken += rowExcess(agenda, row);
    }
    for (let meeting = 0; meeting < model.meetings; meeting += 1) {
      const slot = slotOf[meeting] ?? -1;
      if (slot < 0) addUnplaced(meeting, 1);
      else if (model.hasOrder) tally.broken += orderFaults(agenda, meeting, slot) / 2;
    }
  };

  const tally: Tally = { broken: 0, soft: 0, extra: 0, reset, addRowChange, addRows, addUnplaced, recount };
  return tally;
}

function runPrices(slots: number, weights: Weights): Float64Array {
  const prices = new Float64Array(slots + 2);
  for (let runs = 2; runs < prices.length; runs += 1) {
    const breaks = runs - 1;
    prices[runs] = breaks + weights.even * breaks * Math.min(breaks, 4);
  }
  return prices;
}

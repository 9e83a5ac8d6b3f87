import type { Packing } from "./packing-bound.ts";

/** Cells of the table up to which it is worked out, and changes of cells after which it is given up. */
const LARGEST = 60_000;
const MOST_WORK = 3e8;
const TINY = 1e-9;

/**
 * The prices of the capacities that bound a packing best (its linear relaxation, by the simplex method with a table),
 * or nothing where the packing is too large for it. With them, more capacity never makes the bound smaller.
 */
export function bestPrices(packing: Packing): Float64Array | undefined {
  const { capacities, values, holders } = packing;
  const prices = new Float64Array(capacities.length);
  const scarce = listScarce(packing);
  const items = holders.length;
  if (scarce.length * (items + scarce.length) > LARGEST) return undefined;
  let scale = 0;
  for (let item = 0; item < items; item += 1) scale = Math.max(scale, values[item] ?? 0);
  if (scarce.length === 0 || scale === 0) return prices;
  const table = createTable(packing, scarce, scale);
  const most = MOST_WORK / table.cells.length;
  for (let step = 0; step < most; step += 1) {
    // After long, the first that can enter does: that never goes round in circles.
    const entering = findEntering(table, step > most / 2);
    if (entering < 0) {
      scarce.forEach((holder, row) => {
        prices[holder] = scale * Math.max(0, -(table.gains[items + row] ?? 0));
      });
      return prices;
    }
    enter(table, entering);
  }
  return undefined;
}

/** Holders on whom more weighs than they can hold. */
function listScarce({ capacities, holders, sizes }: Packing): number[] {
  const weight = new Float64Array(capacities.length);
  holders.forEach((own, item) => {
    for (const holder of own) weight[holder] = (weight[holder] ?? 0) + (sizes[item] ?? 1);
  });
  return Array.from(weight.keys()).filter((holder) => (weight[holder] ?? 0) > (capacities[holder] ?? 0));
}

/** Columns are the items, each held from 0 to 1, then what is left of each capacity. */
type Table = {
  columns: number;
  items: number;
  rows: number;
  cells: Float64Array;
  /** What one more of each column would gain. */
  gains: Float64Array;
  /** The column that each row stands for, and how much there is of it. */
  basis: Int32Array;
  amounts: Float64Array;
  isBasic: Uint8Array;
  /** 1 for items that are held whole without standing in a row. */
  isWhole: Uint8Array;
};

function createTable(
  { capacities, holders, sizes, values }: Packing,
  scarce: readonly number[],
  scale: number,
): Table {
  const items = holders.length;
  const rows = scarce.length;
  const columns = items + rows;
  const rowOf = new Map(scarce.map((holder, row) => [holder, row]));
  const cells = new Float64Array(rows * columns);
  const gains = new Float64Array(columns);
  const isBasic = new Uint8Array(columns);
  holders.forEach((own, item) => {
    gains[item] = (values[item] ?? 0) / scale;
    for (const holder of own) {
      const row = rowOf.get(holder);
      if (row === undefined) continue;
      const at = row * columns + item;
      cells[at] = (cells[at] ?? 0) + (sizes[item] ?? 1);
    }
  });
  for (let row = 0; row < rows; row += 1) {
    cells[row * columns + items + row] = 1;
    isBasic[items + row] = 1;
  }
  return {
    columns,
    items,
    rows,
    cells,
    gains,
    basis: Int32Array.from({ length: rows }, (_, row) => items + row),
    amounts: Float64Array.from(scarce, (holder) => capacities[holder] ?? 0),
    isBasic,
    isWhole: new Uint8Array(columns),
  };
}

/** The column by which most is gained for one more, or one less where it is held whole; -1 where nothing is. */
function findEntering({ columns, gains, isBasic, isWhole }: Table, takesFirst: boolean): number {
  let best = -1;
  let most = TINY;
  for (let column = 0; column < columns; column += 1) {
    if (isBasic[column] === 1) continue;
    const gain = isWhole[column] === 1 ? -(gains[column] ?? 0) : (gains[column] ?? 0);
    if (gain <= most) continue;
    if (takesFirst) return column;
    best = column;
    most = gain;
  }
  return best;
}

/** Brings a column in as far as the rows and its own limit allow. */
function enter(table: Table, entering: number): void {
  const { columns, items, rows, cells, basis, amounts, isWhole } = table;
  const sign = isWhole[entering] === 1 ? -1 : 1;
  let most = entering < items ? 1 : Number.POSITIVE_INFINITY;
  let leaving = -1;
  for (let row = 0; row < rows; row += 1) {
    const change = sign * (cells[row * columns + entering] ?? 0);
    const amount = amounts[row] ?? 0;
    const isItem = (basis[row] ?? 0) < items;
    if (Math.abs(change) <= TINY || (change < 0 && !isItem)) continue;
    const limit = Math.max(0, change > 0 ? amount / change : (1 - amount) / -change);
    const isTie = leaving >= 0 && Math.abs(limit - most) <= TINY;
    if (limit < most - TINY || (isTie && (basis[row] ?? 0) < (basis[leaving] ?? 0))) {
      most = Math.min(most, limit);
      leaving = row;
    }
  }
  for (let row = 0; row < rows; row += 1)
    amounts[row] = (amounts[row] ?? 0) - sign * most * (cells[row * columns + entering] ?? 0);
  if (leaving < 0) {
    isWhole[entering] = sign > 0 ? 1 : 0;
    return;
  }
  pivot(table, leaving, entering, sign > 0 ? most : 1 - most);
}

function pivot(table: Table, leaving: number, entering: number, amount: number): void {
  const { columns, rows, items, cells, gains, basis, amounts, isBasic, isWhole } = table;
  const out = basis[leaving] ?? 0;
  isBasic[out] = 0;
  isWhole[out] = out < items && (amounts[leaving] ?? 0) > 0.5 ? 1 : 0;
  isBasic[entering] = 1;
  isWhole[entering] = 0;
  basis[leaving] = entering;
  amounts[leaving] = amount;
  const base = leaving * columns;
  const divisor = cells[base + entering] ?? 1;
  for (let column = 0; column < columns; column += 1)
    cells[base + column] = (cells[base + column] ?? 0) / divisor;
  for (let row = 0; row < rows; row += 1) {
    const factor = cells[row * columns + entering] ?? 0;
    if (row === leaving || factor === 0) continue;
    subtract(cells, row * columns, cells, base, columns, factor);
  }
  const gain = gains[entering] ?? 0;
  if (gain !== 0) subtract(gains, 0, cells, base, columns, gain);
}

function subtract(
  into: Float64Array,
  at: number,
  row: Float64Array,
  base: number,
  columns: number,
  factor: number,
): void {
  for (let column = 0; column < columns; column += 1)
    into[at + column] = (into[at + column] ?? 0) - factor * (row[base + column] ?? 0);
}

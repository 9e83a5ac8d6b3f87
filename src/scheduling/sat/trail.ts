/** Literals are 2v for variable v and 2v + 1 for its negation. */
export type Literal = number;

/** What is assigned, in the order it came, and why. */
export type Trail = {
  /** 1 true, -1 false, 0 open; by literal. */
  values: Int8Array<ArrayBuffer>;
  /** By variable: decision level, and the clause that forced it (0: a decision, or a fact of level 0). */
  levels: Int32Array<ArrayBuffer>;
  reasons: Int32Array<ArrayBuffer>;
  order: Int32Array<ArrayBuffer>;
  end: number;
  /** First literal of `order` whose consequences are not drawn yet. */
  head: number;
  /** Where each decision level begins in `order`. */
  limits: number[];
};

export function negate(literal: Literal): Literal {
  return literal ^ 1;
}

export function createTrail(): Trail {
  return {
    values: new Int8Array(0),
    levels: new Int32Array(0),
    reasons: new Int32Array(0),
    order: new Int32Array(0),
    end: 0,
    head: 0,
    limits: [],
  };
}

export function growTrail(trail: Trail, variables: number): void {
  const values = new Int8Array(variables * 2);
  values.set(trail.values);
  trail.values = values;
  trail.levels = growInts(trail.levels, variables);
  trail.reasons = growInts(trail.reasons, variables);
  trail.order = growInts(trail.order, variables);
}

export function assign(trail: Trail, literal: Literal, reason: number): void {
  trail.values[literal] = 1;
  trail.values[literal ^ 1] = -1;
  const variable = literal >> 1;
  trail.levels[variable] = trail.limits.length;
  trail.reasons[variable] = reason;
  trail.order[trail.end] = literal;
  trail.end += 1;
}

export function growInts(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(old);
  return grown;
}

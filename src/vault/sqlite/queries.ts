import type { SqliteDatabase } from "../../journal/sqlite-database.ts";

export type Value = string | number | null;

/** Statements of one connection, each prepared once; rows come as arrays of their columns. */
export type Queries = {
  /** Returns how many rows changed. */
  run(sql: string, ...values: Value[]): number;
  first<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** Rows in the order of their id, which the query selects last and compares with `?`. */
  pages<Row extends readonly unknown[]>(sql: string): Iterable<Row>;
};

export function createQueries(database: SqliteDatabase): Queries {
  const prepare = (sql: string) => database.prepare<Value[]>(sql);
  const statements = new Map<string, ReturnType<typeof prepare>>();

  return {
    run: (sql, ...values) => statement(sql).run(...values).changes,
    first: <Row>(sql: string, ...values: Value[]) =>
      statement(sql)
        .raw()
        .get(...values) as Row | undefined,
    all,
    *pages<Row extends readonly unknown[]>(sql: string): Iterable<Row> {
      for (let after = ""; ; ) {
        const rows = all<Row>(`${sql} order by id limit 500`, after);
        yield* rows;
        const last = rows.at(-1)?.at(-1);
        if (typeof last !== "string" || rows.length < 500) return;
        after = last;
      }
    },
  };

  function statement(sql: string): ReturnType<typeof prepare> {
    let prepared = statements.get(sql);
    if (!prepared) {
      prepared = prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  }

  function all<Row>(sql: string, ...values: Value[]): Row[] {
    return statement(sql)
      .raw()
      .all(...values) as Row[];
  }
}

/** What these tables hold was written by us. */
export function parseBody<T>(text: string): T {
  return JSON.parse(text) as T;
}

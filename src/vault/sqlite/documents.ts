import type { Vault, VaultDocument } from "../vault.ts";
import { parseBody, type Queries, type Value } from "./queries.ts";

type Documents = Pick<Vault, "putDocument" | "getDocument" | "deleteDocument" | "listDocuments"> & {
  of(ownerId: string): readonly VaultDocument[];
  eraseOf(ownerId: string): void;
  dump(): Iterable<VaultDocument>;
  load(document: VaultDocument): void;
};

/** Free texts and other facts about somebody, by collection and id. */
export function createSqliteDocuments({ run, all }: Queries): Documents {
  return {
    async putDocument(document) {
      put(document);
    },
    async getDocument(collection, id) {
      return where("collection = ? and id = ?", collection, id)[0] ?? null;
    },
    async deleteDocument(collection, id) {
      return run("delete from documents where collection = ? and id = ?", collection, id) > 0;
    },
    async listDocuments(collection) {
      return where("collection = ? order by id", collection);
    },

    of: (ownerId) => where("owner_id = ? order by id, collection", ownerId),
    eraseOf(ownerId) {
      run("delete from documents where owner_id = ?", ownerId);
    },
    *dump() {
      for (const [collection] of all<[string]>("select distinct collection from documents"))
        yield* where("collection = ? order by id", collection);
    },
    load: put,
  };

  function put({ collection, id, ownerId, body }: VaultDocument): void {
    run(
      "insert or replace into documents values (?, ?, ?, ?)",
      collection,
      id,
      ownerId,
      JSON.stringify(body),
    );
  }

  function where(condition: string, ...values: Value[]): VaultDocument[] {
    const rows = all<[string, string, string | null, string]>(
      `select collection, id, owner_id, body from documents where ${condition}`,
      ...values,
    );
    return rows.map(([collection, id, ownerId, body]) => ({
      collection,
      id,
      ownerId,
      body: parseBody(body),
    }));
  }
}

import { normaliseEmail, type Person, type Vault } from "../vault.ts";
import { parseBody, type Queries } from "./queries.ts";

type People = Pick<Vault, "getPerson" | "getPeople" | "findPersonByEmail" | "listPeople"> & {
  find(personId: string): Person | null;
  /** Who else has the address. */
  holderOf(email: string, otherThan: string): string | undefined;
  erase(personId: string): void;
  dump(): Iterable<Person>;
  load(person: Person): void;
};

/** Names and addresses, each address one person's. */
export function createSqlitePeople({ run, first, all, pages }: Queries): People {
  const find = (personId: string) => where("id = ?", personId);
  return {
    async getPerson(personId) {
      return find(personId);
    },
    async getPeople(personIds) {
      const found = new Map<string, Person>();
      for (const personId of personIds) {
        const person = find(personId);
        if (person) found.set(personId, person);
      }
      return found;
    },
    async findPersonByEmail(email) {
      return where("email = ?", normaliseEmail(email));
    },
    async listPeople() {
      return all<[string]>("select body from people order by id").map(([body]) => parseBody(body));
    },

    find,
    holderOf: (email, otherThan) =>
      first<[string]>("select id from people where email = ? and id <> ?", email, otherThan)?.[0],
    erase(personId) {
      run("delete from people where id = ?", personId);
    },
    *dump() {
      const rows = pages<[string, string]>("select body, id from people where id > ?");
      for (const [body] of rows) yield parseBody<Person>(body);
    },
    load(person) {
      run(
        "insert into people values (?1, ?2, ?3) on conflict (id) do update set email = ?2, body = ?3",
        person.id,
        normaliseEmail(person.email),
        JSON.stringify(person),
      );
    },
  };

  function where(condition: string, value: string): Person | null {
    const row = first<[string]>(`select body from people where ${condition}`, value);
    return row ? parseBody(row[0]) : null;
  }
}

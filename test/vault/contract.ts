import { afterEach, describe, expect, test } from "vitest";
import { createToken, hashToken } from "../../src/vault/token.ts";
import type { Mail, Person, Vault, VaultRecord } from "../../src/vault/vault.ts";

export type VaultStore = {
  open(): Promise<Vault>;
  /** Everything that the engine keeps, as text, to look for what should be gone. */
  everything?(): Promise<string>;
  dispose(): Promise<void>;
};

const noor: Person = {
  id: "per_noor",
  name: "Noor Évrard",
  email: "Noor.Evrard@Atelier-Bréal.example",
  locale: "fr",
  phone: "+33 4 67 00 00 01",
  organisationId: "org_breal",
  details: { diet: null, badges: [] },
};
const otto: Person = { id: "per_otto", name: "Otto", email: "otto@alto.example", locale: "en" };

function mailTo(person: Person, id: string, text = "Bonjour"): Mail {
  return { id, personId: person.id, to: person.email, locale: person.locale, subject: "Rendez-vous", text };
}

/** The rules of every vault; titles carry their ids. */
export function describeVault(name: string, createStore: () => Promise<VaultStore>): void {
  describe(`vault contract: ${name}`, () => {
    let store: VaultStore;
    let opened: Vault[] = [];
    const open = async () => {
      const vault = await store.open();
      opened.push(vault);
      return vault;
    };
    const prepare = async () => {
      store = await createStore();
      return open();
    };
    afterEach(async () => {
      for (const vault of opened) await vault.close();
      opened = [];
      await store.dispose();
    });

    test("[V1] a person is found by id and by e-mail address whatever its case", async () => {
      const vault = await prepare();
      expect(await vault.getPerson(noor.id)).toBeNull();
      expect(await vault.putPerson(noor)).toEqual({ ok: true });
      expect(await vault.putPerson(otto)).toEqual({ ok: true });
      expect(await vault.getPerson(noor.id)).toEqual(noor);
      expect(await vault.findPersonByEmail("  noor.evrard@atelier-BRÉAL.example ")).toEqual(noor);
      expect(await vault.findPersonByEmail("nobody@alto.example")).toBeNull();
      expect(await vault.getPeople(["per_otto", "per_none", "per_noor"])).toEqual(
        new Map([
          ["per_otto", otto],
          ["per_noor", noor],
        ]),
      );
      expect(await vault.getPeople([])).toEqual(new Map());
      expect(await vault.listPeople()).toEqual([noor, otto]);
      await vault.check();
    });

    test("[V2] an address belongs to one person; a changed one is free again", async () => {
      const vault = await prepare();
      await vault.putPerson(noor);
      const taken = { ...otto, email: noor.email.toUpperCase() };
      expect(await vault.putPerson(taken)).toEqual({ ok: false, code: "email-taken", personId: noor.id });
      expect(await vault.getPerson(otto.id)).toBeNull();
      const moved = { ...noor, email: "noor@new.example" };
      expect(await vault.putPerson(moved)).toEqual({ ok: true });
      expect(await vault.findPersonByEmail(noor.email)).toBeNull();
      expect(await vault.putPerson(taken)).toEqual({ ok: true });
      expect(await vault.findPersonByEmail(noor.email)).toEqual(taken);
    });

    test("[V3] of simultaneous claims to one address exactly one wins", async () => {
      const vault = await prepare();
      const other = await open();
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          (index % 2 ? vault : other).putPerson({ ...otto, id: `per_${index}` }),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await vault.listPeople()).toHaveLength(1);
    });

    test("[V4] a sign-in token is taken once, before it expires", async () => {
      const vault = await prepare();
      const other = await open();
      const hash = hashToken(createToken());
      await vault.putToken(hash, noor.id, 1_000);
      const takers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 ? vault : other).takeToken(hash, 999)),
      );
      expect(takers.filter((personId) => personId !== null)).toEqual([noor.id]);
      expect(await vault.takeToken(hash, 999)).toBeNull();
      const late = hashToken(createToken());
      await vault.putToken(late, noor.id, 1_000);
      expect(await vault.takeToken(late, 1_000)).toBeNull();
      expect(await vault.takeToken(hashToken("never issued"), 0)).toBeNull();
    });

    test("[V5] revoking sessions changes the epoch of one person only", async () => {
      const vault = await prepare();
      expect(await vault.sessionEpoch(noor.id)).toBe(0);
      expect(await vault.revokeSessions(noor.id)).toBe(1);
      expect(await vault.revokeSessions(noor.id)).toBe(2);
      expect(await vault.sessionEpoch(noor.id)).toBe(2);
      expect(await vault.sessionEpoch(otto.id)).toBe(0);
    });

    test("[V6] API tokens are found by hash, listed by person, revoked", async () => {
      const vault = await prepare();
      const token = (hash: string, createdAtMs: number, personId = noor.id) => ({
        hash,
        personId,
        name: "caisse",
        scopes: ["read"],
        createdAtMs,
      });
      await vault.putApiToken(token("b", 20));
      await vault.putApiToken(token("a", 30));
      await vault.putApiToken(token("c", 10, otto.id));
      expect(await vault.findApiToken("a")).toEqual(token("a", 30));
      expect(await vault.listApiTokens(noor.id)).toEqual([token("b", 20), token("a", 30)]);
      expect(await vault.revokeApiToken("a")).toBe(true);
      expect(await vault.revokeApiToken("a")).toBe(false);
      expect(await vault.findApiToken("a")).toBeNull();
      expect(await vault.listApiTokens(noor.id)).toEqual([token("b", 20)]);
      expect(await vault.listApiTokens("per_none")).toEqual([]);
    });

    test("[V7] a mail is queued once, whatever happens to it", async () => {
      const vault = await prepare();
      const mail = {
        ...mailTo(noor, "m1"),
        calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR" },
      } as const;
      expect(await vault.enqueueMail(mail, 100)).toBe(true);
      expect(await vault.enqueueMail({ ...mail, text: "again" }, 200)).toBe(false);
      expect(await vault.claimMail(99, 50)).toBeNull();
      expect(await vault.claimMail(100, 50)).toEqual({
        mail,
        status: "waiting",
        queuedAtMs: 100,
        dueAtMs: 150,
        attempts: 1,
        sentAtMs: null,
        lastError: null,
      });
      await vault.markMailSent("m1", 120);
      expect(await vault.enqueueMail(mail, 300)).toBe(false);
      expect(await vault.claimMail(10_000, 50)).toBeNull();
      expect(await vault.listMails(10)).toMatchObject([{ status: "sent", sentAtMs: 120, attempts: 1 }]);
    });

    test("[V8] a claimed mail is one worker's until the lease ends; the one due first goes first", async () => {
      const vault = await prepare();
      const other = await open();
      for (let index = 0; index < 10; index++) {
        await vault.enqueueMail(mailTo(noor, `m${index}`), 100 - index);
      }
      const claimed = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 ? vault : other).claimMail(100, 60)),
      );
      const ids = claimed.flatMap((record) => record?.mail.id ?? []);
      expect(ids).toHaveLength(10);
      expect(new Set(ids).size).toBe(10);
      expect(claimed.filter((record) => record === null)).toHaveLength(2);
      expect(await vault.claimMail(159, 60)).toBeNull();
      const again = await vault.claimMail(160, 60);
      expect(again).toMatchObject({ attempts: 2, dueAtMs: 220 });
      await vault.enqueueMail(mailTo(noor, "first"), 1);
      expect((await vault.claimMail(200, 60))?.mail.id).toBe("first");
    });

    test("[V9] a failed mail is tried again when it is due, or given up", async () => {
      const vault = await prepare();
      await vault.enqueueMail(mailTo(noor, "m1"), 0);
      await vault.claimMail(0, 60);
      await vault.markMailFailed("m1", "451 try later", 500);
      expect(await vault.claimMail(499, 60)).toBeNull();
      expect(await vault.claimMail(500, 60)).toMatchObject({ attempts: 2, lastError: "451 try later" });
      await vault.markMailFailed("m1", "550 no such person", null);
      expect(await vault.claimMail(10_000, 60)).toBeNull();
      expect(await vault.listMails(5)).toMatchObject([
        { status: "abandoned", lastError: "550 no such person" },
      ]);
      await vault.markMailFailed("none", "?", 1);
      await vault.markMailSent("none", 1);
      expect(await vault.listMails(5)).toHaveLength(1);
    });

    test("[V10] mails are listed newest first; old ones that are done can be forgotten", async () => {
      const vault = await prepare();
      for (const [index, id] of ["a", "b", "c", "d"].entries()) {
        await vault.enqueueMail(mailTo(noor, id), index * 10);
      }
      await vault.markMailSent("a", 50);
      await vault.markMailSent("d", 50);
      const ids = async (limit: number) => (await vault.listMails(limit)).map(({ mail }) => mail.id);
      expect(await ids(10)).toEqual(["d", "c", "b", "a"]);
      expect(await ids(2)).toEqual(["d", "c"]);
      expect(await vault.deleteOldMails(25)).toBe(1);
      expect(await ids(10)).toEqual(["d", "c", "b"]);
    });

    test("[V11] cursors and claims", async () => {
      const vault = await prepare();
      const other = await open();
      expect(await vault.getCursor("mail:fair_a")).toBe(0);
      await vault.setCursor("mail:fair_a", 41);
      await vault.setCursor("mail:fair_a", 42);
      expect(await other.getCursor("mail:fair_a")).toBe(42);
      await vault.setCursor("mail:fair_b", 1);
      const cursors = await other.listCursors();
      expect(Object.fromEntries(cursors)).toEqual({ "mail:fair_a": 42, "mail:fair_b": 1 });

      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 ? vault : other).claim("agenda", `node ${index}`, 100, 0),
        ),
      );
      const winner = `node ${claims.indexOf(true)}`;
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await vault.claim("agenda", "late", 100, 99)).toBe(false);
      expect(await vault.claim("agenda", winner, 100, 50)).toBe(true);
      expect(await vault.claim("agenda", "late", 100, 149)).toBe(false);
      expect(await vault.claim("agenda", "late", 100, 150)).toBe(true);
      await vault.release("agenda", winner);
      expect(await vault.claim("agenda", winner, 100, 160)).toBe(false);
      await vault.release("agenda", "late");
      expect(await vault.claim("agenda", winner, 100, 160)).toBe(true);
      expect(await vault.claim("other", "late", 100, 160)).toBe(true);
    });

    test("[V12] documents are kept by collection and id, and come back as they were", async () => {
      const vault = await prepare();
      const draft = {
        collection: "drafts",
        id: "drf_b",
        ownerId: null,
        body: { meetings: [], note: "été", n: 1.5 },
      };
      await vault.putDocument(draft);
      await vault.putDocument({ ...draft, id: "drf_a" });
      await vault.putDocument({ ...draft, collection: "messages", ownerId: noor.id });
      expect(await vault.getDocument("drafts", "drf_b")).toEqual(draft);
      expect((await vault.listDocuments("drafts")).map(({ id }) => id)).toEqual(["drf_a", "drf_b"]);
      await vault.putDocument({ ...draft, body: { meetings: [1] } });
      expect((await vault.getDocument("drafts", "drf_b"))?.body).toEqual({ meetings: [1] });
      expect(await vault.deleteDocument("drafts", "drf_b")).toBe(true);
      expect(await vault.deleteDocument("drafts", "drf_b")).toBe(false);
      expect(await vault.getDocument("drafts", "drf_b")).toBeNull();
      expect(await vault.getDocument("messages", "drf_b")).toMatchObject({ ownerId: noor.id });
      expect(await vault.listDocuments("none")).toEqual([]);
    });

    test("[V13] a document given to another owner goes with the new one only", async () => {
      const vault = await prepare();
      await vault.putPerson(noor);
      await vault.putPerson(otto);
      const text = { collection: "messages", id: "mtg_1", body: { text: "Bonjour" } };
      await vault.putDocument({ ...text, ownerId: noor.id });
      await vault.putDocument({ ...text, ownerId: otto.id });
      expect((await vault.exportPerson(noor.id))?.documents).toEqual([]);
      await vault.erasePerson(noor.id);
      expect(await vault.getDocument("messages", "mtg_1")).toMatchObject({ ownerId: otto.id });
      await vault.erasePerson(otto.id);
      expect(await vault.getDocument("messages", "mtg_1")).toBeNull();
    });

    test("[V14] everything about one person is exported, without secrets, and nothing of others", async () => {
      const vault = await prepare();
      await fill(vault);
      const held = await vault.exportPerson(noor.id);
      expect(held).toMatchObject({
        person: noor,
        apiTokens: [{ name: "caisse", personId: noor.id }],
        documents: [{ id: "mtg_1", body: { text: "Texte de Noor" } }],
      });
      expect(held?.mails.map(({ mail }) => mail.id)).toEqual(["unlinked", "waiting", "sent"]);
      expect(JSON.stringify(held)).not.toMatch(/hash-|otto/i);
      expect(await vault.exportPerson("per_none")).toBeNull();
    });

    test("[V15] an erased person leaves nothing behind, and no one else changes", async () => {
      const vault = await prepare();
      await fill(vault);
      if (store.everything) expect(await store.everything()).toContain("Noor Évrard");
      const ofOtto = await vault.exportPerson(otto.id);
      const before = await vault.sessionEpoch(noor.id);
      expect(await vault.erasePerson(noor.id)).toBe(true);
      expect(await vault.erasePerson(noor.id)).toBe(false);
      expect(await vault.getPerson(noor.id)).toBeNull();
      expect(await vault.findPersonByEmail(noor.email)).toBeNull();
      expect(await vault.exportPerson(noor.id)).toBeNull();
      expect(await vault.takeToken("hash-link-noor", 0)).toBeNull();
      expect(await vault.findApiToken("hash-api-noor")).toBeNull();
      expect(await vault.listApiTokens(noor.id)).toEqual([]);
      expect(await vault.sessionEpoch(noor.id)).toBeGreaterThan(before);
      expect((await vault.listMails(100)).map(({ mail }) => mail.id)).toEqual(["otto"]);
      expect(await vault.claimMail(10_000, 1)).toMatchObject({ mail: { id: "otto" } });
      expect(await vault.claimMail(10_000, 1)).toBeNull();
      expect(await vault.getDocument("messages", "mtg_1")).toBeNull();
      expect(await vault.putPerson({ ...noor, id: "per_again" })).toEqual({ ok: true });
      await vault.erasePerson("per_again");
      expect(await vault.exportPerson(otto.id)).toMatchObject({
        person: ofOtto?.person,
        documents: ofOtto?.documents,
      });
      expect(await vault.takeToken("hash-link-otto", 0)).toBe(otto.id);
      if (!store.everything) return;
      const left = await store.everything();
      expect(left).toContain("otto");
      expect(left.toLowerCase()).not.toMatch(/évrard|noor\.evrard|00 00 01|texte de noor/);
    });

    test("[V16] sweeping forgets what has expired, and nothing else", async () => {
      const vault = await prepare();
      await vault.putToken("old", noor.id, 100);
      await vault.putToken("new", noor.id, 101);
      await vault.claim("old", "node", 100, 0);
      await vault.claim("new", "node", 101, 0);
      expect(await vault.sweep(100)).toBe(2);
      expect(await vault.sweep(100)).toBe(0);
      expect(await vault.takeToken("new", 100)).toBe(noor.id);
      expect(await vault.claim("new", "other", 1, 100)).toBe(false);
    });

    test("[V17] what is dumped and loaded elsewhere is the same, without tokens and claims", async () => {
      const vault = await prepare();
      await fill(vault);
      for (let index = 0; index < 1_200; index++) {
        await vault.putPerson({ ...otto, id: `per_${index}`, email: `p${index}@many.example` });
      }
      const records = await dump(vault);
      expect(JSON.stringify(records)).not.toContain("hash-link");
      const first = store;
      store = await createStore();
      const copy = await open();
      expect(await dump(copy)).toEqual([]);
      await copy.load(records);
      expect(sorted(await dump(copy))).toEqual(sorted(records));
      expect(await copy.exportPerson(noor.id)).toEqual(await vault.exportPerson(noor.id));
      expect(await copy.findPersonByEmail(otto.email)).toEqual(otto);
      expect(await copy.sessionEpoch(noor.id)).toBe(1);
      expect(await copy.getCursor("mail:fair_a")).toBe(7);
      expect((await copy.claimMail(10_000, 1))?.mail.id).toBe("waiting");
      await first.dispose();
    });

    test("[V18] what was put is there after closing and opening again", async () => {
      const vault = await prepare();
      await fill(vault);
      const before = await dump(vault);
      if (name === "memory") return;
      await vault.close();
      const again = await open();
      expect(await dump(again)).toEqual(before);
      expect(await again.takeToken("hash-link-noor", 0)).toBe(noor.id);
    });
  });
}

async function fill(vault: Vault): Promise<void> {
  for (const person of [noor, otto]) {
    const key = person.id.slice(4);
    await vault.putPerson(person);
    await vault.putToken(`hash-link-${key}`, person.id, 1_000_000);
    await vault.putApiToken({
      hash: `hash-api-${key}`,
      personId: person.id,
      name: "caisse",
      scopes: ["read"],
      createdAtMs: 1,
    });
  }
  await vault.revokeSessions(noor.id);
  await vault.enqueueMail(mailTo(noor, "sent", "Bonjour Noor Évrard"), 10);
  await vault.markMailSent("sent", 11);
  await vault.enqueueMail(mailTo(noor, "waiting", "Bonjour Noor Évrard"), 20);
  await vault.enqueueMail({ ...mailTo(noor, "unlinked"), personId: null }, 30);
  await vault.enqueueMail(mailTo(otto, "otto"), 40);
  await vault.putDocument({
    collection: "messages",
    id: "mtg_1",
    ownerId: noor.id,
    body: { text: "Texte de Noor" },
  });
  await vault.putDocument({ collection: "messages", id: "mtg_2", ownerId: otto.id, body: { text: "Hi" } });
  await vault.putDocument({ collection: "drafts", id: "drf_1", ownerId: null, body: { meetings: [1, 2] } });
  await vault.setCursor("mail:fair_a", 7);
}

async function dump(vault: Vault): Promise<VaultRecord[]> {
  const records: VaultRecord[] = [];
  for await (const record of vault.dump()) records.push(record);
  return records;
}

function sorted(records: readonly VaultRecord[]): string[] {
  return records.map((record) => JSON.stringify(record)).sort();
}

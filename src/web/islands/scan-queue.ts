import { useEffect, useRef, useState } from "preact/hooks";
import { actions } from "../actions.ts";
import { fairNow } from "../client/clock.ts";
import { newKey, sendJson } from "../client/send.ts";

/** Through a door, or at the table of the meeting due. */
export type ScanKind = "in" | "out" | "arrived" | "over";
export type ScanToSend = {
  readonly scanId: string;
  readonly badge: string;
  readonly roomId: string;
  readonly direction: ScanKind;
  readonly scannedAt: string;
};
export type Scanned = ScanToSend & {
  readonly name: string | null;
  readonly state: "waiting" | "sent" | "refused";
  readonly code?: string;
};
/** What the server says of each scan of a batch. */
export type ScanAnswer = {
  readonly scans: readonly {
    readonly scanId: string;
    readonly name: string | null;
    readonly code: string | null;
  }[];
};
export type ScanQueue = {
  readonly waiting: number;
  readonly last: readonly Scanned[];
  add(scan: { badge: string; name: string | null; roomId: string; direction: ScanKind }): void;
};

const shownAtMost = 12;
const batch = 100;

/** Scans in the order they were made, kept in the phone until the server has said that it has them. */
export function useScanQueue(fair: string): ScanQueue {
  const [waiting, setWaiting] = useState<readonly ScanToSend[]>([]);
  const [last, setLast] = useState<readonly Scanned[]>([]);
  const pending = useRef<readonly ScanToSend[]>([]);
  const sending = useRef(false);
  const key = `coventis-scans-${fair}`;

  const keep = (scans: readonly ScanToSend[]) => {
    pending.current = scans;
    setWaiting(scans);
    localStorage.setItem(key, JSON.stringify(scans));
  };
  const flush = async () => {
    if (sending.current || pending.current.length === 0) return;
    sending.current = true;
    const leaving = pending.current.slice(0, batch);
    const sent = await sendJson(actions.scans(fair), { scans: leaving });
    sending.current = false;
    // Only what can never be recorded leaves the queue unrecorded: a session that ended is opened again.
    if (!sent.ok && sent.problem.code !== "bad-input") return;
    const gone = new Set(leaving.map((scan) => scan.scanId));
    keep(pending.current.filter((scan) => !gone.has(scan.scanId)));
    const answers = new Map(sent.ok ? answersOf(sent.body) : []);
    const refusal = sent.ok ? null : sent.problem.code;
    setLast((before) => before.map((one) => (gone.has(one.scanId) ? settled(one, answers, refusal) : one)));
    void flush();
  };

  useEffect(() => {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    if (Array.isArray(stored)) keep(stored as readonly ScanToSend[]);
    void flush();
    const timer = setInterval(() => void flush(), 4_000);
    const online = () => void flush();
    window.addEventListener("online", online);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", online);
    };
  }, []);

  const add: ScanQueue["add"] = ({ name, ...scan }) => {
    const made: ScanToSend = { ...scan, scanId: newKey(), scannedAt: fairNow() };
    keep([...pending.current, made]);
    setLast((before) => [{ ...made, name, state: "waiting" as const }, ...before].slice(0, shownAtMost));
    void flush();
  };
  return { waiting: waiting.length, last, add };
}

function settled(
  one: Scanned,
  answers: ReadonlyMap<string, ScanAnswer["scans"][number]>,
  refusal: string | null,
): Scanned {
  const answer = answers.get(one.scanId);
  const code = refusal ?? answer?.code ?? null;
  const name = answer?.name ?? one.name;
  return code === null ? { ...one, name, state: "sent" } : { ...one, name, state: "refused", code };
}

function answersOf(body: unknown): readonly (readonly [string, ScanAnswer["scans"][number]])[] {
  if (typeof body !== "object" || body === null || !("scans" in body)) return [];
  return (body as ScanAnswer).scans.map((scan) => [scan.scanId, scan] as const);
}

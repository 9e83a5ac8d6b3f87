/**
 * The load generator, in a process of its own: `load.ts PORT COUNT CONFLICTS SEED` sends the attempts over 64 kept
 * connections, each waiting for its answer before the next, and prints the figures as JSON.
 */
import { connect } from "node:net";
import { type Attempt, attempts, connections, slots, toFigures, warmUp } from "./bookings-work.ts";

const [port = 0, count = 0, conflicts = 0, seed = 0] = process.argv.slice(2).map(Number);
const mix = { name: "", conflicts };
let work: readonly Buffer[] = [];
let times = new Float64Array();
let next = 0;
const statuses = new Map<number, number>();

function toRequest([buyer, exhibitor, slot]: Attempt): Buffer {
  const body = JSON.stringify({ mode: "book", to: `org_e${exhibitor}`, slot });
  return Buffer.from(
    `POST /api/v1/fairs/fair_test/meetings HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n` +
      `authorization: Bearer token-for-tests-of-per_b${buyer}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`,
  );
}

/** The status of a whole answer at the start of `text`, or undefined while some of it is missing. */
function readAnswer(text: string): number | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const headers = text.slice(0, head).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/.exec(headers)?.[1];
  const isWhole =
    length === undefined ? text.endsWith("0\r\n\r\n") : Buffer.byteLength(text) >= head + 4 + Number(length);
  return isWhole ? Number(text.slice(9, 12)) : undefined;
}

function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let [index, askedMs, text] = [-1, 0, ""];
    const ask = (): void => {
      index = next++;
      const request = work[index];
      if (!request) {
        socket.destroy();
        return resolve();
      }
      text = "";
      askedMs = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.setEncoding("utf8");
    socket.on("connect", ask);
    socket.on("data", (part: string) => {
      text += part;
      const status = readAnswer(text);
      if (status === undefined) return;
      times[index] = performance.now() - askedMs;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      ask();
    });
    socket.on("error", reject);
    socket.on("end", () => reject(new Error("the server closed a connection")));
  });
}

/** Sends everything; returns how long it took, in milliseconds. */
async function send(requests: readonly Attempt[]): Promise<number> {
  work = requests.map(toRequest);
  times = new Float64Array(work.length);
  next = 0;
  statuses.clear();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: connections }, run));
  return performance.now() - startedMs;
}

await send(attempts(warmUp, mix, seed, slots));
const tookMs = await send(attempts(count, mix, seed));
const others = [...statuses].filter(([status]) => status !== 201 && status !== 409);
if (others.length > 0) throw new Error(`unexpected answers: ${JSON.stringify(others)}`);
process.stdout.write(JSON.stringify(toFigures(times, statuses.get(201) ?? 0, tookMs)));

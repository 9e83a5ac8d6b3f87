import { io, type Socket } from "socket.io-client";

/** What the bench asks of a process full of clients. */
export type Order =
  | { readonly type: "open"; readonly url: string; readonly topic: string | null; readonly count: number }
  | { readonly type: "close" };
export type Report =
  | { readonly type: "ready" }
  | { readonly type: "closed" }
  /** All its sockets have heard this version; when the last did, in nanoseconds of the machine's clock. */
  | { readonly type: "heard"; readonly version: number; readonly at: string };

let sockets: Socket[] = [];

process.on("message", (order: Order) => {
  if (order.type === "open") void open(order);
  else {
    for (const socket of sockets) socket.disconnect();
    sockets = [];
    report({ type: "closed" });
  }
});
process.on("disconnect", () => process.exit(0));

async function open({ url, topic, count }: Extract<Order, { type: "open" }>): Promise<void> {
  const heard = new Map<number, number>();
  const onPatch = ({ to }: { to: number }): void => {
    const times = (heard.get(to) ?? 0) + 1;
    heard.set(to, times);
    if (times === count) report({ type: "heard", version: to, at: String(process.hrtime.bigint()) });
  };
  // In small groups: a fair does not open its doors to everyone in the same millisecond.
  for (let opened = 0; opened < count; opened += 50) {
    const group = Array.from({ length: Math.min(50, count - opened) }, async () => {
      const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
      sockets.push(socket);
      socket.on("patch", onPatch);
      await new Promise((done, fail) =>
        socket.on("connect", () => done(undefined)).on("connect_error", fail),
      );
      if (topic !== null) await socket.timeout(60_000).emitWithAck("watch", { topic });
    });
    await Promise.all(group);
  }
  report({ type: "ready" });
}

function report(what: Report): void {
  process.send?.(what);
}

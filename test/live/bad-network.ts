import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type BadNetwork = {
  readonly url: string;
  /** Connections cut so far. */
  readonly cuts: () => number;
  /** From now on nothing is late and nothing is cut. */
  heal(): void;
  close(): Promise<void>;
};

/** A way to one of some servers that delivers late and breaks off, as Wi-Fi at a fair does; `random` decides when. */
export async function startBadNetwork(
  ports: readonly number[],
  random: () => number,
  { latestMs = 40, shortestLifeMs = 150, longestLifeMs = 2_500 } = {},
): Promise<BadNetwork> {
  const open = new Set<Socket>();
  let isHealed = false;
  let cuts = 0;
  const pass = (from: Socket, to: Socket): void => {
    let last = Promise.resolve();
    from.on("data", (chunk) => {
      const late = new Promise<void>((done) => setTimeout(done, isHealed ? 0 : random() * latestMs));
      // In order, however late: this is TCP.
      last = last.then(async () => {
        await late;
        if (to.writable) to.write(chunk);
      });
    });
  };
  const server = createServer((client) => {
    const upstream = connect(ports[Math.floor(random() * ports.length)] ?? 0, "127.0.0.1");
    const pair = [client, upstream];
    const end = (): void => {
      for (const socket of pair) {
        socket.destroy();
        open.delete(socket);
      }
    };
    for (const socket of pair) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", end).on("close", end);
    }
    pass(client, upstream);
    pass(upstream, client);
    const life = shortestLifeMs + random() * (longestLifeMs - shortestLifeMs);
    setTimeout(() => {
      if (isHealed || client.destroyed) return;
      cuts += 1;
      end();
    }, life).unref();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    heal: () => {
      isHealed = true;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

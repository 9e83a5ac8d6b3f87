import { io, type Socket } from "socket.io-client";
import { type Watcher, watchTopic } from "../../live/watch-topic.ts";

let shared: Socket | null = null;

/** Follows a topic: every change once and in order, whatever the network does. Returns how to stop. */
export function watch<Snapshot, Change>(watcher: Watcher<Snapshot, Change>): () => void {
  return watchTopic(connect(), watcher);
}

function connect(): Socket {
  if (shared !== null) return shared;
  // Long delays would strand a phone that walks out of a dead zone.
  const socket = io({ transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 5_000 });
  // A node that goes away asks everybody to leave, at different moments.
  socket.on("reconnect", ({ withinMs }: { withinMs: number }) => {
    setTimeout(() => socket.disconnect().connect(), Math.random() * withinMs);
  });
  shared = socket;
  return socket;
}

import { expect, it } from "vitest";
import { ask, eventually, startLive } from "./live-server.ts";

it("a node that stops tells its sockets to go elsewhere, then closes them, and lets no other in", async () => {
  const live = await startLive({ exhibitors: 1, buyers: 1, slots: 2 });
  const sockets = [live.connect(), live.connect(live.fair.stewardToken)];
  const said: string[] = [];
  for (const socket of sockets) {
    socket.on("reconnect", ({ withinMs }: { withinMs: number }) => said.push(`reconnect within ${withinMs}`));
    socket.on("disconnect", (reason) => said.push(reason));
    await ask(socket, "watch", { topic: "fair:fair_test" });
  }
  await live.server.close();
  await eventually(
    () => said.length >= 4,
    () => said.join(),
  );
  expect(said.slice(0, 2)).toEqual(["reconnect within 2000", "reconnect within 2000"]);
  // The reason for which clients come back by themselves.
  expect(said.slice(2)).toEqual(["transport close", "transport close"]);
  await live.close();
});

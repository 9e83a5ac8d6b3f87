import { describe, expect, it } from "vitest";
import { statesIn } from "../../src/web/islands/availability.ts";
import { applyBoardChange } from "../../src/web/islands/board-state.ts";
import type { BoardTask } from "../../src/web/live-topics.ts";
import { after, board, now } from "./fixtures.ts";

describe("the board takes changes", () => {
  it("of one place, leaving every other room as it is", () => {
    const place = { ...(board.rooms[0]?.places[3] ?? fail()), state: "in-use" } as const;
    const next = applyBoardChange(board, { type: "place", room: "room_antigone", place });
    expect(next.rooms[0]?.places[3]).toEqual(place);
    expect(next.rooms[0]?.places[4]).toBe(board.rooms[0]?.places[4]);
    expect(next.rooms[1]).toBe(board.rooms[1]);
  });

  it("of people, tasks and minutes; a task said twice stands once", () => {
    const task: BoardTask = { ...(board.tasks[2] ?? fail()), type: "room-full", present: 60 } as BoardTask;
    const minute = { at: after(now, 1), present: 415, inUse: 70 };
    const changes = [
      { type: "room", room: "room_einstein", present: 60 },
      { type: "task", task },
      { type: "task", task },
      { type: "task-done", task: "task-1" },
      { type: "minute", point: minute },
      { type: "minute", point: minute },
    ] as const;
    const next = changes.reduce(applyBoardChange, board);
    expect(next.rooms[1]?.present).toBe(60);
    expect(next.tasks.map(({ id }) => id)).toEqual(
      board.tasks.map(({ id }) => id).filter((id) => id !== "task-1"),
    );
    expect(next.timeline.filter((point) => point.at === minute.at)).toEqual([minute]);
    expect(next.at).toBe(minute.at);
  });

  it("of everything at once", () => {
    const other = { ...board, rooms: [] };
    expect(applyBoardChange(board, { type: "board", board: other })).toBe(other);
  });
});

describe("the slots of one organisation", () => {
  it("are read out of changes about all of them, the last word counting", () => {
    const states = statesIn(
      [
        { type: "organisation", organisation: "org_a", slots: "ftc" },
        { type: "slot", organisation: "org_b", slot: 0, state: "taken" },
        { type: "slot", organisation: "org_a", slot: 0, state: "taken" },
        { type: "tables", slot: 0, left: 3 },
      ],
      "org_a",
    );
    expect([...states]).toEqual([
      [0, "taken"],
      [1, "taken"],
      [2, "closed"],
    ]);
  });

  it("come anew with the grid", () => {
    const snapshot = { slots: { org_a: "cf" }, tables: [1, 1] };
    expect([...statesIn([{ type: "grid", snapshot }], "org_a")]).toEqual([
      [0, "closed"],
      [1, "free"],
    ]);
  });
});

function fail(): never {
  throw new Error("the fixture lacks what the test is about");
}

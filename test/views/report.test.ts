import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFairState, type Meeting } from "../../src/domain/fair/state.ts";
import { instantSchema, meetingIdSchema, placeIdSchema, roomIdSchema } from "../../src/domain/ids.ts";
import { computeGini, toRoomPeaks } from "../../src/views/report.ts";

describe("how evenly meetings fall", () => {
  it("is 0 when all have as many, near 1 when one has them all, unknown without any", () => {
    expect(computeGini([4, 4, 4, 4])).toBeCloseTo(0);
    expect(computeGini([0, 0, 0, 8])).toBeCloseTo(0.75);
    expect(computeGini([0, 0])).toBeNull();
    expect(computeGini([])).toBeNull();
  });
  it("is the mean difference of all pairs over twice the mean, in any order", () => {
    const some = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(some, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        fc.pre(total > 0);
        const differences = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
        const expected = differences.reduce((sum, value) => sum + value, 0) / (2 * values.length * total);
        expect(computeGini(values)).toBeCloseTo(expected, 9);
        expect(computeGini([...values].reverse())).toBeCloseTo(expected, 9);
      }),
    );
  });
});

describe("the peak of a room", () => {
  it("counts each badge once, wherever it was scanned and in whatever order scans arrived", () => {
    const fair = createFairState();
    const [hall, room] = [roomIdSchema.parse("room_hall"), roomIdSchema.parse("room_side")];
    for (const id of [hall, room]) fair.rooms.set(id, { id, name: id, capacity: 10, accessible: true });
    const scan = (badge: string, roomId: typeof hall, direction: "in" | "out", minute: number) => ({
      badge,
      roomId,
      direction,
      scannedAt: instantSchema.parse(`2027-03-09T08:${String(minute).padStart(2, "0")}:00.000Z`),
    });
    const scans = [
      scan("a", hall, "in", 1),
      scan("a", hall, "in", 2),
      scan("b", hall, "in", 3),
      scan("a", room, "in", 4),
      scan("b", hall, "out", 5),
      scan("b", hall, "out", 6),
      scan("c", hall, "in", 7),
    ];
    for (const order of [scans, [...scans].reverse()])
      expect(toRoomPeaks(fair, order).map(({ peak, at }) => [peak, at])).toEqual([
        [2, "2027-03-09T08:03:00.000Z"],
        [1, "2027-03-09T08:04:00.000Z"],
      ]);
  });
});

describe("the meetings of a room", () => {
  it("counts those that were held, neither planned nor missed nor those of another room", () => {
    const fair = createFairState();
    const [hall, side] = [roomIdSchema.parse("room_hall"), roomIdSchema.parse("room_side")];
    for (const id of [hall, side]) {
      fair.rooms.set(id, { id, name: id, capacity: 10, accessible: true });
      const placeId = placeIdSchema.parse(id.replace("room", "plc"));
      fair.places.set(placeId, { id: placeId, roomId: id, name: "1", kind: "table", accessible: true });
    }
    const placeId = placeIdSchema.parse("plc_hall");
    for (const [index, status] of (["held", "held", "scheduled", "missed"] as const).entries()) {
      const id = meetingIdSchema.parse(`mtg_${index.toString().repeat(12)}`);
      fair.meetings.set(id, { id, status, placeId } as unknown as Meeting);
    }
    expect(toRoomPeaks(fair, []).map(({ roomId, held }) => [roomId, held])).toEqual([
      [hall, 2],
      [side, 0],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import {
  dayKey,
  formatAtMost,
  formatClock,
  formatDates,
  formatDayMedium,
  formatDayShort,
  formatInstant,
  formatList,
  formatPercent,
  formatRelative,
  formatSlot,
  formatTime,
  toLocalInput,
} from "../../src/i18n/format.ts";
import { typesetFrench } from "../../src/i18n/typeset.ts";

const fr = { locale: "fr", timeZone: "Europe/Paris" } as const;
const en = { locale: "en", timeZone: "Europe/Paris" } as const;
const slot = { startsAt: "2027-03-09T13:20:00.000Z", endsAt: "2027-03-09T13:40:00.000Z" };

describe("times are shown in the zone of the fair, wherever the reader is", () => {
  it("slots", () => {
    expect(formatSlot(slot, fr)).toBe("mardi 9 mars, 14:20–14:40");
    expect(formatSlot(slot, en)).toBe("Tuesday 9 March, 14:20–14:40");
    expect(formatTime(slot.startsAt, { locale: "fr", timeZone: "Indian/Reunion" })).toBe("17:20");
  });

  it("the night when clocks change", () => {
    expect(formatClock("2027-03-28T00:59:59.000Z", fr)).toBe("01:59:59");
    expect(formatClock("2027-03-28T01:00:00.000Z", fr)).toBe("03:00:00");
    expect(formatTime("2027-10-31T00:30:00.000Z", fr)).toBe(formatTime("2027-10-31T01:30:00.000Z", fr));
  });

  it("midnight is 00:00 and belongs to its own day", () => {
    expect(formatTime("2027-03-08T23:00:00.000Z", fr)).toBe("00:00");
    expect(dayKey("2027-03-08T23:00:00.000Z", "Europe/Paris")).toBe("2027-03-09");
  });

  it("days and dates", () => {
    expect(formatDayShort(slot.startsAt, fr)).toBe("mar. 9");
    expect(formatDayMedium(slot.startsAt, fr)).toBe("mar. 9 mars");
    expect(formatDates(slot.startsAt, "2027-03-10T10:00:00.000Z", fr)).toMatch(/^9.10 mars 2027$/);
    expect(formatInstant(slot.startsAt, fr)).toBe("9 mars 2027, 14:20");
  });

  it("what a datetime-local input takes", () => {
    expect(toLocalInput(slot.startsAt, "Europe/Paris")).toBe("2027-03-09T14:20");
  });
});

describe("distances in time, parts and lists", () => {
  it("minutes, hours, days", () => {
    const now = "2027-03-09T09:42:00.000Z";
    expect(formatRelative("2027-03-09T09:47:00.000Z", now, fr)).toBe("dans 5 minutes");
    expect(formatRelative("2027-03-09T07:42:00.000Z", now, fr)).toBe("il y a 2 heures");
    expect(formatRelative("2027-03-08T09:42:00.000Z", now, en)).toBe("yesterday");
  });

  it("percentages and lists", () => {
    expect(formatPercent(0.957, "fr")).toMatch(/^96\s%$/);
    expect(formatAtMost(0.00001, "en")).toBe("0.1%");
    expect(formatAtMost(1e-12, "en")).toBe("0%");
    expect(formatList(["Lattes", "Mauguio", "Pérols"], "fr")).toBe("Lattes, Mauguio et Pérols");
    expect(formatList(["Lattes", "Mauguio", "Pérols"], "en")).toBe("Lattes, Mauguio and Pérols");
  });
});

describe("French typography", () => {
  it("breaks no line before a unit or a double sign, nor after an opening quote", () => {
    expect(typesetFrench("« Draps » attend depuis 19 min : 30 km, 10 Mo ; 9 minutes")).toBe(
      "«\u00a0Draps\u00a0» attend depuis 19\u00a0min\u00a0: 30\u00a0km, 10\u00a0Mo\u00a0; 9 minutes",
    );
  });
});

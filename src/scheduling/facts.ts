/** Why a wish is not placed, as a fact with what it is about. */
export type Reason =
  | { code: "no-common-slot" }
  | { code: "busy"; person: string; slots: readonly number[] }
  | { code: "quota"; person: string; limit: number }
  | { code: "break"; person: string }
  | { code: "no-place"; slots: readonly number[] }
  | { code: "order"; meeting: string }
  | { code: "row"; person: string; limit: number }
  | { code: "spread"; limit: number }
  | { code: "others-worth-more"; slots: readonly number[] }
  | { code: "infeasible" }
  | { code: "not-found" };

/** One fact of a set that cannot all hold. */
export type ClashFact =
  | { code: "meeting-has-no-slot"; meeting: string }
  | { code: "fixed-slot-not-allowed"; meeting: string; slot: number }
  | { code: "person-busy"; person: string; meetings: readonly string[] }
  | { code: "person-unavailable"; person: string; slots: readonly number[] }
  | { code: "person-quota"; person: string; limit: number }
  | { code: "person-row"; person: string; limit: number }
  | { code: "person-break"; person: string; from: number; to: number; slots: number }
  | { code: "meeting-slots"; meeting: string; slots: readonly number[] }
  | { code: "meeting-fixed"; meeting: string; slot: number }
  | { code: "meeting-after"; meeting: string; earlier: string }
  | { code: "place-fixed"; meetings: readonly string[]; place: string }
  | { code: "place-closed"; place: string; slots: readonly number[] }
  | { code: "places"; slots: readonly number[]; places: number }
  | { code: "places-total"; places: number; meetings: number }
  | { code: "spread"; limit: number }
  | { code: "proved-without-detail"; meetings: number };

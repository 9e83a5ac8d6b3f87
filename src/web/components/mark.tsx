import type { JSX } from "preact";

/** Our mark: two leaves that meet over a table. */
export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <path d="M15 22C6 22 3 15 3 7c8 0 12 5 12 15Z" fill="#8fd0b0" />
      <path d="M17 22c9 0 12-7 12-15-8 0-12 5-12 15Z" fill="#f2b63d" />
      <path d="M5 27h22" stroke="#faf6ee" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}

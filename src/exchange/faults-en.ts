import type { FaultCatalogue } from "./faults.ts";

const quote = (value: string) => `“${value}”`;

export const faultsEn: FaultCatalogue = {
  where: (line, column) => {
    if (line === null) return column === null ? "" : `Column ${quote(column)}:`;
    return column === null ? `Line ${line}:` : `Line ${line}, column ${quote(column)}:`;
  },
  sentences: {
    "empty-file": () => "the file is empty.",
    "unreadable-file": () => "this file reads neither as a CSV table, nor as an XLSX workbook, nor as JSON.",
    "old-excel": () => "this is an old Excel workbook (.xls); save it as .xlsx or CSV, then try again.",
    "file-too-large": ({ maxMegabytes }) => `the file is larger than ${maxMegabytes} MB.`,
    "too-many-rows": ({ max }) => `the file has more than ${max} rows; import it in several parts.`,
    "no-organisation": () => "the file has no organisation under its headings.",
    "missing-column": ({ expected }) => `the column ${quote(expected)} is missing.`,
    "duplicate-column": ({ heading }) => `the column ${quote(heading)} appears twice.`,
    "near-heading": ({ heading, near }) =>
      `the column ${quote(heading)} is not known; did you mean ${near.map(quote).join(" or ")}? Rename it, or take it out.`,
    "unknown-commune": ({ value, near }) =>
      near.length === 0
        ? `the town ${quote(value)} is not known; check its name, or give its Insee code or its coordinates.`
        : `the town ${quote(value)} is not known; did you mean ${near.join(" or ")}?`,
    "commune-elsewhere": ({ value, department, choices }) =>
      `there is no ${quote(value)} in department ${department}; there is ${choices.join(", ")}. Correct the postcode, or give the Insee code.`,
    "ambiguous-commune": ({ value, choices }) =>
      `several towns are called ${quote(value)}: ${choices.join(", ")}. Say which by its postcode or Insee code.`,
    "unknown-insee": ({ value }) => `${quote(value)} is the Insee code of no present town.`,
    "too-many-cells": ({ headings }) => `the line has more cells than the ${headings} headings.`,
    required: () => "must be filled in.",
    "unknown-value": ({ value, expected }) => `${quote(value)} is unknown; expected: ${expected.join(", ")}.`,
    "unknown-activity": ({ value, suggestion }) =>
      suggestion === null
        ? `the activity ${quote(value)} is not in the list.`
        : `the activity ${quote(value)} is not in the list; did you mean ${quote(suggestion)}?`,
    "unknown-partner": ({ value }) => `the partner ${quote(value)} is the reference of no line.`,
    "not-a-number": ({ value }) => `${quote(value)} is not a number.`,
    "ambiguous-number": ({ value }) =>
      `${quote(value)} can be read in two ways; write the number without a thousands separator.`,
    "bad-area": ({ value }) =>
      `${quote(value)} is not an area; write for example 30 km, or 34, 30 (departments), or region 76, or France.`,
    "bad-quantity": ({ value }) => `${quote(value)} is not a quantity; write for example 1200 kg / week.`,
    "bad-date": ({ value }) => `${quote(value)} is not a date; write for example 2027-04 or 15/04/2027.`,
    "bad-postcode": ({ value }) => `${quote(value)} is not a five-digit postcode.`,
    "bad-insee": ({ value }) => `${quote(value)} is not the Insee code of a commune.`,
    "bad-website": ({ value }) => `${quote(value)} is not the address of a website.`,
    "bad-email": ({ value }) => `${quote(value)} is not an e-mail address.`,
    "bad-delegate": ({ value }) => `${quote(value)}: write First Last <address@example.org>.`,
    "siret-length": ({ value }) => `${quote(value)}: a SIRET has 14 digits.`,
    "siret-key": ({ value }) => `${quote(value)} is not a SIRET: its check digit is wrong.`,
    "siret-rounded": ({ value }) =>
      `${quote(value)}: the spreadsheet rounded the SIRET; set the column to Text and type it again.`,
    "offer-without-text": ({ number }) => `offer ${number} has no text.`,
    "need-without-text": ({ number }) => `need ${number} has no text.`,
    "need-without-kind": ({ number }) =>
      `need ${number} has no kind (buy, sell, cooperate, replicate or finance).`,
    "too-long": ({ max }) => `${max} characters at most.`,
    "out-of-range": ({ min, max }) => {
      if (min === null) return `${max} at most.`;
      return max === null ? `${min} at least.` : `expected between ${min} and ${max}.`;
    },
    "too-many": ({ max }) => `${max} at most.`,
    invalid: ({ detail }) => `value refused (${detail}).`,
    "duplicate-name": ({ name, otherLine }) =>
      `${quote(name)}, in the same commune, is already on line ${otherLine}.`,
    "duplicate-siret": ({ siret, otherLine }) => `SIRET ${siret} is already on line ${otherLine}.`,
    "duplicate-email": ({ email, otherLine }) => `the address ${email} is already on line ${otherLine}.`,
    "duplicate-reference": ({ reference, otherLine }) =>
      `the reference ${quote(reference)} is already on line ${otherLine}.`,
  },
};

import { randomInt } from "node:crypto";

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A fresh id of 12 random letters (62 bits), to be parsed by the schema of its kind. */
export function newId<T extends string>(prefix: string, parse: (value: string) => T): T {
  let tail = "";
  for (let index = 0; index < 12; index += 1) tail += alphabet[randomInt(alphabet.length)];
  return parse(`${prefix}_${tail}`);
}

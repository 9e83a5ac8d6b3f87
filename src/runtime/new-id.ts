import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
const evenly = 256 - (256 % alphabet.length);

/** A fresh id of 12 random letters (62 bits), to be parsed by the schema of its kind. */
export function newId<T extends string>(prefix: string, parse: (value: string) => T): T {
  let tail = "";
  while (tail.length < 12)
    // Bytes beyond the last whole alphabet would make its first letters likelier.
    for (const byte of randomBytes(16))
      if (byte < evenly && tail.length < 12) tail += alphabet[byte % alphabet.length];
  return parse(`${prefix}_${tail}`);
}

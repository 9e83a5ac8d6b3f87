/**
 * The seed of every random test: one for all, so that a red run is red again. `COVENTIS_SEED=random npm test` looks
 * further, `COVENTIS_SEED=42` repeats; fast-check and the stories print the one they used when they fail.
 */
export const seed = readSeed(process.env.COVENTIS_SEED);

function readSeed(wanted = "20270309"): number {
  if (wanted === "random") return Date.now() % 2 ** 31;
  const number = Number(wanted);
  if (!Number.isSafeInteger(number))
    throw new Error(`COVENTIS_SEED: a whole number or "random" was expected`);
  return number;
}

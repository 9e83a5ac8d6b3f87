import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAtMostOne, countTrue } from "../../../src/scheduling/exact/counting.ts";
import { createSatSolver } from "../../../src/scheduling/sat/solver.ts";

const forever = () => false;

describe("counting in clauses", () => {
  const cases = fc.record({
    bits: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
    most: fc.integer({ min: 1, max: 12 }),
    sense: fc.constantFrom("if" as const, "exactly" as const),
  });

  it("makes an output true if more inputs are true, and false only where it says exactly", () => {
    fc.assert(
      fc.property(cases, ({ bits, most, sense }) => {
        const solver = createSatSolver();
        const inputs = bits.map(() => solver.newVariable() * 2);
        const outputs = countTrue(solver, inputs, most, sense);
        const given = inputs.map((literal, index) => (bits[index] ? literal : literal ^ 1));
        const isTrue = bits.filter(Boolean).length;
        outputs.forEach((output, index) => {
          const whenFalse = solver.solve([...given, output ^ 1], 1e4, forever);
          expect(whenFalse).toBe(isTrue > index ? "unsatisfiable" : "satisfiable");
          const whenTrue = solver.solve([...given, output], 1e4, forever);
          const isRefused = sense === "exactly" && bits.length > 1 && isTrue <= index;
          if (bits.length > 1) expect(whenTrue).toBe(isRefused ? "unsatisfiable" : "satisfiable");
        });
        expect(outputs).toHaveLength(Math.min(most, bits.length));
      }),
      { numRuns: 300 },
    );
  });

  it("allows any one of many and never two", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(29), fc.nat(29), (size, one, two) => {
        const solver = createSatSolver();
        const literals = Array.from({ length: size }, () => solver.newVariable() * 2);
        addAtMostOne(solver, literals);
        const [first = 0, second = 0] = [literals[one % size], literals[two % size]];
        expect(solver.solve([first], 1e4, forever)).toBe("satisfiable");
        expect(solver.solve([first, second], 1e4, forever)).toBe(
          first === second ? "satisfiable" : "unsatisfiable",
        );
      }),
    );
  });
});

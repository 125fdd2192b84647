import fc from "fast-check";
import { expect, test } from "vitest";

test.skipIf(process.env["PROPERTY_SEED"] !== undefined)("properties draw the same cases in each run", () => {
  const drawn: number[] = [];
  void fc.assert(
    fc.property(fc.nat(1_000_000), (n) => {
      drawn.push(n);
    }),
    { numRuns: 3 },
  );

  expect(fc.readConfigureGlobal()).toMatchObject({ seed: 20261123 });
  expect(drawn).toEqual(fc.sample(fc.nat(1_000_000), { seed: 20261123, numRuns: 3 }));
});

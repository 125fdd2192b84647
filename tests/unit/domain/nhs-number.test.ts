import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNhsNumber, NhsNumber, readNhsNumber } from "../../../src/domain/nhs-number.ts";
import { arbitraryNhsNumber } from "../../support/arbitraries.ts";
import { holds } from "../../support/holds.ts";

describe("an NHS number", () => {
  test("that is valid is read with spaces and dashes anywhere", () => {
    const separators = fc.array(fc.constantFrom("", " ", "  ", "-", "\u00a0", "\u2013"), {
      minLength: 11,
      maxLength: 11,
    });
    holds(
      fc.property(arbitraryNhsNumber, separators, (number, between) => {
        const typed = between.map((separator, index) => separator + (number[index] ?? "")).join("");

        expect(readNhsNumber(typed)).toEqual({ ok: true, value: number });
      }),
    );
  });

  test("with any one digit changed is never valid", () => {
    holds(
      fc.property(
        arbitraryNhsNumber,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, by) => {
          const changed = (Number(number[at]) + by) % 10;
          const typed = `${number.slice(0, at)}${changed}${number.slice(at + 1)}`;

          expect(readNhsNumber(typed).ok).toBe(false);
        },
      ),
    );
  });

  test("with two neighbouring digits swapped is never valid", () => {
    holds(
      fc.property(arbitraryNhsNumber, fc.integer({ min: 0, max: 8 }), (number, at) => {
        fc.pre(number[at] !== number[at + 1]);

        expect(readNhsNumber(`${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`).ok).toBe(
          false,
        );
      }),
    );
  });

  test.each([
    ["", "empty"],
    [" - ", "empty"],
    ["999 111 222A", "not-digits"],
    ["９９９１１１２２２７", "not-digits"],
    ["999 111 222", "wrong-length"],
    ["999 111 2227 1", "wrong-length"],
    ["0000000000", "repeated"],
    ["999 111 2228", "check-digit"],
    // The first nine digits come to check digit 10, so no tenth makes a number.
    ["9991112260", "check-digit"],
  ])("typed as %o is %s", (typed, problem) => {
    expect(readNhsNumber(typed)).toEqual({ ok: false, error: problem });
  });

  test("is shown as 3, 3 and 4 digits that stay on one line", () => {
    expect(formatNhsNumber(NhsNumber.parse("9991112227"))).toBe("999\u00a0111\u00a02227");
  });
});

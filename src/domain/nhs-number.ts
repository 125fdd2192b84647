import * as z from "zod/mini";
import { err, ok, type Result } from "../shared/result.ts";

/** Ten digits that pass the modulus 11 check of the NHS Data Dictionary (NHS NUMBER), and are not all the same. */
export const NhsNumber = z
  .string()
  .check(z.refine((digits) => /^\d{10}$/.test(digits) && hasValidCheckDigit(digits) && !isOneDigitRepeated(digits)))
  .brand<"NhsNumber">();
export type NhsNumber = z.infer<typeof NhsNumber>;

/** What is wrong with a typed NHS number. */
export type NhsNumberProblem = "empty" | "not-digits" | "wrong-length" | "repeated" | "check-digit";

/** The NHS number somebody typed, with spaces and dashes allowed anywhere, or what is wrong with it. */
export function readNhsNumber(typed: string): Result<NhsNumber, NhsNumberProblem> {
  const digits = typed.replace(/[\s\-\u2010-\u2015]/g, "");
  if (digits === "") return err("empty");
  if (!/^\d+$/.test(digits)) return err("not-digits");
  if (digits.length !== 10) return err("wrong-length");
  if (isOneDigitRepeated(digits)) return err("repeated");
  const parsed = NhsNumber.safeParse(digits);
  return parsed.success ? ok(parsed.data) : err("check-digit");
}

/** "999 111 2227", the 3-3-4 form, with spaces that do not break over a line. */
export function formatNhsNumber(number: NhsNumber): string {
  return `${number.slice(0, 3)}\u00a0${number.slice(3, 6)}\u00a0${number.slice(6)}`;
}

function isOneDigitRepeated(digits: string): boolean {
  return new Set(digits).size === 1;
}

function hasValidCheckDigit(digits: string): boolean {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9]);
}

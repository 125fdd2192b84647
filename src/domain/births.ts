import { err, ok, type Result } from "../shared/result.ts";
import { addDays, type CivilDate, type DateProblem, daysBetween, type EnteredDate, readEnteredDate } from "./dates.ts";
import { Baby, type Family, Gestation } from "./family.ts";
import type { BabyId } from "./ids.ts";
import { type NhsNumberProblem, readNhsNumber } from "./nhs-number.ts";
import { textLimits } from "./text.ts";

/** A baby as typed: every field text, any of them blank but the date of birth. */
export interface EnteredBaby {
  id: BabyId;
  name: string;
  birthDate: EnteredDate;
  /** Weeks and days of pregnancy at birth, "36+2". */
  gestation: string;
  /** In grams or kilograms, "3400" or "3.4kg". */
  weight: string;
  nhsNumber: string;
}

export type BirthDateProblem = DateProblem | { kind: "in-future" | "too-long-ago" | "far-from-due-date" };
export type DueDateProblem = DateProblem | { kind: "too-early" | "too-late" };
export type GestationProblem = "not-weeks-and-days" | "out-of-range";
export type BirthWeightProblem = "not-a-weight" | "out-of-range";

/** What is wrong with one field of one baby. */
export type BabyProblem =
  | { field: "name"; babyId: BabyId; kind: "too-long" | "same-as-another-baby" }
  | { field: "birth-date"; babyId: BabyId; problem: BirthDateProblem }
  | { field: "gestation"; babyId: BabyId; kind: GestationProblem }
  | { field: "weight"; babyId: BabyId; kind: BirthWeightProblem }
  | { field: "nhs-number"; babyId: BabyId; kind: Exclude<NhsNumberProblem, "empty"> | "same-as-another-baby" };

/** Why a birth cannot be recorded as typed. */
export type BirthProblem = BabyProblem | { field: "babies"; kind: "none" | "too-many" | "already-born" };

/**
 * The family with its babies, once every field can be read. The carers, the contacts and all else stay as they are.
 * Fails on a family whose babies are recorded already.
 */
export function recordBirth(
  family: Family,
  entered: readonly EnteredBaby[],
  today: CivilDate,
): Result<Family, BirthProblem[]> {
  if (family.stage.stage === "born") return err([{ field: "babies", kind: "already-born" }]);
  const babies = readBabies(entered, today, { dueDate: family.stage.dueDate });
  return babies.ok ? ok({ ...family, stage: { stage: "born", babies: babies.value } }) : babies;
}

/**
 * One to six babies as typed, or everything that is wrong with them, in the order of the fields. The date of birth of a
 * baby that is `known` stands however long ago it is.
 */
export function readBabies(
  entered: readonly EnteredBaby[],
  today: CivilDate,
  { dueDate = null, known = [] }: { dueDate?: CivilDate | null; known?: readonly Baby[] } = {},
): Result<Baby[], BirthProblem[]> {
  if (entered.length === 0) return err([{ field: "babies", kind: "none" }]);
  if (entered.length > 6) return err([{ field: "babies", kind: "too-many" }]);
  const read = entered.map((baby, index) => {
    const birthDate = known.find(({ id }) => id === baby.id)?.birthDate;
    return readBaby(baby, entered.slice(0, index), (date) => {
      const typed = readEnteredDate(date);
      return typed.ok && typed.value === birthDate ? typed : checkBirthDate(date, today, dueDate);
    });
  });
  const problems = read.flatMap((result) => (result.ok ? [] : result.error));
  return problems.length > 0 ? err(problems) : ok(read.flatMap((result) => (result.ok ? [result.value] : [])));
}

/**
 * A day on which a baby can have been born: not in the future, within the last 366 days, and where the due date is
 * known, between 22 weeks and 44 weeks + 6 days of that pregnancy.
 */
export function checkBirthDate(
  entered: EnteredDate,
  today: CivilDate,
  dueDate: CivilDate | null = null,
): Result<CivilDate, BirthDateProblem> {
  const date = readEnteredDate(entered);
  if (!date.ok) return date;
  if (date.value > today) return err({ kind: "in-future" });
  if (date.value < addDays(today, -366)) return err({ kind: "too-long-ago" });
  if (dueDate !== null) {
    const daysAfterDue = daysBetween(dueDate, date.value);
    if (daysAfterDue < -18 * 7 || daysAfterDue > 4 * 7 + 6) return err({ kind: "far-from-due-date" });
  }
  return date;
}

/** A day on which a baby can be due: from 4 weeks ago, as births are recorded late, to 40 weeks ahead. */
export function checkDueDate(entered: EnteredDate, today: CivilDate): Result<CivilDate, DueDateProblem> {
  const date = readEnteredDate(entered);
  if (!date.ok) return date;
  if (date.value < addDays(today, -28)) return err({ kind: "too-early" });
  if (date.value > addDays(today, 280)) return err({ kind: "too-late" });
  return date;
}

/** Weeks and days of pregnancy as typed: "36+2", "36 weeks 2 days", "36w 2d", or "36" for 36 weeks + 0 days. */
export function readGestation(typed: string): Result<Gestation, GestationProblem> {
  const [weeks, days, ...rest] = typed
    .trim()
    .toLowerCase()
    .replace(/\s*(days?|d)$/, "")
    .split(/\s*(?:weeks?|wks?|w)\s*(?:and|,|\+)?\s*|\s*(?:\+|,|and)\s*|\s+/);
  if (!/^\d{1,2}$/.test(weeks ?? "") || !/^\d?$/.test(days ?? "") || rest.length > 0) return err("not-weeks-and-days");
  const gestation = Gestation.safeParse({ weeks: Number(weeks), days: Number(days ?? 0) });
  return gestation.success ? ok(gestation.data) : err("out-of-range");
}

/**
 * A birth weight in grams as typed: "3400", "3,400 g", "3.4kg". A bare number under 10 can only be kilograms. Pounds
 * are not a weight here, because a slip in changing them could move a baby over 2,500 grams.
 */
export function readBirthWeight(typed: string): Result<number, BirthWeightProblem> {
  const match = /^(\d{1,2}(?:\.\d{1,3})?|\d{3,5})\s*(kg|kilos?|kilograms?|g|grams?)?$/i.exec(
    typed.trim().replace(/^(\d{1,2}),(\d{3})(?!\d)/, "$1$2"),
  );
  if (!match?.[1]) return err("not-a-weight");
  const amount = Number(match[1]);
  const isKilograms = match[2] ? match[2].toLowerCase().startsWith("k") : amount < 10;
  const grams = Math.round(isKilograms ? amount * 1000 : amount);
  return Baby.shape.birthWeightGrams.safeParse(grams).success ? ok(grams) : err("out-of-range");
}

function readBaby(
  entered: EnteredBaby,
  before: readonly EnteredBaby[],
  readBirthDate: (entered: EnteredDate) => Result<CivilDate, BirthDateProblem>,
): Result<Baby, BabyProblem[]> {
  const babyId = entered.id;
  const problems: BabyProblem[] = [];
  const name = entered.name.trim();
  const birthDate = readBirthDate(entered.birthDate);
  const gestation = entered.gestation.trim() === "" ? undefined : readGestation(entered.gestation);
  const weight = entered.weight.trim() === "" ? undefined : readBirthWeight(entered.weight);
  const nhsNumber = readNhsNumber(entered.nhsNumber);

  if (name.length > textLimits.short) problems.push({ field: "name", babyId, kind: "too-long" });
  if (name !== "" && before.some((other) => other.name.trim().toLowerCase() === name.toLowerCase())) {
    problems.push({ field: "name", babyId, kind: "same-as-another-baby" });
  }
  if (!birthDate.ok) problems.push({ field: "birth-date", babyId, problem: birthDate.error });
  if (gestation?.ok === false) problems.push({ field: "gestation", babyId, kind: gestation.error });
  if (weight?.ok === false) problems.push({ field: "weight", babyId, kind: weight.error });
  if (!nhsNumber.ok && nhsNumber.error !== "empty") {
    problems.push({ field: "nhs-number", babyId, kind: nhsNumber.error });
  }
  if (nhsNumber.ok && before.some((other) => sameNumber(other.nhsNumber, nhsNumber.value))) {
    problems.push({ field: "nhs-number", babyId, kind: "same-as-another-baby" });
  }
  if (!birthDate.ok || problems.length > 0) return err(problems);
  return ok({
    id: babyId,
    birthDate: birthDate.value,
    ...(name === "" ? {} : { name }),
    ...(gestation?.ok ? { gestation: gestation.value } : {}),
    ...(weight?.ok ? { birthWeightGrams: weight.value } : {}),
    ...(nhsNumber.ok ? { nhsNumber: nhsNumber.value } : {}),
  });
}

function sameNumber(typed: string, number: string): boolean {
  const other = readNhsNumber(typed);
  return other.ok && other.value === number;
}

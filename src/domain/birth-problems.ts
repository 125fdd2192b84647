import type { BirthDateProblem, BirthProblem, BirthWeightProblem, DueDateProblem, GestationProblem } from "./births.ts";
import type { DateProblem } from "./dates.ts";
import type { NhsNumberProblem } from "./nhs-number.ts";
import { textLimits } from "./text.ts";

/** What to do about a problem with a baby's fields, for beside the field. */
export function describeBirthProblem(problem: BirthProblem): string {
  switch (problem.field) {
    case "babies":
      return babiesProblems[problem.kind];
    case "name":
      return problem.kind === "too-long"
        ? `Name must be ${textLimits.short} characters or fewer`
        : "Enter a name that is not the same as the other baby's, or leave it blank";
    case "birth-date":
      return describeBirthDateProblem(problem.problem);
    case "gestation":
      return gestationProblems[problem.kind];
    case "weight":
      return weightProblems[problem.kind];
    case "nhs-number":
      return nhsNumberProblems[problem.kind];
  }
}

/** What to do about a date of birth that cannot be used. */
export function describeBirthDateProblem(problem: BirthDateProblem): string {
  switch (problem.kind) {
    case "in-future":
      return "Date of birth must be today or in the past";
    case "too-long-ago":
      return "Date of birth must be in the last 12 months";
    case "far-from-due-date":
      return "Date of birth is too far from the due date. Check both";
    default:
      return describeDateProblem("Date of birth", problem);
  }
}

/** What to do about a due date that cannot be used. */
export function describeDueDateProblem(problem: DueDateProblem): string {
  switch (problem.kind) {
    case "too-early":
      return "Due date must not be more than 4 weeks ago. If baby is born, record the birth";
    case "too-late":
      return "Due date must be within 40 weeks from today";
    default:
      return describeDateProblem("Due date", problem);
  }
}

/** What to do about a typed NHS number that cannot be used. */
export function describeNhsNumberProblem(problem: Exclude<NhsNumberProblem, "empty">): string {
  return nhsNumberProblems[problem];
}

const babiesProblems = {
  none: "Add at least one baby",
  "too-many": "Add no more than 6 babies",
  "already-born": "The birth is recorded already",
} as const;

const gestationProblems: Record<GestationProblem, string> = {
  "not-weeks-and-days": "Enter weeks and days at birth, for example 36+2",
  "out-of-range": "Weeks at birth must be between 22 and 44, and days between 0 and 6",
};

const weightProblems: Record<BirthWeightProblem, string> = {
  "not-a-weight": "Enter the birth weight in grams or kilograms, for example 3400 or 3.4kg",
  "out-of-range": "Birth weight must be between 300 grams and 8 kilograms",
};

const nhsNumberProblems = {
  "not-digits": "NHS number must only include numbers",
  "wrong-length": "NHS number must be 10 numbers long",
  repeated: "NHS number must be a real one. Check the number",
  "check-digit": "NHS number has a mistake in it. Check the number",
  "same-as-another-baby": "NHS number is the same as the other baby's. Check both",
} as const;

function describeDateProblem(what: string, problem: DateProblem): string {
  switch (problem.kind) {
    case "empty":
      return `Enter the ${what.toLowerCase()}`;
    case "incomplete":
      return `${what} must include a ${problem.missing.join(" and a ")}`;
    case "impossible":
      return `${what} must be a real date`;
  }
}

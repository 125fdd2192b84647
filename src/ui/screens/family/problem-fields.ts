import type { EnteredBaby } from "../../../domain/births.ts";
import { describeFamilyProblem, type EnteredCarer, type FamilyProblem } from "../../../domain/family-entry.ts";
import type { FieldError } from "../../components/error-summary.tsx";

/** The problems of a family form as the error summary lists them, each with the field it is about. */
export function toFieldErrors(
  problems: readonly FamilyProblem[],
  entry: { carers: readonly EnteredCarer[]; babies: readonly EnteredBaby[] },
): FieldError[] {
  return problems.map((problem) => ({ message: describeFamilyProblem(problem), fieldId: fieldOf(problem, entry) }));
}

function fieldOf(
  problem: FamilyProblem,
  entry: { carers: readonly EnteredCarer[]; babies: readonly EnteredBaby[] },
): string {
  if ("babyId" in problem) {
    return `baby-${entry.babies.findIndex((baby) => baby.id === problem.babyId) + 1}-${problem.field}`;
  }
  if ("carerId" in problem) return `carer-${entry.carers.findIndex((carer) => carer.id === problem.carerId) + 1}-name`;
  return problem.field;
}

import { err, ok, type Result } from "../shared/result.ts";
import { describeBirthProblem, describeDueDateProblem } from "./birth-problems.ts";
import { type BirthProblem, checkDueDate, type DueDateProblem, type EnteredBaby, readBabies } from "./births.ts";
import { type CivilDate, type EnteredDate, toEnteredDate } from "./dates.ts";
import { type Baby, babiesOf, type CarerRole, type Family, type InterpreterKind } from "./family.ts";
import type { BabyId, PersonId } from "./ids.ts";
import { textLimits } from "./text.ts";

/** A family as typed: every field text or a choice, as much of it blank as the visitor leaves. */
export interface FamilyEntry {
  carers: EnteredCarer[];
  stage: "expecting" | "born" | undefined;
  dueDate: EnteredDate;
  dueDateUnknown: boolean;
  babies: EnteredBaby[];
  language: string;
  interpreter: InterpreterKind | undefined;
  phone: string;
  localRecordId: string;
}

/** A carer as typed. */
export interface EnteredCarer {
  id: PersonId;
  name: string;
  role: CarerRole;
}

/** What keeps a family from being added or changed as typed. */
export type FamilyProblem =
  | { field: "carer-name"; carerId: PersonId; kind: "empty" | "too-long" }
  | { field: "stage" }
  | { field: "due-date"; problem: DueDateProblem }
  | { field: "language" | "phone" | "local-record-id"; kind: "too-long" }
  | BirthProblem;

/** Blank fields for a new family with one carer. */
export function blankFamilyEntry(carerId: PersonId): FamilyEntry {
  return {
    carers: [{ id: carerId, name: "", role: "mother" }],
    stage: undefined,
    dueDate: { day: "", month: "", year: "" },
    dueDateUnknown: false,
    babies: [],
    language: "",
    interpreter: undefined,
    phone: "",
    localRecordId: "",
  };
}

/** Blank fields for a baby. */
export function blankBaby(id: BabyId): EnteredBaby {
  return { id, name: "", birthDate: { day: "", month: "", year: "" }, gestation: "", weight: "", nhsNumber: "" };
}

/** The fields of a family as it stands, for changing them. */
export function toFamilyEntry(family: Family): FamilyEntry {
  const { stage } = family;
  const dueDate = stage.stage === "expecting" ? stage.dueDate : null;
  return {
    carers: family.carers.map((carer) => ({ ...carer })),
    stage: stage.stage,
    dueDate: dueDate === null ? { day: "", month: "", year: "" } : toEnteredDate(dueDate),
    dueDateUnknown: stage.stage === "expecting" && dueDate === null,
    babies: babiesOf(family).map((baby) => ({
      id: baby.id,
      name: baby.name ?? "",
      birthDate: toEnteredDate(baby.birthDate),
      gestation: baby.gestation ? `${baby.gestation.weeks}+${baby.gestation.days}` : "",
      weight: baby.birthWeightGrams ? String(baby.birthWeightGrams) : "",
      nhsNumber: baby.nhsNumber ?? "",
    })),
    language: family.language ?? "",
    interpreter: family.interpreter,
    phone: family.phone ?? "",
    localRecordId: family.localRecordId ?? "",
  };
}

/**
 * The family that the fields describe, with what they do not cover taken from `rest`; or everything wrong with them.
 * `known` are the babies as recorded so far, if the family is being changed.
 */
export function readFamilyEntry(
  entry: FamilyEntry,
  rest: Pick<Family, "id" | "addedAt" | "contacts">,
  today: CivilDate,
  known: readonly Baby[] = [],
): Result<Family, FamilyProblem[]> {
  const problems: FamilyProblem[] = entry.carers.flatMap(({ id, name }): FamilyProblem[] => {
    if (name.trim() === "") return [{ field: "carer-name", carerId: id, kind: "empty" }];
    return isTooLong(name) ? [{ field: "carer-name", carerId: id, kind: "too-long" }] : [];
  });
  const stage = readStage(entry, today, known);
  if (!stage.ok) problems.push(...stage.error);
  const language = entry.language.trim();
  const phone = entry.phone.trim();
  const localRecordId = entry.localRecordId.trim();
  if (isTooLong(language)) problems.push({ field: "language", kind: "too-long" });
  if (isTooLong(phone)) problems.push({ field: "phone", kind: "too-long" });
  if (isTooLong(localRecordId)) problems.push({ field: "local-record-id", kind: "too-long" });
  if (!stage.ok || problems.length > 0) return err(problems);
  return ok({
    ...rest,
    carers: entry.carers.map(({ id, name, role }) => ({ id, name: name.trim(), role })),
    stage: stage.value,
    ...(language ? { language } : {}),
    ...(entry.interpreter ? { interpreter: entry.interpreter } : {}),
    ...(phone ? { phone } : {}),
    ...(localRecordId ? { localRecordId } : {}),
  });
}

/** What to do about a problem, for beside the field. */
export function describeFamilyProblem(problem: FamilyProblem): string {
  switch (problem.field) {
    case "carer-name":
      return problem.kind === "empty"
        ? "Enter the parent's name or initials"
        : `Name must be ${textLimits.short} characters or fewer`;
    case "stage":
      return "Select whether the baby is expected or born";
    case "due-date":
      return describeDueDateProblem(problem.problem);
    case "language":
      return `Language must be ${textLimits.short} characters or fewer`;
    case "phone":
      return `Phone must be ${textLimits.short} characters or fewer`;
    case "local-record-id":
      return `Local record number must be ${textLimits.short} characters or fewer`;
    default:
      return describeBirthProblem(problem);
  }
}

function readStage(
  entry: FamilyEntry,
  today: CivilDate,
  known: readonly Baby[],
): Result<Family["stage"], FamilyProblem[]> {
  if (entry.stage === undefined) return err([{ field: "stage" }]);
  if (entry.stage === "born") {
    const babies = readBabies(entry.babies, today, { known });
    return babies.ok ? ok({ stage: "born", babies: babies.value }) : babies;
  }
  if (entry.dueDateUnknown) return ok({ stage: "expecting", dueDate: null });
  const dueDate = checkDueDate(entry.dueDate, today);
  return dueDate.ok
    ? ok({ stage: "expecting", dueDate: dueDate.value })
    : err([{ field: "due-date", problem: dueDate.error }]);
}

function isTooLong(text: string): boolean {
  return text.length > textLimits.short;
}

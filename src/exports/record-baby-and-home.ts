import type { Checklist, FactorItem } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { factorReplyLabels, type ResolvedFactor, resolveFactor } from "../domain/factors.ts";
import { babiesOf, babyLabel } from "../domain/family.ts";
import { BabyId } from "../domain/ids.ts";
import { written } from "./free-text.ts";
import {
  matter,
  notRecorded,
  outcomesBlock,
  type RecordItem,
  type RecordRow,
  type RecordSection,
  rowsBlock,
  section,
} from "./record-section.ts";
import { isSensitiveFactor } from "./sensitive.ts";

const noAsList = "None reported, asked as a list";

/** What was told about this baby and home. Answers to what was asked alone are for the professional notes. */
export function babyAndHomeSection(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const { yes, ...others } = factorReplyLabels;
  const isPut = isAloneListPut(contact, checklist);
  const asked = checklist.factors.filter(
    (item) =>
      item.list === "open" ||
      isAnsweredByItself(contact, item) ||
      (isPut && contact.answers.factors.alone !== "not-alone"),
  );
  const items = [...asked.flatMap((item) => factorItems(contact, item)), ...strayItems(contact, checklist)];
  return section("baby-and-home", "This baby and home, as told", [
    ...outcomesBlock(items, [yes, noAsList, ...Object.values(others)]),
    ...rowsBlock(aloneRows(contact, isPut)),
  ]);
}

function factorItems(contact: FinalContact, item: FactorItem): RecordItem[] {
  const { factors } = contact.answers;
  const babies = item.perBaby ? babiesOf(contact.subject) : [];
  const own = babies.filter((baby) => factors.perBaby[baby.id]?.[item.id] !== undefined);
  if (own.length === 0) return [factorItem(item, item.short, resolveFactor(factors, item))];
  const ofEach = babies.map((baby) => {
    const name =
      babies.length === 1 ? item.short : `${item.short}, ${written(babyLabel(contact.subject, baby.id)) ?? "Baby"}`;
    return factorItem(item, name, resolveFactor(factors, item, baby.id));
  });
  const ofAll = own.length === babies.length ? factors.answers[item.id] : undefined;
  return ofAll ? [...ofEach, factorItem(item, `${item.short}, family`, { ...ofAll, asked: "by-itself" })] : ofEach;
}

function factorItem(item: FactorItem, name: string, answer: ResolvedFactor | undefined): RecordItem {
  if (answer === undefined) {
    return { name, outcome: notRecorded, detail: undefined, missing: true, restricted: item.list === "alone" };
  }
  const detail = written(answer.detail);
  const wasListed = answer.asked === "as-a-list" && answer.reply === "no";
  return {
    name,
    outcome: wasListed ? noAsList : factorReplyLabels[answer.reply],
    detail,
    missing: false,
    restricted: isSensitiveFactor(item, answer.reply, detail ?? ""),
  };
}

function isAnsweredByItself(contact: FinalContact, item: FactorItem): boolean {
  const { answers, perBaby } = contact.answers.factors;
  return [answers, ...Object.values(perBaby)].some((replies) => replies[item.id] !== undefined);
}

/** Whether the list that is asked alone was put at all, as a whole or in part. */
function isAloneListPut(contact: FinalContact, checklist: Checklist): boolean {
  if (contact.answers.factors.alone === "none-reported") return true;
  return checklist.factors.some((item) => item.list === "alone" && isAnsweredByItself(contact, item));
}

// Says only that the list was not put. Whatever was answered stands in the notes, and the main text is the same for
// every answer.
function aloneRows(contact: FinalContact, isPut: boolean): RecordRow[] {
  const label = "Questions for when the parent is alone";
  if (contact.answers.factors.alone === "not-alone") return matter(label, "Not asked, parent was not alone");
  return isPut ? [] : matter(label, undefined);
}

/** Answers under an id that this checklist or this family does not have: nothing that was recorded may get lost. */
function strayItems(contact: FinalContact, checklist: Checklist): RecordItem[] {
  const { answers, perBaby } = contact.answers.factors;
  const known = new Set(checklist.factors.map((item) => item.id));
  const stray = (
    id: string,
    name: string,
    answer: { reply: ResolvedFactor["reply"]; detail?: string | undefined },
  ) => ({
    name,
    outcome: factorReplyLabels[answer.reply],
    detail: written(answer.detail),
    missing: false,
    // What the question was is not known here, so it is treated as the most sensitive.
    restricted: !checklist.factors.some((item) => item.id === id && item.list === "open"),
  });
  const babies = new Set<string>(babiesOf(contact.subject).map((baby) => baby.id));
  const perBabyIds = new Set(checklist.factors.filter((item) => item.perBaby).map((item) => item.id));
  return [
    ...Object.entries(answers).flatMap(([id, answer]) => (known.has(id) ? [] : [stray(id, id, answer)])),
    ...Object.entries(perBaby).flatMap(([babyId, replies]) =>
      Object.entries(replies).flatMap(([id, answer]) => {
        if (babies.has(babyId) && perBabyIds.has(id)) return [];
        const item = checklist.factors.find((candidate) => candidate.id === id);
        const baby = BabyId.safeParse(babyId);
        const who = babies.has(babyId) && baby.success ? babyLabel(contact.subject, baby.data) : "a baby";
        return [stray(id, `${item?.short ?? id}, ${written(who) ?? "a baby"}`, answer)];
      }),
    ),
  ];
}

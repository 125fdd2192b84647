import * as z from "zod/mini";
import { ContactKind } from "./contact-kind.ts";
import { CivilDate, Moment } from "./dates.ts";
import { DueWindow, outstandingWindows } from "./due.ts";
import { babiesOf, type ContactEntry, type Family, familyLabel } from "./family.ts";
import { ContactId, FamilyId } from "./ids.ts";

// A line may be longer than a label needs to be; what is beyond still stands in the family itself.
const mostLabel = 800;
const mostSearchText = 2000;

/** What the caseload needs of a family, so that it opens without reading every record. Derived, never the truth. */
export const FamilySummary = z.strictObject({
  id: FamilyId,
  label: z.string().check(z.maxLength(mostLabel)),
  /** Folded text to search in: names, NHS numbers, local number. */
  searchText: z.string().check(z.maxLength(mostSearchText)),
  born: z.boolean(),
  /** Birth date of the first born, or the due date if it is known. */
  keyDate: z.optional(CivilDate),
  windows: z.array(DueWindow).check(z.maxLength(3)),
  /** The newest contact that is not finalised, or record whose amendment is not. */
  draft: z.optional(z.strictObject({ id: ContactId, kind: ContactKind, startedAt: Moment })),
  /** Finalised contacts that are not yet in the patient record. */
  notInRecord: z.int(),
  interpreter: z.boolean(),
});
export type FamilySummary = z.infer<typeof FamilySummary>;

/** The summary of a family as it stands. */
export function summarise(family: Family): FamilySummary {
  const babies = babiesOf(family);
  const draft = family.contacts.findLast(isOpen);
  const keyDate =
    family.stage.stage === "born"
      ? babies.map((baby) => baby.birthDate).sort()[0]
      : (family.stage.dueDate ?? undefined);
  return {
    id: family.id,
    label: familyLabel(family).slice(0, mostLabel),
    // Folded one by one: the digits that end one name must not run into those that begin the next.
    searchText: [
      ...family.carers.map((carer) => carer.name),
      ...babies.flatMap((baby) => [baby.name ?? "", baby.nhsNumber ?? ""]),
      family.localRecordId ?? "",
    ]
      .map(foldForSearch)
      .filter((text) => text !== "")
      .join(" ")
      .slice(0, mostSearchText),
    born: family.stage.stage === "born",
    ...(keyDate === undefined ? {} : { keyDate }),
    windows: outstandingWindows(family),
    ...(draft ? { draft: { id: draft.id, kind: draft.kind, startedAt: draft.startedAt } } : {}),
    notInRecord: family.contacts.filter((entry) => entry.status === "final" && !entry.handOver?.inRecordAt).length,
    interpreter: family.interpreter !== undefined && family.interpreter !== "not-needed",
  };
}

// A draft, or a record that is being amended.
function isOpen({ status, amendments, enteredInError }: ContactEntry): boolean {
  return status === "draft" || (enteredInError === undefined && amendments?.at(-1)?.status === "draft");
}

/** Text without case, accents and extra spaces, so that "zoe" finds "Zoë". Digits lose the spaces between them. */
export function foldForSearch(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(\d)[\s-]+(?=\d)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether every word of the folded query is somewhere in the summary. An empty query matches all. */
export function matchesSearch({ searchText }: Pick<FamilySummary, "searchText">, foldedQuery: string): boolean {
  return foldedQuery.split(" ").every((word) => searchText.includes(word));
}

import type { FactorItem, FollowUpAction } from "../domain/checklist.ts";
import type { FactorReply } from "../domain/factors.ts";

/**
 * What belongs in the professional notes and not in the main text of a record, because a parent, a partner or a
 * relative may read that record. Questions from the list that is asked alone always do, whatever the answer is, so
 * that no answer can be told from a gap in the main text.
 */
export function isSensitiveFactor(item: Pick<FactorItem, "id" | "list">, reply: FactorReply, detail: string): boolean {
  if (item.list === "alone" || aloneAnyway.has(item.id)) return true;
  return sensitiveUnlessNo.has(item.id) && (reply !== "no" || detail !== "");
}

/** Whether what was seen for this item says something about a grown-up that is not for the main text. */
export function isSensitiveObservation(id: string, answer: string, note: string): boolean {
  return id === "OB-impair" && (answer !== "seen-as-advised" || note !== "");
}

/** Whether a follow-up is for professionals: all that the checklist does not open to the parent, or does not know. */
export function isSensitiveFollowUp(action: FollowUpAction | undefined): boolean {
  return action === undefined || !action.forParent;
}

// Drugs, mood and fear at home stay apart even if a later checklist asked them in the open list.
const aloneAnyway: ReadonlySet<string> = new Set(["RF-drug", "RF-mood", "RF-da"]);

// A sudden death in either family, and plans or services of other agencies: not everybody at home may know of them.
const sensitiveUnlessNo: ReadonlySet<string> = new Set(["RF-loss", "RF-agency"]);

import * as z from "zod/mini";
import type { BabyId } from "./ids.ts";
import { Words } from "./text.ts";

/** The answer to one question about this baby and home. */
export const FactorReply = z.enum(["yes", "no", "not-known", "not-asked", "rather-not-say"]);
export type FactorReply = z.infer<typeof FactorReply>;

export const factorReplyLabels: Record<FactorReply, string> = {
  yes: "Yes",
  no: "No",
  "not-known": "Not known",
  "not-asked": "Not asked",
  "rather-not-say": "Rather not say",
};

/** One question answered by itself. */
export const FactorAnswer = z.strictObject({ reply: FactorReply, detail: z.optional(Words) });
export type FactorAnswer = z.infer<typeof FactorAnswer>;

/** Which list a question stands in: the open one, or the one asked only when the parent is alone. */
export const FactorList = z.enum(["open", "alone"]);
export type FactorList = z.infer<typeof FactorList>;

/**
 * How a list was put as a whole. "none-reported": read out as a list, and nothing more than what is answered by
 * itself was reported. "not-alone": the list was not asked, because the parent was not alone.
 */
export const ListReply = z.enum(["none-reported", "not-alone"]);
export type ListReply = z.infer<typeof ListReply>;

const FactorId = z.string().check(z.maxLength(30));

/** The step "This baby and home". Answers of a baby of twins stand under the baby's id. */
export const FactorAnswers = z.strictObject({
  open: z.optional(z.literal("none-reported")),
  alone: z.optional(ListReply),
  answers: z.record(FactorId, FactorAnswer),
  perBaby: z.record(z.string().check(z.maxLength(22)), z.record(FactorId, FactorAnswer)),
});
export type FactorAnswers = z.infer<typeof FactorAnswers>;

/** A question's answer with how it came about; absent when neither it nor its list was asked. */
export type ResolvedFactor = FactorAnswer & { asked: "by-itself" | "as-a-list" };

/**
 * The answer to a question: its own, else what its list says. A baby's own answer comes before the family's.
 * Undefined means that nobody has asked yet.
 */
export function resolveFactor(
  factors: FactorAnswers,
  item: { id: string; list: FactorList },
  babyId?: BabyId,
): ResolvedFactor | undefined {
  const own = (babyId ? factors.perBaby[babyId]?.[item.id] : undefined) ?? factors.answers[item.id];
  if (own) return { ...own, asked: "by-itself" };
  const list = item.list === "open" ? factors.open : factors.alone;
  if (list === "none-reported") return { reply: "no", asked: "as-a-list" };
  if (list === "not-alone") return { reply: "not-asked", detail: "Parent was not alone", asked: "as-a-list" };
  return undefined;
}

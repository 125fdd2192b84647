import type { Checklist, FactorItem, Topic } from "./checklist.ts";
import type { ContactAnswers } from "./contact.ts";
import { type FactorList, type FactorReply, resolveFactor } from "./factors.ts";
import { type Baby, babiesOf, babyLabel, type Subject } from "./family.ts";
import type { BabyId } from "./ids.ts";
import { sawConcern } from "./sleep-findings.ts";

/** Whether something is so. "unknown" counts as present wherever advice is given: clinical.md 8.3 and design.md 3. */
export type Presence = "present" | "unknown" | "absent";

/** One thing that makes sharing a bed dangerous, for the family or for one baby. */
export interface DangerFactor {
  id: string;
  /** As the checklist names it in a few words. */
  short: string;
  /** Factors of the list asked alone must not be named where the rest of the family can read them. */
  list: FactorList;
  presence: Presence;
  /** The baby it is about, where it is about one baby. */
  babyId?: BabyId;
}

/**
 * Every factor that makes bed sharing dangerous, each present, unknown or absent; clinical.md 8.4 and facts F13, F14.
 * What was recorded at birth counts even if nobody asked: before 37 weeks + 0 days, and 2,500 grams or less. Before
 * birth nobody can know either, so an answer other than "yes" leaves them unknown.
 */
export function bedDangerFactors(
  checklist: Pick<Checklist, "kind" | "factors">,
  answers: Pick<ContactAnswers, "factors">,
  subject: Pick<Subject, "stage">,
): DangerFactor[] {
  const babies = babiesOf(subject);
  return checklist.factors
    .filter((item) => item.bedDanger)
    .flatMap((item) => {
      const aboutBirth = isAboutBirth(item);
      const of = (item.perBaby || aboutBirth) && babies.length > 0 ? babies : [undefined];
      return of.map((baby) => {
        const reply = resolveFactor(answers.factors, item, baby?.id)?.reply;
        // An antenatal "no" is about the chance of it, which says nothing of the baby who was then born.
        const saysNo = reply === "no" && !(aboutBirth && (baby === undefined || checklist.kind === "antenatal"));
        return {
          id: item.id,
          short: item.short,
          list: item.list,
          presence: presenceOf(reply, saysNo, baby && recordedAtBirth(item, baby)),
          ...(baby ? { babyId: baby.id } : {}),
        };
      });
    });
}

/** What the record of birth says on a factor about birth; undefined where it says nothing. */
export function recordedAtBirth(item: Pick<FactorItem, "id">, baby: Baby): Exclude<Presence, "unknown"> | undefined {
  if (item.id === "RF-preterm" && baby.gestation) return baby.gestation.weeks < 37 ? "present" : "absent";
  if (item.id === "RF-lbw" && baby.birthWeightGrams) return baby.birthWeightGrams <= 2500 ? "present" : "absent";
  return undefined;
}

/** The advice on sharing a bed that fits this family: never, with what speaks against it, or how to plan ahead. */
export type BedSharingAdvice = { kind: "never"; because: DangerFactor[] } | { kind: "plan-ahead" };

/**
 * "Never" as long as one danger factor is present or unknown, else "plan ahead". What is present is named before what
 * is unknown. clinical.md 8, rules for all contacts: the banner on `bed-safer`; unknown counts as true until asked.
 */
export function bedSharingAdvice(factors: readonly DangerFactor[]): BedSharingAdvice {
  const because = (["present", "unknown"] as const).flatMap((presence) =>
    factors.filter((factor) => factor.presence === presence),
  );
  return because.length > 0 ? { kind: "never", because } : { kind: "plan-ahead" };
}

/** "Smoking in pregnancy", "Adam: born before 37 weeks", "Alcohol: not known". A baby is named only among several. */
export function describeDangerFactor(factor: DangerFactor, subject: Pick<Subject, "stage">): string {
  const { babyId, short } = factor;
  const isNamed = babyId !== undefined && babiesOf(subject).length > 1;
  const named = isNamed ? `${babyLabel(subject, babyId)}: ${lowerFirst(short)}` : short;
  return factor.presence === "unknown" ? `${named}: not known` : named;
}

/** Whether any baby was born early or small: "no" only if both are known of every baby. Facts F13 and F34. */
export function earlyOrSmall(factors: readonly DangerFactor[]): "yes" | "no" | "unknown" {
  const aboutBirth = factors.filter(isAboutBirth);
  if (aboutBirth.some((factor) => factor.presence === "present")) return "yes";
  return aboutBirth.length > 0 && aboutBirth.every((factor) => factor.presence === "absent") ? "no" : "unknown";
}

/** A topic with how prominently the contact shows it, and in a few words why, if that is not plain. */
export interface ShownTopic {
  topic: Topic;
  shown: "key" | "if-relevant" | "folded";
  why?: string;
}

/**
 * The topics of the checklist in their order. Those that must not be skipped are always shown; the one on early and
 * small babies unless it is known that no baby was. The others fold away until an answer makes them relevant.
 * clinical.md 8, rules for all contacts: relevance.
 */
export function topicsToShow(
  checklist: Pick<Checklist, "kind" | "factors" | "topics">,
  answers: Pick<ContactAnswers, "factors" | "sleep">,
  subject: Pick<Subject, "stage">,
): ShownTopic[] {
  const early = earlyOrSmall(bedDangerFactors(checklist, answers, subject));
  return checklist.topics.map((topic): ShownTopic => {
    if (topic.id.endsWith("-early-small")) return { topic, ...earlySmallShown[early] };
    if (topic.mustNotSkip) return { topic, shown: "key" };
    const why = whyRelevant(topic, answers, early);
    return why ? { topic, shown: "if-relevant", why } : { topic, shown: "folded" };
  });
}

/** The topics that must not be skipped at this contact with this family. */
export function topicsThatMustNotBeSkipped(
  checklist: Pick<Checklist, "kind" | "factors" | "topics">,
  answers: Pick<ContactAnswers, "factors" | "sleep">,
  subject: Pick<Subject, "stage">,
): Topic[] {
  return topicsToShow(checklist, answers, subject)
    .filter(({ topic, shown }) => topic.mustNotSkip && shown !== "folded")
    .map(({ topic }) => topic);
}

/** Whether a factor is about how early or small the baby was born. */
export function isAboutBirth(item: { id: string }): boolean {
  return item.id === "RF-preterm" || item.id === "RF-lbw";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function presenceOf(reply: FactorReply | undefined, saysNo: boolean, recorded: Presence | undefined): Presence {
  if (reply === "yes" || recorded === "present") return "present";
  return saysNo || recorded === "absent" ? "absent" : "unknown";
}

const earlySmallShown = {
  yes: { shown: "if-relevant", why: "Baby was early or small" },
  unknown: { shown: "if-relevant", why: "It is not known whether baby was early or small" },
  no: { shown: "folded", why: "Baby was not early or small" },
} as const;

/** What brings an optional topic forward, by the end of its id. Anything not named here is offered, never pushed. */
function whyRelevant(
  topic: Topic,
  answers: Pick<ContactAnswers, "factors" | "sleep">,
  early: "yes" | "no" | "unknown",
): string | undefined {
  const saw = (...observations: string[]) => observations.some((id) => sawConcern(answers.sleep, id));
  const { spaces } = answers.sleep;
  const sleepsIn = (...places: string[]) => spaces.some((space) => space.place && places.includes(space.place));
  const found = (...items: string[]) =>
    spaces.some(({ findings }) => findings?.kind === "concern" && findings.items.some((item) => items.includes(item)));
  const said = (id: string, list: FactorList) => resolveFactor(answers.factors, { id, list })?.reply === "yes";

  switch (topic.id.slice(3)) {
    case "products":
      return saw("OB-pillow") ||
        sleepsIn("pod-or-nest", "seat-or-swing") ||
        found("baby-sleep-pillow", "nest-or-wedge", "weighted-item", "bumper-or-toys")
        ? "Something was found that is not for sleep"
        : undefined;
    case "sling-car":
    case "going-home":
      if (saw("OB-seat") || sleepsIn("seat-or-swing")) return "Baby sleeps in a seat, swing or sling";
      return early === "yes" ? "Baby was early or small" : undefined;
    case "bedding":
      return saw("OB-covers") || found("pillow-or-duvet", "loose-covers") ? "Covers were a concern" : undefined;
    case "temp":
      return saw("OB-temp", "OB-hat") || found("near-heater-or-sun", "hat-or-overdressed")
        ? "Heat was a concern"
        : undefined;
    case "crying":
    case "mood":
      return said("RF-tired", "open") || said("RF-mood", "alone") ? "Being worn out or low came up" : undefined;
    default:
      return undefined;
  }
}

import type { ConfirmedHow } from "./agreement.ts";
import type { FactorItem } from "./checklist.ts";
import type { FollowUpDecision } from "./concerns.ts";
import type { ContactAnswers } from "./contact.ts";
import type { FactorAnswer, FactorReply } from "./factors.ts";
import type { BabyId, EntryId, PersonId } from "./ids.ts";
import type { NightPlan } from "./nights.ts";
import type { ObservationAnswer, SleepSpace } from "./sleep-space.ts";
import type { GroupNote, TopicResult } from "./topics.ts";

/**
 * How one tap or one text changes the answers of a contact. Each function gives new answers and leaves the old ones
 * as they are; none of them judges whether an answer is valid, because whatever is answered is stored.
 */

/** The answers with some fields of one step changed. A field given as undefined is cleared. */
export function patchStep<Step extends keyof ContactAnswers>(
  answers: ContactAnswers,
  step: Step,
  patch: Partial<ContactAnswers[Step]>,
): ContactAnswers {
  return { ...answers, [step]: { ...answers[step], ...patch } };
}

/** Ticks or unticks a person who is here. */
export function togglePresent(answers: ContactAnswers, id: PersonId): ContactAnswers {
  const { present } = answers.people;
  return patchStep(answers, "people", {
    present: present.includes(id) ? present.filter((other) => other !== id) : [...present, id],
  });
}

/** Adds a sleep space, or puts it in the place of the one with its id. */
export function putSpace(answers: ContactAnswers, space: SleepSpace): ContactAnswers {
  return patchStep(answers, "sleep", { spaces: putById(answers.sleep.spaces, space) });
}

/** Takes a sleep space out. */
export function removeSpace(answers: ContactAnswers, id: EntryId): ContactAnswers {
  return patchStep(answers, "sleep", { spaces: answers.sleep.spaces.filter((space) => space.id !== id) });
}

/** Records, changes or clears what came of one thing to look at. */
export function setObservation(
  answers: ContactAnswers,
  id: string,
  answer: ObservationAnswer | undefined,
): ContactAnswers {
  return patchStep(answers, "sleep", { observations: setKey(answers.sleep.observations, id, answer) });
}

/** Records, changes or clears the reply to one question, for one baby where the question is asked of each. */
export function setFactor(
  answers: ContactAnswers,
  item: Pick<FactorItem, "id">,
  reply: FactorReply | undefined,
  babyId?: BabyId,
): ContactAnswers {
  const { factors } = answers;
  if (babyId === undefined) {
    const detail = factors.answers[item.id]?.detail;
    return patchStep(answers, "factors", { answers: setKey(factors.answers, item.id, withDetail(reply, detail)) });
  }
  const own = factors.perBaby[babyId] ?? {};
  const next = setKey(own, item.id, withDetail(reply, own[item.id]?.detail));
  return patchStep(answers, "factors", { perBaby: { ...factors.perBaby, [babyId]: next } });
}

/** Sets the words beside a reply that was given; a question without a reply has none. */
export function setFactorDetail(
  answers: ContactAnswers,
  item: Pick<FactorItem, "id">,
  detail: string,
  babyId?: BabyId,
): ContactAnswers {
  const { factors } = answers;
  const own = babyId === undefined ? factors.answers : (factors.perBaby[babyId] ?? {});
  const given = own[item.id];
  if (!given) return answers;
  const next = { ...own, [item.id]: { ...given, detail } };
  return patchStep(
    answers,
    "factors",
    babyId === undefined ? { answers: next } : { perBaby: { ...factors.perBaby, [babyId]: next } },
  );
}

/** Records, changes or clears what came of one topic. */
export function setTopic(answers: ContactAnswers, topicId: string, result: TopicResult | undefined): ContactAnswers {
  return patchStep(answers, "topics", { results: setKey(answers.topics.results, topicId, result) });
}

/** Changes what was noted for a group of topics. */
export function patchGroup(answers: ContactAnswers, groupId: string, patch: Partial<GroupNote>): ContactAnswers {
  const { groups } = answers.topics;
  return patchStep(answers, "topics", { groups: { ...groups, [groupId]: { ...groups[groupId], ...patch } } });
}

/** Adds a plan for a night, or puts it in the place of the one with its id. */
export function putPlan(answers: ContactAnswers, plan: NightPlan): ContactAnswers {
  return patchStep(answers, "nights", { plans: putById(answers.nights.plans, plan) });
}

/** Takes a plan out. */
export function removePlan(answers: ContactAnswers, id: EntryId): ContactAnswers {
  return patchStep(answers, "nights", { plans: answers.nights.plans.filter((plan) => plan.id !== id) });
}

/** Records, changes or clears in what way one person confirmed what they understood. */
export function setConfirmed(
  answers: ContactAnswers,
  personId: PersonId,
  how: ConfirmedHow | undefined,
): ContactAnswers {
  const others = answers.agreement.confirmedBy.filter((entry) => entry.personId !== personId);
  return patchStep(answers, "agreement", { confirmedBy: how ? [...others, { personId, how }] : others });
}

/** Records, changes or clears the decision on one proposed follow-up. */
export function decide(
  answers: ContactAnswers,
  actionId: string,
  decision: FollowUpDecision | undefined,
): ContactAnswers {
  return patchStep(answers, "concerns", { decisions: setKey(answers.concerns.decisions, actionId, decision) });
}

function withDetail(reply: FactorReply | undefined, detail: string | undefined): FactorAnswer | undefined {
  if (reply === undefined) return undefined;
  return detail === undefined ? { reply } : { reply, detail };
}

function putById<T extends { id: string }>(list: readonly T[], entry: T): T[] {
  return list.some((other) => other.id === entry.id)
    ? list.map((other) => (other.id === entry.id ? entry : other))
    : [...list, entry];
}

function setKey<T>(record: Readonly<Record<string, T>>, key: string, value: T | undefined): Record<string, T> {
  const { [key]: _dropped, ...rest } = record;
  return value === undefined ? rest : { ...record, [key]: value };
}

import type * as z from "zod/mini";
import {
  Agrees,
  agreesLabels,
  ConfirmedHow,
  confirmedHowLabels,
  GuidanceFound,
  GuidanceSource,
  guidanceFoundLabels,
  guidanceSourceLabels,
  OtherCarers,
  otherCarersLabels,
} from "../../../src/domain/agreement.ts";
import {
  ConcernLevel,
  concernLevelLabels,
  DeclineReason,
  declineReasonLabels,
  FamilyTold,
  FollowUpDecision,
  familyToldLabels,
  SafetyStep,
  safetyStepLabels,
} from "../../../src/domain/concerns.ts";
import { ContactAnswers } from "../../../src/domain/contact.ts";
import { addDays, type CivilDate, EnteredDate, toEnteredDate } from "../../../src/domain/dates.ts";
import { FactorReply, factorReplyLabels, ListReply } from "../../../src/domain/factors.ts";
import { InterpreterKind, interpreterLabels } from "../../../src/domain/family.ts";
import { BabyId, EntryId, PersonId } from "../../../src/domain/ids.ts";
import { FewNightsReason, fewNightsReasonLabels, NightPlace, nightPlaceLabels } from "../../../src/domain/nights.ts";
import { ContactPlace, contactPlaceLabels, SpokeAlone, spokeAloneLabels } from "../../../src/domain/people.ts";
import {
  Evidence,
  evidenceLabels,
  Findings,
  FoundItem,
  foundItemLabels,
  MatchAnswer,
  matchLabels,
  NotSeenReason,
  notSeenReasonLabels,
  ObservationAnswer,
  observationAnswerLabels,
  SleepPlace,
  SleepRoom,
  SleepTimes,
  sleepPlaceLabels,
  sleepRoomLabels,
  sleepTimesLabels,
} from "../../../src/domain/sleep-space.ts";
import {
  AnsweredHow,
  answeredHowLabels,
  NotTodayReason,
  NotYetAction,
  notTodayReasonLabels,
  notYetActionLabels,
  TopicResult,
  topicResultLabels,
} from "../../../src/domain/topics.ts";
import { anId, babyId, motherId } from "../../support/builders.ts";

/** Answers in which every field has a value, with what was put where. */
export interface FilledAnswers {
  answers: ContactAnswers;
  /** The unique text in each text field, by path. */
  texts: Map<string, string>;
  /** The unique date in each date field, by path. */
  dates: Map<string, CivilDate>;
  /** The option taken at each choice, with the label that must be read for each. */
  choices: Map<string, { taken: string; labels: Record<string, string> }>;
}

/**
 * Walks the schema of a contact's answers and fills in every field there is. Where the schema offers a choice, the
 * option named for that path is taken, else the first. A choice, or a record, that this file does not know fails: a
 * new field of the schema cannot be forgotten here.
 */
export function filledAnswers(given: Readonly<Record<string, string>> = {}): FilledAnswers {
  const texts: FilledAnswers["texts"] = new Map();
  const dates: FilledAnswers["dates"] = new Map();
  const choices: FilledAnswers["choices"] = new Map();

  function choose(schema: unknown, path: string, options: string[]): string {
    const labels = labelsOf.get(schema);
    if (!labels) throw new Error(`No labels known for the choice at ${path}`);
    const taken = given[path] ?? options[0]!;
    choices.set(path, { taken, labels: Object.fromEntries(options.map((option) => [option, labels[option]!])) });
    return taken;
  }

  function fill(schema: unknown, path: string): unknown {
    if (schema === EnteredDate) {
      const date = addDays("2027-03-01", dates.size);
      dates.set(path, date);
      return toEnteredDate(date);
    }
    if (schema === PersonId) return motherId;
    if (schema === BabyId) return babyId;
    if (schema === EntryId) return anId(EntryId, `entry-${path.length}`);
    if (path in fixed) return fixed[path];
    const def = defOf(schema);
    switch (def.type) {
      case "object":
        return fillObject(def.shape, path);
      case "optional":
        return fill(def.innerType, path);
      case "array":
        return [fill(def.element, `${path}[]`)];
      case "record": {
        const keys = recordKeys[path];
        if (!keys) throw new Error(`No keys known for the record at ${path}`);
        return Object.fromEntries(keys.map((key) => [key, fill(def.valueType, `${path}.${key}`)]));
      }
      case "enum":
        return choose(schema, path, Object.values(def.entries));
      case "literal":
        return def.values[0];
      case "boolean":
        return choose("boolean", path, ["true", "false"]) === "true";
      case "union": {
        const tagOf = (option: unknown) => String(defOf(defOf(option).shape[def.discriminator]).values[0]);
        const tag = choose(schema, path, def.options.map(tagOf));
        return fill(
          def.options.find((option) => tagOf(option) === tag),
          path,
        );
      }
      case "string": {
        const marker = `Mark${String(texts.size).padStart(3, "0")}`;
        texts.set(path, marker);
        return marker;
      }
      default:
        throw new Error(`No way known to fill ${path}`);
    }
  }

  function fillObject(shape: Record<string, unknown>, path: string): unknown {
    return Object.fromEntries(
      Object.entries(shape).map(([key, inner]) => [key, fill(inner, path === "" ? key : `${path}.${key}`)]),
    );
  }

  const answers = ContactAnswers.parse(fill(ContactAnswers, ""));
  return { answers, texts, dates, choices };
}

/** Filled answers for every option of every choice, those inside an option included. */
export function everyOption(): { path: string; option: string; filled: FilledAnswers }[] {
  const found: { path: string; option: string; filled: FilledAnswers }[] = [];
  const walked = new Set<string>();
  const toWalk: Record<string, string>[] = [{}];
  for (let given = toWalk.pop(); given; given = toWalk.pop()) {
    for (const [path, { labels }] of filledAnswers(given).choices) {
      if (walked.has(path)) continue;
      walked.add(path);
      for (const option of Object.keys(labels)) {
        const taken = { ...given, [path]: option };
        found.push({ path, option, filled: filledAnswers(taken) });
        toWalk.push(taken);
      }
    }
  }
  return found;
}

/** What a schema of Zod says of itself; only what `filledAnswers` asks for. */
interface Definition {
  type: string;
  shape: Record<string, unknown>;
  innerType: unknown;
  element: unknown;
  valueType: unknown;
  entries: Record<string, string>;
  values: unknown[];
  options: unknown[];
  discriminator: string;
}

function defOf(schema: unknown): Definition {
  // Every Zod schema carries its definition there; which of its parts exist follows from its type.
  return (schema as z.ZodMiniType)._zod.def as unknown as Definition;
}

const fixed: Record<string, string> = {
  "people.time": "09:17",
  "nights.plans[].eventId": "OR-away",
  "nights.plans[].starterId": "away-travel-cot",
};

const recordKeys: Record<string, string[]> = {
  "sleep.observations": ["OB-pillow"],
  "factors.answers": ["RF-smk-now", "RF-loss", "RF-drug"],
  "factors.perBaby": [babyId],
  [`factors.perBaby.${babyId}`]: ["RF-lbw"],
  "topics.results": ["NB-back"],
  "topics.groups": ["where-baby-sleeps"],
  "concerns.decisions": ["AC-see", "AC-da"],
};

const labelsOf = new Map<unknown, Record<string, string>>([
  ["boolean", { true: "Same plan, parent says it still holds", false: "" }],
  [ListReply, { "none-reported": "None reported, asked as a list", "not-alone": "Not asked, parent was not alone" }],
  [Agrees, agreesLabels],
  [ConfirmedHow, confirmedHowLabels],
  [GuidanceFound, guidanceFoundLabels],
  [GuidanceSource, guidanceSourceLabels],
  [OtherCarers, otherCarersLabels],
  [ConcernLevel, concernLevelLabels],
  [DeclineReason, declineReasonLabels],
  [FamilyTold, familyToldLabels],
  [FollowUpDecision, { accepted: "To do", declined: "Proposed, not taken up" }],
  [SafetyStep, safetyStepLabels],
  [FactorReply, factorReplyLabels],
  [InterpreterKind, interpreterLabels],
  [FewNightsReason, fewNightsReasonLabels],
  [NightPlace, nightPlaceLabels],
  [ContactPlace, contactPlaceLabels],
  [SpokeAlone, spokeAloneLabels],
  [Evidence, { ...evidenceLabels, seen: "Where baby sleeps: seen" }],
  [Findings, { "as-advised": "As advised", concern: "Concern" }],
  [FoundItem, foundItemLabels],
  [MatchAnswer, matchLabels],
  [NotSeenReason, notSeenReasonLabels],
  [ObservationAnswer, observationAnswerLabels],
  [SleepPlace, sleepPlaceLabels],
  [SleepRoom, sleepRoomLabels],
  [SleepTimes, sleepTimesLabels],
  [AnsweredHow, answeredHowLabels],
  [NotTodayReason, notTodayReasonLabels],
  [NotYetAction, notYetActionLabels],
  [TopicResult, topicResultLabels],
]);

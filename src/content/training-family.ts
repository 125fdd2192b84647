import { addDays, type CivilDate } from "../domain/dates.ts";
import type { CarerRole, Gestation, InterpreterKind } from "../domain/family.ts";

/** A made-up family of the training vault, before it is given ids. */
export type TrainingFamily = {
  carers: readonly { name: string; role: CarerRole }[];
  stage: { stage: "expecting"; dueDate: CivilDate } | { stage: "born"; babies: readonly TrainingBaby[] };
  language?: string;
  interpreter?: InterpreterKind;
};

export type TrainingBaby = { name: string; birthDate: CivilDate; gestation: Gestation; birthWeightGrams: number };

/**
 * Three families that nobody can mistake for real ones, each due for another contact on `today`: expecting at 30
 * weeks, a baby of 11 days, and small twins of 6 weeks and 3 days.
 */
export function trainingFamilies(today: CivilDate): readonly TrainingFamily[] {
  return [
    {
      carers: [
        { name: "Amina Example", role: "mother" },
        { name: "Yusuf Example", role: "father" },
      ],
      stage: { stage: "expecting", dueDate: addDays(today, 70) },
      language: "Somali",
      interpreter: "phone-or-video",
    },
    {
      carers: [
        { name: "Jo Sample", role: "mother" },
        { name: "Granny Sample", role: "grandparent" },
      ],
      stage: {
        stage: "born",
        babies: [
          {
            name: "Robin Sample",
            birthDate: addDays(today, -11),
            gestation: { weeks: 39, days: 4 },
            birthWeightGrams: 3340,
          },
        ],
      },
    },
    {
      carers: [
        { name: "Kit Madeup", role: "mother" },
        { name: "Lee Madeup", role: "partner" },
      ],
      stage: {
        stage: "born",
        babies: [
          {
            name: "Ash Madeup",
            birthDate: addDays(today, -45),
            gestation: { weeks: 36, days: 2 },
            birthWeightGrams: 2380,
          },
          {
            name: "Bay Madeup",
            birthDate: addDays(today, -45),
            gestation: { weeks: 36, days: 2 },
            birthWeightGrams: 2540,
          },
        ],
      },
    },
  ];
}

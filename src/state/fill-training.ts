import { type TrainingFamily, trainingFamilies } from "../content/training-family.ts";
import type { CivilDate, Moment } from "../domain/dates.ts";
import { defaultSettings } from "../domain/default-settings.ts";
import type { Family } from "../domain/family.ts";
import { BabyId, FamilyId, PersonId, toId } from "../domain/ids.ts";
import type { Workspace } from "../domain/workspace.ts";
import { randomId } from "../shared/random-id.ts";

/** Puts the made-up families into a new training store. */
export async function fillTraining(workspace: Workspace, today: CivilDate, now: Moment): Promise<void> {
  const you = { ...defaultSettings.you, name: "Jo Trainer", teamPhone: "0123 456 7890 (made up)" };
  await workspace.settings.save({ value: { ...defaultSettings, you }, version: 0 });
  for (const made of trainingFamilies(today)) {
    await workspace.families.add(toFamily(made, now));
  }
}

function toFamily({ carers, stage, language, interpreter }: TrainingFamily, addedAt: Moment): Family {
  return {
    id: toId(FamilyId, randomId()),
    carers: carers.map((carer) => ({ ...carer, id: toId(PersonId, randomId()) })),
    stage:
      stage.stage === "expecting"
        ? stage
        : { stage: "born", babies: stage.babies.map((baby) => ({ ...baby, id: toId(BabyId, randomId()) })) },
    ...(language === undefined ? {} : { language }),
    ...(interpreter === undefined ? {} : { interpreter }),
    addedAt,
    contacts: [],
  };
}

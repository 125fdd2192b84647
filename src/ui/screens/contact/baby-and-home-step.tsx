import { patchStep, setFactor } from "../../../domain/answering.ts";
import type { FactorItem } from "../../../domain/checklist.ts";
import { type Baby, babiesOf, babyLabel } from "../../../domain/family.ts";
import { Chips } from "../../components/chips.tsx";
import { Details } from "../../components/details.tsx";
import { BedSharingAdvice } from "./bed-sharing-advice.tsx";
import { FactorRows } from "./factor-rows.tsx";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

const none = "none";
const notAlone = "not-alone";

/** Step 3: what makes the advice different for this baby. A list read out, or one question after the other. */
export function BabyAndHomeStep(props: StepProps) {
  const { answers, checklist, subject, model } = props;
  const babies = babiesOf(subject);
  const isPerBaby = (item: FactorItem) => item.perBaby && babies.length > 1;
  const open = checklist.factors.filter((item) => item.list === "open");
  const alone = checklist.factors.filter((item) => item.list === "alone");
  const { factors } = answers;

  return (
    <StepFrame {...props} step="baby-and-home" heading="Anything that makes advice different for this baby?">
      {babies.filter(hasBirthFacts).map((baby) => (
        <p class="app-quiet" key={baby.id}>
          On record: {babyLabel(subject, baby.id)}, {describeBirthFacts(baby)}
        </p>
      ))}
      {babies.length > 1 &&
        babies.map((baby) => (
          <Chips
            key={baby.id}
            multiple
            compact
            legend={`${babyLabel(subject, baby.id)}: which of these are true?`}
            name={`yes-${baby.id}`}
            values={open.filter((item) => factors.perBaby[baby.id]?.[item.id]?.reply === "yes").map((item) => item.id)}
            options={open.filter(isPerBaby).map((item) => ({ value: item.id, label: item.short }))}
            onChange={(ids) => tick(props, open.filter(isPerBaby), ids, baby)}
          />
        ))}
      <Chips
        multiple
        compact
        legend="Which of these are true?"
        hint="Ask each one. Tap those that are true, then the last one."
        name="yes-open"
        values={[
          ...open.filter((item) => factors.answers[item.id]?.reply === "yes").map((item) => item.id),
          ...(factors.open ? [none] : []),
        ]}
        options={[
          ...open.filter((item) => !isPerBaby(item)).map((item) => ({ value: item.id, label: item.short })),
          { value: none, label: hasYes(props, open) ? "None of the others" : "None of these" },
        ]}
        onChange={(ids) => {
          tick(
            props,
            open.filter((item) => !isPerBaby(item)),
            ids,
          );
          const isNone = ids.includes(none);
          if (isNone !== (factors.open !== undefined)) {
            model.change((now) => patchStep(now, "factors", { open: isNone ? "none-reported" : undefined }));
          }
        }}
      />
      <Chips
        multiple
        compact
        legend="Ask only when the parent is alone"
        hint="Others can see this screen. Use Hide screen if someone comes in."
        name="yes-alone"
        values={[
          ...alone.filter((item) => factors.answers[item.id]?.reply === "yes").map((item) => item.id),
          ...(factors.alone === "none-reported" ? [none] : factors.alone === "not-alone" ? [notAlone] : []),
        ]}
        options={[
          ...alone.map((item) => ({ value: item.id, label: item.short })),
          {
            value: none,
            label: hasYes(props, alone) ? "Asked alone: none of the others" : "Asked alone: none of these",
          },
          { value: notAlone, label: "Not asked: parent was not alone" },
        ]}
        onChange={(ids) => tickAlone(props, alone, ids)}
      />
      <Details summary="Answer one by one">
        <FactorRows {...props} items={checklist.factors} />
      </Details>
      <BedSharingAdvice {...props} />
    </StepFrame>
  );
}

function tickAlone(props: StepProps, items: readonly FactorItem[], ids: readonly string[]) {
  tick(props, items, ids);
  const before = props.answers.factors.alone;
  // The last two exclude each other; the one just tapped is the one that was not chosen before.
  const wantsNone = ids.includes(none);
  const wantsNotAlone = ids.includes(notAlone);
  const next =
    wantsNone && wantsNotAlone
      ? before === "none-reported"
        ? "not-alone"
        : "none-reported"
      : wantsNone
        ? "none-reported"
        : wantsNotAlone
          ? "not-alone"
          : undefined;
  if (next !== before) props.model.change((now) => patchStep(now, "factors", { alone: next }));
}

function tick({ model, answers }: StepProps, items: readonly FactorItem[], ids: readonly string[], baby?: Baby) {
  for (const item of items) {
    const own = baby ? answers.factors.perBaby[baby.id]?.[item.id] : answers.factors.answers[item.id];
    const wasYes = own?.reply === "yes";
    const isYes = ids.includes(item.id);
    if (wasYes !== isYes) model.change((now) => setFactor(now, item, isYes ? "yes" : undefined, baby?.id));
  }
}

function hasYes({ answers }: StepProps, items: readonly FactorItem[]): boolean {
  return items.some((item) => answers.factors.answers[item.id]?.reply === "yes");
}

function hasBirthFacts(baby: Baby): boolean {
  return baby.gestation !== undefined || baby.birthWeightGrams !== undefined;
}

function describeBirthFacts({ gestation, birthWeightGrams }: Baby): string {
  return [
    gestation && `born at ${gestation.weeks} weeks${gestation.days ? ` and ${gestation.days} days` : ""}`,
    birthWeightGrams && `${(birthWeightGrams / 1000).toFixed(2)}kg at birth`,
  ]
    .filter(Boolean)
    .join(", ");
}

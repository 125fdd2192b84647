import { useState } from "preact/hooks";
import { patchStep, putPlan, removePlan } from "../../../domain/answering.ts";
import { formatDay } from "../../../domain/dates.ts";
import { fewNightsReasonLabels, isPlanComplete, type NightPlan } from "../../../domain/nights.ts";
import { lastPlans } from "../../../domain/what-to-follow-up.ts";
import { Chips } from "../../components/chips.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { NightPlanCard } from "./night-plan-card.tsx";
import { optionsOf } from "./options.ts";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

/** The family's own event, which no checklist names. */
export const ownEventId = "OR-own";

/** Step 5: the nights that break the routine, and the family's own plan for each. */
export function NightsStep(props: StepProps) {
  const { model, answers, checklist, open } = props;
  const { plans, fewReason, fewNote } = answers.nights;
  const earlier = lastPlans(open.previous, checklist).filter(
    ({ plan }) => !plans.some((own) => own.eventId === plan.eventId),
  );
  const complete = plans.filter(isPlanComplete).length;
  const [, setRefusals] = useState(0);

  function choose(eventIds: readonly string[]) {
    for (const event of checklist.nights) {
      const plan = plans.find((own) => own.eventId === event.id);
      if (eventIds.includes(event.id) && !plan) {
        model.change((now) => putPlan(now, { id: model.newEntryId(), eventId: event.id }));
      }
      // A plan that has words stays until it is removed by its own button, so that a slip of the thumb loses nothing.
      if (eventIds.includes(event.id) || !plan) continue;
      if (isBlank(plan)) model.change((now) => removePlan(now, plan.id));
      // Drawn again, or the box would stand unticked beside a plan that is still there.
      else setRefusals((count) => count + 1);
    }
  }

  return (
    <StepFrame {...props} step="different-nights" heading="Nights that might be different">
      <p class="app-say">“In the next few weeks, could any night be different? What if…”</p>
      {earlier.length > 0 && (
        <Chips
          multiple
          legend="Does the plan from last time still hold?"
          name="earlier"
          values={[]}
          options={earlier.map(({ plan, date, label }) => ({
            value: plan.id,
            label: `${label} (${formatDay(date)}): still the plan`,
          }))}
          onChange={(ids) => {
            const again = earlier.find(({ plan }) => ids.includes(plan.id));
            if (again) {
              model.change((now) => putPlan(now, { ...again.plan, id: model.newEntryId(), sameAsBefore: true }));
            }
          }}
        />
      )}
      <Chips
        multiple
        compact
        legend="What if…"
        name="events"
        values={plans.map((plan) => plan.eventId)}
        options={checklist.nights.map((event) => ({ value: event.id, label: event.short }))}
        onChange={choose}
      />
      {plans.map((plan, index) => (
        <NightPlanCard
          key={plan.id}
          prefix={`plan-${index + 1}`}
          plan={plan}
          event={checklist.nights.find((event) => event.id === plan.eventId)}
          onChange={(next, how) => model.change((now) => putPlan(now, next), how)}
          onRemove={() => model.change((now) => removePlan(now, plan.id))}
        />
      ))}
      <LinkButton onClick={() => model.change((now) => putPlan(now, { id: model.newEntryId(), eventId: ownEventId }))}>
        Add a night of their own
      </LinkButton>
      {complete < 2 && (
        <Chips
          compact
          legend="If fewer than 2 nights are planned: why?"
          name="few-reason"
          value={fewReason}
          options={optionsOf(fewNightsReasonLabels)}
          onChange={(reason) => model.change((now) => patchStep(now, "nights", { fewReason: reason }))}
          onClear={() => model.change((now) => patchStep(now, "nights", { fewReason: undefined }))}
        />
      )}
      {(fewReason === "other" || fewNote) && (
        <TextInput
          id="few-note"
          label="The reason"
          value={fewNote ?? ""}
          onChange={(text) => model.change((now) => patchStep(now, "nights", { fewNote: text }), "typing")}
        />
      )}
    </StepFrame>
  );
}

function isBlank({ id: _id, eventId: _eventId, ...answers }: NightPlan): boolean {
  return Object.values(answers).every((value) => value === undefined || value === "");
}

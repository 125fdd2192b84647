import type { NightEvent, NightStarter } from "../../../domain/checklist.ts";
import { type NightPlan, nightPlaceLabels } from "../../../domain/nights.ts";
import { textLimits } from "../../../domain/text.ts";
import { Card } from "../../components/card.tsx";
import { Chips } from "../../components/chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { Details } from "../../components/details.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";

export interface NightPlanCardProps {
  prefix: string;
  plan: NightPlan;
  /** Undefined for a night that the family named. */
  event: NightEvent | undefined;
  onChange: (plan: NightPlan, how: "tap" | "typing") => void;
  onRemove: () => void;
}

/** The plan for one night: picked from the list, or built with the parent, in their words. */
export function NightPlanCard({ prefix, plan, event, onChange, onRemove }: NightPlanCardProps) {
  const tap = (patch: Partial<NightPlan>) => onChange({ ...plan, ...patch }, "tap");
  const type = (patch: Partial<NightPlan>) => onChange({ ...plan, ...patch }, "typing");

  // A bed and a person that only came with the last pick go with it; what was typed stays.
  const picked = event?.starters.find((starter) => starter.id === plan.starterId);
  const ownPlace = plan.place === picked?.place ? undefined : plan.place;
  const ownInCharge = plan.inCharge === picked?.inCharge ? undefined : plan.inCharge;

  function pick(starter: NightStarter) {
    tap({ starterId: starter.id, place: starter.place, inCharge: ownInCharge || starter.inCharge });
  }

  return (
    <Card heading={event ? `What if ${event.whatIf}?` : "A night of their own"}>
      {!event && (
        <TextInput
          id={`${prefix}-what`}
          label="What is different?"
          value={plan.what ?? ""}
          onChange={(what) => type({ what })}
        />
      )}
      {plan.sameAsBefore && <p class="app-quiet">The parent says the plan from last time still holds.</p>}
      {event?.askAlone && <p class="app-quiet">Ask when alone. This plan never goes on the parent copy.</p>}
      {event && event.starters.length > 0 && (
        <Chips
          legend="What will you do?"
          name={`${prefix}-starter`}
          value={plan.starterId}
          options={event.starters.map((starter) => ({ value: starter.id, label: starter.text }))}
          onChange={(id) => {
            const starter = event.starters.find((candidate) => candidate.id === id);
            if (starter) pick(starter);
          }}
          onClear={() => tap({ starterId: undefined, place: ownPlace, inCharge: ownInCharge })}
        />
      )}
      <TextArea
        id={`${prefix}-words`}
        label="In their own words"
        rows={2}
        maxLength={textLimits.words}
        value={plan.words ?? ""}
        onChange={(words) => type({ words })}
      />
      <Details summary="Bed, who is in charge, and more" open={plan.starterId === undefined}>
        <Chips
          compact
          legend="Where will baby sleep?"
          name={`${prefix}-place`}
          value={plan.place}
          options={optionsOf(nightPlaceLabels)}
          onChange={(place) => tap({ place })}
          onClear={() => tap({ place: undefined })}
        />
        {(plan.place === "other" || plan.placeOther) && (
          <TextInput
            id={`${prefix}-place-other`}
            label="Where? Is it firm, flat and clear?"
            value={plan.placeOther ?? ""}
            onChange={(placeOther) => type({ placeOther })}
          />
        )}
        <TextInput
          id={`${prefix}-in-charge`}
          label="Who is sober and in charge?"
          value={plan.inCharge ?? ""}
          onChange={(inCharge) => type({ inCharge })}
        />
        <TextInput
          id={`${prefix}-packs`}
          label="Who packs what?"
          value={plan.whoPacks ?? ""}
          onChange={(whoPacks) => type({ whoPacks })}
        />
        <TextInput
          id={`${prefix}-knows`}
          label="Who else needs to know?"
          value={plan.whoKnows ?? ""}
          onChange={(whoKnows) => type({ whoKnows })}
        />
        <TextInput
          id={`${prefix}-wrong`}
          label="What if it goes wrong?"
          value={plan.ifItGoesWrong ?? ""}
          onChange={(ifItGoesWrong) => type({ ifItGoesWrong })}
        />
        <DateInput
          id={`${prefix}-review`}
          legend="Look at this plan again on"
          value={plan.reviewOn ?? { day: "", month: "", year: "" }}
          onChange={(reviewOn) => type({ reviewOn })}
        />
      </Details>
      <LinkButton onClick={onRemove} visuallyHiddenText={event?.short ?? plan.what ?? "this night"}>
        Remove
      </LinkButton>
    </Card>
  );
}

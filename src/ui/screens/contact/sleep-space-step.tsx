import { patchStep, putSpace, removeSpace } from "../../../domain/answering.ts";
import { formatDay } from "../../../domain/dates.ts";
import { babiesOf } from "../../../domain/family.ts";
import { type BabyId, EntryId } from "../../../domain/ids.ts";
import { isNightSpace, matchLabels, type SleepSpace } from "../../../domain/sleep-space.ts";
import { lastNightSpace } from "../../../domain/what-to-follow-up.ts";
import { Chips } from "../../components/chips.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { Observations } from "./observations.tsx";
import { optionsOf } from "./options.ts";
import { SleepSpaceCard } from "./sleep-space-card.tsx";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

/** Step 2: each place where baby sleeps, how it is known, and what was found. Seen is kept apart from told. */
export function SleepSpaceStep(props: StepProps) {
  const { model, answers, checklist } = props;
  const { spaces, match, matchNote } = answers.sleep;
  const isAntenatal = checklist.kind === "antenatal";
  // Before the first answer there is nothing stored, only an empty form.
  const shown = spaces.some(isNightSpace) ? spaces : [emptySpace(model.id, []), ...spaces];

  function save(space: SleepSpace, how: "tap" | "typing") {
    model.change((now) => putSpace(now, space), how);
  }

  function add(times: SleepSpace["times"], babyIds: readonly BabyId[]) {
    model.change((now) => putSpace(now, { id: model.newEntryId(), babyIds: [...babyIds], times }));
  }

  return (
    <StepFrame
      {...props}
      step="sleep-space"
      heading={isAntenatal ? "Where will baby sleep?" : "Where does baby sleep?"}
    >
      <p class="app-say">“May I see where baby {isAntenatal ? "will sleep" : "sleeps"}, in the day and at night?”</p>
      {shown.map((space, index) => (
        <SleepSpaceCard
          key={space.id}
          prefix={`space-${index + 1}`}
          space={space}
          isAntenatal={isAntenatal}
          subject={props.subject}
          last={index === 0 ? lastSpace(props) : undefined}
          hasDaySpace={spaces.some((other) => other.times === "day")}
          onChange={save}
          onDayElsewhere={() => {
            save({ ...space, times: "night" }, "tap");
            add("day", space.babyIds);
          }}
          onRemove={index === 0 ? undefined : () => model.change((now) => removeSpace(now, space.id))}
        />
      ))}
      {spaces.length > 0 && <LinkButton onClick={() => add("night", [])}>Add another place</LinkButton>}
      <Chips
        legend="Does what you saw match what you were told?"
        name="match"
        value={match}
        options={optionsOf(matchLabels)}
        onChange={(next) => model.change((now) => patchStep(now, "sleep", { match: next }))}
        onClear={() => model.change((now) => patchStep(now, "sleep", { match: undefined }))}
      />
      {(match === "no" || matchNote) && (
        <TextInput
          id="match-note"
          label="What does not match?"
          value={matchNote ?? ""}
          onChange={(text) => model.change((now) => patchStep(now, "sleep", { matchNote: text }), "typing")}
        />
      )}
      <Observations {...props} />
    </StepFrame>
  );
}

// A contact has one first space; its id is derived so that the empty form and the stored one are the same card.
function emptySpace(contactId: string, babyIds: BabyId[]): SleepSpace {
  return { id: EntryId.parse(contactId), babyIds, times: "night" };
}

function lastSpace({ open, subject }: StepProps) {
  const last = lastNightSpace(open.previous);
  if (!last || babiesOf(subject).length > 1) return undefined;
  return { ...last, label: `Same as ${formatDay(last.date)}` };
}

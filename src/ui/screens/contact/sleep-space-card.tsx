import { babiesOf, babyLabel, type Subject } from "../../../domain/family.ts";
import {
  type Evidence,
  evidenceLabels,
  type FoundItem,
  foundItemLabels,
  notSeenReasonLabels,
  type SleepSpace,
  sleepPlaceLabels,
  sleepRoomLabels,
} from "../../../domain/sleep-space.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Chips } from "../../components/chips.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";

export interface SleepSpaceCardProps {
  prefix: string;
  space: SleepSpace;
  isAntenatal: boolean;
  subject: Subject;
  /** The night place of the contact before, offered as a choice to tap. */
  last: { label: string; space: SleepSpace } | undefined;
  hasDaySpace: boolean;
  onChange: (space: SleepSpace, how: "tap" | "typing") => void;
  onDayElsewhere: () => void;
  onRemove: (() => void) | undefined;
}

/** One place where baby sleeps: what, where, how it is known, what was found. */
export function SleepSpaceCard(props: SleepSpaceCardProps) {
  const { prefix, space, isAntenatal, subject, last, onChange, onRemove } = props;
  const babies = babiesOf(subject);
  const when = space.times === "day" ? "in the day" : "at night";
  const tap = (patch: Partial<SleepSpace>) => onChange({ ...space, ...patch }, "tap");
  const type = (patch: Partial<SleepSpace>) => onChange({ ...space, ...patch }, "typing");

  return (
    <Card heading={space.times === "day" ? "In the day" : "At night"}>
      {last && space.place === undefined && (
        <Button
          variant="secondary"
          small
          onClick={() =>
            tap({
              place: last.space.place,
              placeOther: last.space.placeOther,
              room: last.space.room,
              roomOther: last.space.roomOther,
              times: last.space.times,
            })
          }
        >
          {describeLast(last)}
        </Button>
      )}
      {babies.length > 1 && (
        <Chips
          multiple
          legend="For which baby? Leave blank for all"
          name={`${prefix}-babies`}
          values={space.babyIds}
          options={babies.map((baby) => ({ value: baby.id, label: babyLabel(subject, baby.id) }))}
          onChange={(babyIds) => tap({ babyIds })}
        />
      )}
      <Chips
        legend={isAntenatal ? `What will baby sleep in ${when}?` : `What does baby sleep in ${when}?`}
        name={`${prefix}-place`}
        value={space.place}
        options={optionsOf(sleepPlaceLabels)}
        onChange={(place) => tap({ place })}
      />
      {(space.place === "other" || space.placeOther) && (
        <TextInput
          id={`${prefix}-place-other`}
          label="What?"
          width={20}
          value={space.placeOther ?? ""}
          onChange={(placeOther) => type({ placeOther })}
        />
      )}
      <Chips
        legend="Which room?"
        name={`${prefix}-room`}
        value={space.room}
        options={optionsOf(sleepRoomLabels)}
        onChange={(room) => tap({ room })}
      />
      {(space.room === "other" || space.roomOther) && (
        <TextInput
          id={`${prefix}-room-other`}
          label="Which room?"
          width={20}
          value={space.roomOther ?? ""}
          onChange={(roomOther) => type({ roomOther })}
        />
      )}
      <EvidenceQuestion {...props} />
      <FindingsQuestion {...props} />
      {space.times !== "day" && !isAntenatal && <DayQuestion {...props} />}
      {onRemove && <LinkButton onClick={onRemove}>Remove this place</LinkButton>}
    </Card>
  );
}

function EvidenceQuestion({ prefix, space, onChange }: SleepSpaceCardProps) {
  const { evidence } = space;
  return (
    <>
      <Chips
        legend="Did you see it today?"
        name={`${prefix}-evidence`}
        value={evidence?.how}
        options={optionsOf(evidenceLabels)}
        onChange={(how) => onChange({ ...space, evidence: { how } satisfies Evidence }, "tap")}
      />
      {evidence?.how === "not-seen" && (
        <>
          <Chips
            legend="Why was it not seen?"
            name={`${prefix}-not-seen`}
            compact
            value={evidence.reason}
            options={optionsOf(notSeenReasonLabels)}
            onChange={(reason) => onChange({ ...space, evidence: { ...evidence, reason } }, "tap")}
          />
          <TextInput
            id={`${prefix}-not-seen-note`}
            label="More about why (optional)"
            value={evidence.note ?? ""}
            onChange={(note) => onChange({ ...space, evidence: { ...evidence, note } }, "typing")}
          />
        </>
      )}
    </>
  );
}

function FindingsQuestion({ prefix, space, onChange }: SleepSpaceCardProps) {
  const { findings, evidence } = space;
  const isTold = evidence !== undefined && evidence.how !== "seen" && evidence.how !== "shown";
  // What was found before the answer changed stays in the record, so it stays in sight.
  if (evidence?.how === "not-seen" && findings === undefined) return null;
  return (
    <>
      <Chips
        legend={isTold ? "What were you told?" : "What did you see?"}
        name={`${prefix}-findings`}
        value={findings?.kind}
        options={[
          { value: "as-advised", label: "Clear, flat and firm, nothing else in it" },
          { value: "concern", label: "Something to change" },
        ]}
        onChange={(kind) =>
          onChange({ ...space, findings: kind === "concern" ? { kind, items: [] } : { kind } }, "tap")
        }
        onClear={() => onChange({ ...space, findings: undefined }, "tap")}
      />
      {findings?.kind === "concern" && (
        <>
          <Chips<FoundItem>
            multiple
            compact
            legend="What was there?"
            name={`${prefix}-items`}
            values={findings.items}
            options={optionsOf(foundItemLabels)}
            onChange={(items) => onChange({ ...space, findings: { ...findings, items } }, "tap")}
          />
          <TextInput
            id={`${prefix}-found-note`}
            label="Describe it (optional)"
            value={findings.note ?? ""}
            onChange={(note) => onChange({ ...space, findings: { ...findings, note } }, "typing")}
          />
          <TextInput
            id={`${prefix}-changed`}
            label="What did you change together?"
            hint="Goes on the parent copy"
            value={space.changedTogether ?? ""}
            onChange={(changedTogether) => onChange({ ...space, changedTogether }, "typing")}
          />
        </>
      )}
    </>
  );
}

function DayQuestion({ prefix, space, hasDaySpace, onChange, onDayElsewhere }: SleepSpaceCardProps) {
  const value = space.times === "night-and-day" ? "same" : hasDaySpace ? "elsewhere" : undefined;
  return (
    <Chips
      legend="And in the day?"
      name={`${prefix}-day`}
      value={value}
      options={[
        { value: "same", label: "Same place" },
        { value: "elsewhere", label: "Somewhere else" },
      ]}
      onChange={(day) => {
        if (day === "same") onChange({ ...space, times: "night-and-day" }, "tap");
        else if (!hasDaySpace) onDayElsewhere();
        else onChange({ ...space, times: "night" }, "tap");
      }}
    />
  );
}

function describeLast({ label, space }: { label: string; space: SleepSpace }): string {
  const place = space.place === "other" ? (space.placeOther ?? "other") : space.place && sleepPlaceLabels[space.place];
  const room = space.room === "other" ? (space.roomOther ?? "other room") : space.room && sleepRoomLabels[space.room];
  return `${label}: ${[place, room].filter(Boolean).join(", ").toLowerCase()}`;
}

import type { ComponentChildren } from "preact";
import { carerRoleLabels, type InterpreterKind, interpreterLabels } from "../../../domain/family.ts";
import {
  blankBaby,
  describeFamilyProblem,
  type EnteredCarer,
  type FamilyEntry,
  type FamilyProblem,
} from "../../../domain/family-entry.ts";
import { BabyId, PersonId, toId } from "../../../domain/ids.ts";
import { randomId } from "../../../shared/random-id.ts";
import { Chips } from "../../components/chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { Details } from "../../components/details.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { Radios } from "../../components/radios.tsx";
import { Select } from "../../components/select.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "../contact/options.ts";
import { BabyFields } from "./baby-fields.tsx";

export interface FamilyFormProps {
  entry: FamilyEntry;
  problems: readonly FamilyProblem[];
  /** False while changing a family: a birth is recorded on its own page. */
  canChooseStage: boolean;
  onChange: (entry: FamilyEntry) => void;
  onSubmit: () => unknown;
  /** The buttons. */
  children: ComponentChildren;
}

/** The fields of a family. Only a parent's name and a due date or date of birth are needed. */
export function FamilyForm(props: FamilyFormProps) {
  const { entry, problems, canChooseStage, onChange, onSubmit, children } = props;
  const patch = (change: Partial<FamilyEntry>) => onChange({ ...entry, ...change });
  const errorOf = (field: FamilyProblem["field"]) => {
    const problem = problems.find((item) => item.field === field);
    return problem && describeFamilyProblem(problem);
  };

  function chooseStage(stage: "expecting" | "born") {
    patch({ stage, babies: stage === "born" && entry.babies.length === 0 ? [newBaby()] : entry.babies });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {entry.carers.map((carer, index) => (
        <CarerFields
          key={carer.id}
          prefix={`carer-${index + 1}`}
          label={index === 0 ? "Parent's name or initials" : "Name or initials"}
          carer={carer}
          error={
            problems
              .filter((item) => item.field === "carer-name" && item.carerId === carer.id)
              .map(describeFamilyProblem)[0]
          }
          onChange={(next) => patch({ carers: entry.carers.map((other) => (other.id === carer.id ? next : other)) })}
          onRemove={
            index === 0 ? undefined : () => patch({ carers: entry.carers.filter((other) => other.id !== carer.id) })
          }
        />
      ))}
      {entry.carers.length < 12 && (
        <LinkButton onClick={() => patch({ carers: [...entry.carers, newCarer()] })}>
          Add a partner or another carer
        </LinkButton>
      )}
      {canChooseStage && (
        <Radios
          id="stage"
          legend="Is the baby born?"
          legendSize="s"
          value={entry.stage}
          error={errorOf("stage")}
          options={[
            { value: "expecting", label: "Expecting" },
            { value: "born", label: "Baby born" },
          ]}
          onChange={chooseStage}
        />
      )}
      {entry.stage === "expecting" && <DueDate {...props} error={errorOf("due-date")} />}
      {entry.stage === "born" && <Babies {...props} />}
      <Details
        summary="Language, phone, local record number (optional)"
        open={Boolean(entry.language || entry.interpreter || entry.phone || entry.localRecordId)}
      >
        <TextInput
          id="language"
          label="Language"
          width={20}
          value={entry.language}
          error={errorOf("language")}
          onChange={(language) => patch({ language })}
        />
        <Chips
          legend="Interpreter"
          name="interpreter"
          value={entry.interpreter}
          options={optionsOf<InterpreterKind>(interpreterLabels, ["family-or-friend"])}
          onChange={(interpreter) => patch({ interpreter })}
          onClear={() => patch({ interpreter: undefined })}
        />
        <TextInput
          id="phone"
          label="Phone"
          type="tel"
          width={20}
          value={entry.phone}
          error={errorOf("phone")}
          onChange={(phone) => patch({ phone })}
        />
        <TextInput
          id="local-record-id"
          label="Number in your own record system"
          width={20}
          value={entry.localRecordId}
          error={errorOf("local-record-id")}
          onChange={(localRecordId) => patch({ localRecordId })}
        />
      </Details>
      {children}
    </form>
  );
}

function DueDate({ entry, onChange, error }: FamilyFormProps & { error: string | undefined }) {
  return (
    <>
      {!entry.dueDateUnknown && (
        <DateInput
          id="due-date"
          legend="Due date"
          legendSize="s"
          hint="For example, 4 1 2027"
          value={entry.dueDate}
          error={error}
          onChange={(dueDate) => onChange({ ...entry, dueDate })}
        />
      )}
      <Chips
        multiple
        legend="Due date not known"
        legendHidden
        name="due-date-unknown"
        values={entry.dueDateUnknown ? ["unknown"] : []}
        options={[{ value: "unknown", label: "Due date not known" }]}
        onChange={(values) => onChange({ ...entry, dueDateUnknown: values.length > 0 })}
      />
    </>
  );
}

function Babies({ entry, problems, onChange }: FamilyFormProps) {
  const birthProblems = problems.flatMap((problem) => ("babyId" in problem ? [problem] : []));
  return (
    <>
      {entry.babies.map((baby, index) => (
        <BabyFields
          key={baby.id}
          prefix={`baby-${index + 1}`}
          label={entry.babies.length > 1 ? `Baby ${index + 1}` : "Baby"}
          baby={baby}
          problems={birthProblems}
          onChange={(next) =>
            onChange({ ...entry, babies: entry.babies.map((other) => (other.id === baby.id ? next : other)) })
          }
          onRemove={
            index === 0
              ? undefined
              : () => onChange({ ...entry, babies: entry.babies.filter((other) => other.id !== baby.id) })
          }
        />
      ))}
      {entry.babies.length < 6 && (
        <LinkButton onClick={() => onChange({ ...entry, babies: [...entry.babies, newBaby(entry)] })}>
          Add a twin
        </LinkButton>
      )}
    </>
  );
}

interface CarerFieldsProps {
  prefix: string;
  label: string;
  carer: EnteredCarer;
  error: string | undefined;
  onChange: (carer: EnteredCarer) => void;
  onRemove: (() => void) | undefined;
}

function CarerFields({ prefix, label, carer, error, onChange, onRemove }: CarerFieldsProps) {
  return (
    <div class="app-carer">
      <TextInput
        id={`${prefix}-name`}
        label={label}
        width={20}
        value={carer.name}
        error={error}
        onChange={(name) => onChange({ ...carer, name })}
      />
      <Select
        id={`${prefix}-role`}
        label="Who they are"
        value={carer.role}
        options={optionsOf(carerRoleLabels)}
        onChange={(role) => onChange({ ...carer, role })}
      />
      {onRemove && (
        <LinkButton onClick={onRemove} visuallyHiddenText={carer.name || "this carer"}>
          Remove
        </LinkButton>
      )}
    </div>
  );
}

function newCarer(): EnteredCarer {
  return { id: toId(PersonId, randomId()), name: "", role: "partner" };
}

// Twins are mostly born on one day; it can still be changed.
function newBaby(entry?: FamilyEntry) {
  const baby = blankBaby(toId(BabyId, randomId()));
  const first = entry?.babies[0];
  return first ? { ...baby, birthDate: first.birthDate } : baby;
}

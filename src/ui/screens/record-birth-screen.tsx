import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { describeBirthProblem } from "../../domain/birth-problems.ts";
import { type BirthProblem, type EnteredBaby, recordBirth } from "../../domain/births.ts";
import { blankBaby } from "../../domain/family-entry.ts";
import { BabyId, toId } from "../../domain/ids.ts";
import type { SaveFailure } from "../../domain/repositories.ts";
import { randomId } from "../../shared/random-id.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { Page } from "../components/page.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { BabyFields } from "./family/baby-fields.tsx";
import { type FamilyPageProps, OpenFamilyById } from "./family/open-family.tsx";
import { toFieldErrors } from "./family/problem-fields.ts";

export interface RecordBirthScreenProps {
  id?: string;
}

/** Turns a pregnancy into one baby or more, in the same family. */
export function RecordBirthScreen({ id }: RecordBirthScreenProps) {
  return <OpenFamilyById id={id} page={BirthForm} />;
}

function BirthForm({ model, open }: FamilyPageProps) {
  const family = open.family.value;
  const app = useApp();
  const { route } = useLocation();
  const [babies, setBabies] = useState<readonly EnteredBaby[]>(() => [newBaby()]);
  const [problems, setProblems] = useState<readonly BirthProblem[]>([]);
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);

  async function save() {
    setAttempt((count) => count + 1);
    setFailure(undefined);
    const read = recordBirth(family, babies, app.today.value);
    setProblems(read.ok ? [] : read.error);
    if (!read.ok) return;
    const saved = await model.save(() => read.value);
    if (saved.ok) route(`/family/${family.id}`);
    else setFailure(saved.error);
  }

  const errors = [
    ...toFieldErrors(problems, { carers: [], babies }),
    ...(failure ? [{ message: `The birth was not saved. ${describeSaveFailure(failure)}` }] : []),
  ];
  return (
    <Page
      title="Record birth"
      back={<BackLink href={`/family/${family.id}`}>Family page</BackLink>}
      width="reading"
      error={errors.length > 0}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {babies.map((baby, index) => (
          <BabyFields
            key={baby.id}
            prefix={`baby-${index + 1}`}
            label={babies.length > 1 ? `Baby ${index + 1}` : "Baby"}
            baby={baby}
            problems={problems}
            onChange={(next) => setBabies(babies.map((other) => (other.id === baby.id ? next : other)))}
            onRemove={index === 0 ? undefined : () => setBabies(babies.filter((other) => other.id !== baby.id))}
          />
        ))}
        {babies.length < 6 && (
          <p>
            <LinkButton onClick={() => setBabies([...babies, newBaby(babies[0])])}>Add a twin</LinkButton>
          </p>
        )}
        <Button type="submit">Record birth</Button>
      </form>
      {problems.some((problem) => problem.field === "babies") && (
        <p class="nhsuk-error-message">
          {problems.filter((problem) => problem.field === "babies").map(describeBirthProblem)[0]}
        </p>
      )}
    </Page>
  );
}

// Twins are mostly born on one day; it can still be changed.
function newBaby(first?: EnteredBaby): EnteredBaby {
  const baby = blankBaby(toId(BabyId, randomId()));
  return first ? { ...baby, birthDate: first.birthDate } : baby;
}

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { babiesOf } from "../../domain/family.ts";
import { blankFamilyEntry, type FamilyProblem, readFamilyEntry } from "../../domain/family-entry.ts";
import { FamilyId, PersonId, toId } from "../../domain/ids.ts";
import type { SaveFailure } from "../../domain/repositories.ts";
import type { FamilySummary } from "../../domain/summary.ts";
import { randomId } from "../../shared/random-id.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { FamilyForm } from "./family/family-form.tsx";
import { toFieldErrors } from "./family/problem-fields.ts";

/** Adds a family. A name or initials and one date are enough. */
export function AddFamilyScreen() {
  const app = useApp();
  const { route } = useLocation();
  const [entry, setEntry] = useState(() => blankFamilyEntry(toId(PersonId, randomId())));
  const [problems, setProblems] = useState<readonly FamilyProblem[]>([]);
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const [twin, setTwin] = useState<FamilySummary | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);

  async function save() {
    setAttempt((count) => count + 1);
    setFailure(undefined);
    setTwin(undefined);
    const rest = { id: toId(FamilyId, randomId()), addedAt: app.device.clock.now(), contacts: [] };
    const read = readFamilyEntry(entry, rest, app.today.value);
    setProblems(read.ok ? [] : read.error);
    if (!read.ok) return;
    const known = babiesOf(read.value)
      .map((baby) => baby.nhsNumber && app.caseload.familyWithNhsNumber(baby.nhsNumber))
      .find(Boolean);
    if (known) {
      setTwin(known);
      return;
    }
    const saved = await app.workspace.families.add(read.value);
    if (!saved.ok) {
      setFailure(saved.error);
      return;
    }
    app.caseload.show(saved.value.value);
    route(`/family/${saved.value.value.id}`);
  }

  const errors = [
    ...toFieldErrors(problems, entry),
    ...(failure ? [{ message: `The family was not saved. ${describeSaveFailure(failure)}` }] : []),
  ];
  return (
    <Page
      title="Add a family"
      back={<BackLink href="/caseload">Caseload</BackLink>}
      width="reading"
      error={errors.length > 0}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {twin && (
        <WarningCallout heading="This NHS number is already in your caseload">
          <p>
            <a href={`/family/${twin.id}`}>Open that family</a>, or check the number.
          </p>
        </WarningCallout>
      )}
      <FamilyForm entry={entry} problems={problems} canChooseStage onChange={setEntry} onSubmit={save}>
        <Button type="submit">Add family</Button>
      </FamilyForm>
    </Page>
  );
}

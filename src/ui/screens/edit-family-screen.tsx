import { useEffect, useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { babiesOf, type Family } from "../../domain/family.ts";
import { type FamilyProblem, readFamilyEntry, toFamilyEntry } from "../../domain/family-entry.ts";
import { FamilyId } from "../../domain/ids.ts";
import type { SaveFailure } from "../../domain/repositories.ts";
import { FamilyModel } from "../../state/family-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { FamilyForm } from "./family/family-form.tsx";
import { toFieldErrors } from "./family/problem-fields.ts";
import { LoadFailurePage } from "./load-failure-page.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";

export interface EditFamilyScreenProps {
  id?: string;
}

/** Changes the details of a family. Records that stand keep the family as it was on their day. */
export function EditFamilyScreen({ id }: EditFamilyScreenProps) {
  const familyId = FamilyId.safeParse(id);
  if (!familyId.success) return <NotFoundScreen />;
  return <OpenEditFamily key={familyId.data} id={familyId.data} />;
}

function OpenEditFamily({ id }: { id: FamilyId }) {
  const app = useApp();
  const model = useMemo(() => new FamilyModel(app, id), [app, id]);
  useEffect(() => void model.load(), [model]);
  const state = model.state.value;
  if (state.status === "failed") {
    return <LoadFailurePage failure={state.failure} what="family" name={app.caseload.labelOf(id)} />;
  }
  if (state.status === "loading") return <Spinner label="Loading family" />;
  return <EditForm model={model} family={state.value.family.value} />;
}

function EditForm({ model, family }: { model: FamilyModel; family: Family }) {
  const app = useApp();
  const { route } = useLocation();
  const [entry, setEntry] = useState(() => toFamilyEntry(family));
  const [problems, setProblems] = useState<readonly FamilyProblem[]>([]);
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);

  async function save() {
    setAttempt((count) => count + 1);
    setFailure(undefined);
    const { id, addedAt, contacts } = family;
    const read = readFamilyEntry(entry, { id, addedAt, contacts }, app.today.value, babiesOf(family));
    setProblems(read.ok ? [] : read.error);
    if (!read.ok) return;
    const saved = await model.save((now) => ({ ...read.value, contacts: now.contacts }));
    if (saved.ok) route(`/family/${id}`);
    else setFailure(saved.error);
  }

  const errors = [
    ...toFieldErrors(problems, entry),
    ...(failure ? [{ message: `The change was not saved. ${describeSaveFailure(failure)}` }] : []),
  ];
  return (
    <Page
      title="Change family details"
      back={<BackLink href={`/family/${family.id}`}>Family page</BackLink>}
      width="reading"
      error={errors.length > 0}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <FamilyForm entry={entry} problems={problems} canChooseStage={false} onChange={setEntry} onSubmit={save}>
        <Button type="submit">Save changes</Button>
      </FamilyForm>
    </Page>
  );
}

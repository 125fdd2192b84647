import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { babiesOf } from "../../domain/family.ts";
import { type FamilyProblem, readFamilyEntry, toFamilyEntry } from "../../domain/family-entry.ts";
import type { SaveFailure } from "../../domain/repositories.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { FamilyForm } from "./family/family-form.tsx";
import { type FamilyPageProps, OpenFamilyById } from "./family/open-family.tsx";
import { toFieldErrors } from "./family/problem-fields.ts";

export interface EditFamilyScreenProps {
  id?: string;
}

/** Changes the details of a family. Records that stand keep the family as it was on their day. */
export function EditFamilyScreen({ id }: EditFamilyScreenProps) {
  return <OpenFamilyById id={id} page={EditForm} />;
}

function EditForm({ model, open }: FamilyPageProps) {
  const family = open.family.value;
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

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { OpenRecord } from "../../../state/record-model.ts";
import { startAmendment } from "../../../state/start-amendment.ts";
import { useApp } from "../../app-context.ts";
import { Button } from "../../components/button.tsx";
import { ButtonLink } from "../../components/button-link.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { InsetText } from "../../components/inset-text.tsx";
import { describeStandingFailure } from "../../words/standing-words.ts";

export interface StandingActionsProps {
  open: OpenRecord;
}

/** What can still be done to a record that stands: amend it, or say that it was entered in error. */
export function StandingActions({ open }: StandingActionsProps) {
  const app = useApp();
  const { route } = useLocation();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { record, entry, family } = open;
  if (entry === undefined || entry.enteredInError !== undefined) return null;
  const address = `/contact/${record.id}`;
  const isBegun = entry.amendments?.at(-1)?.status === "draft";

  async function begin() {
    if (entry === undefined) return;
    const started = await startAmendment(app, record, entry, family);
    if (started.ok) route(`${address}/amend`);
    else setProblem(`The amendment was not begun. ${describeStandingFailure(started.error, "record")}`);
  }

  return (
    <div class="app-screen-only app-stack">
      <h2 class="nhsuk-heading-m">If something in this record is wrong</h2>
      <ErrorSummary errors={problem ? [{ message: problem }] : []} />
      {isBegun ? (
        <>
          <InsetText>An amendment of this record is begun and not finalised yet.</InsetText>
          <ButtonLink variant="secondary" href={`${address}/amend`}>
            Carry on with the amendment
          </ButtonLink>
        </>
      ) : (
        <Button variant="secondary" onClick={begin}>
          Amend this record
        </Button>
      )}
      <p>
        <a class="app-touch" href={`${address}/error`}>
          This record was entered in error
        </a>
      </p>
    </div>
  );
}

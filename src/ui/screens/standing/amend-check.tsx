import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type AmendProblem, describeAmendProblem } from "../../../domain/amend.ts";
import { contactStepLabels } from "../../../domain/contact.ts";
import { describeChange } from "../../../exports/what-changed.ts";
import type { AmendFailure } from "../../../state/amend-model.ts";
import { Button } from "../../components/button.tsx";
import { ButtonGroup } from "../../components/button-group.tsx";
import { ErrorSummary, type FieldError } from "../../components/error-summary.tsx";
import { SummaryList } from "../../components/summary-list.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { describeSaveFailure } from "../../words/failures.ts";
import { StepFrame } from "../contact/step-frame.tsx";
import type { AmendStepsProps } from "./amend-steps.tsx";

/** The last step of an amendment: what changed, before and after, and why. */
export function AmendCheck(props: AmendStepsProps) {
  const { amendment, model } = props;
  const { route } = useLocation();
  const [failure, setFailure] = useState<AmendFailure | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const changes = amendment.changes.value;
  const errors = failure ? describeFailure(failure, model.base) : [];
  const record = `/contact/${model.id}/record`;

  async function finalise() {
    setAttempt((count) => count + 1);
    const result = await amendment.finalise();
    setFailure(result.ok ? undefined : result.error);
    if (result.ok) route(record);
  }

  return (
    <StepFrame {...props} step="check" heading="Check what you changed" showContinue={false} error={errors.length > 0}>
      <ErrorSummary errors={errors} attempt={attempt} />
      {failure?.kind === "no-author" && (
        <p>
          <a class="app-touch" href="/settings/you">
            Add your name
          </a>
        </p>
      )}
      <h2 class="nhsuk-heading-m">What changed</h2>
      {changes.length === 0 ? (
        <p>Nothing differs from the record yet.</p>
      ) : (
        <SummaryList rows={changes.map((change) => ({ key: change.what, value: describeChange(change) }))} />
      )}
      <TextArea
        id="reason"
        label="Why do you amend this record?"
        labelSize="m"
        hint="Everybody who reads the record sees this. Leave out what belongs in the professional notes."
        maxLength={300}
        value={amendment.reason.value}
        error={errors.find(({ fieldId }) => fieldId === "reason")?.message}
        onChange={(reason) => amendment.setReason(reason)}
      />
      <p>After this the amendment stands, and the record as it was first written stays beside it.</p>
      <ButtonGroup>
        <Button onClick={finalise}>Finalise amendment</Button>
        <Button
          variant="secondary"
          onClick={async () => {
            await model.flush();
            route(record);
          }}
        >
          Keep as draft
        </Button>
      </ButtonGroup>
    </StepFrame>
  );
}

function describeFailure(failure: AmendFailure, base: string): FieldError[] {
  if (failure.kind === "no-author") {
    return [{ message: "Add your name in Settings, so that the amendment says who made it" }];
  }
  if (failure.kind === "not-saved") {
    return [{ message: `The amendment was not finalised. ${describeSaveFailure(failure.failure)}` }];
  }
  return failure.problems.map((problem) => describeProblem(problem, base));
}

function describeProblem(problem: AmendProblem, base: string): FieldError {
  const message = describeAmendProblem(problem);
  if (problem.kind === "no-reason") return { message, fieldId: "reason" };
  if (problem.kind === "nothing-changed") return { message, href: base };
  return { message: `${message} (${contactStepLabels[problem.step]})`, href: `${base}/${problem.step}` };
}

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { describeMissing, type MissingItem } from "../../../domain/completeness.ts";
import { type ContactStep, contactStepLabels, type FinalContact } from "../../../domain/contact.ts";
import { describeFinaliseProblem } from "../../../domain/finalise.ts";
import { recordDocument } from "../../../exports/record-document.ts";
import type { FinaliseFailure } from "../../../state/contact-model.ts";
import { Button } from "../../components/button.tsx";
import { ButtonGroup } from "../../components/button-group.tsx";
import { ErrorSummary, type FieldError } from "../../components/error-summary.tsx";
import { InsetText } from "../../components/inset-text.tsx";
import { describeSaveFailure } from "../../words/failures.ts";
import { RecordSections } from "../record-sections.tsx";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

/** Step 8: everything on one page, what is not recorded, and the button that fixes the record. */
export function CheckStep(props: StepProps) {
  const { model } = props;
  const { route } = useLocation();
  const [failure, setFailure] = useState<FinaliseFailure | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  const preview = model.preview.value;
  const completeness = model.completeness.value;

  async function finalise() {
    setAttempt((count) => count + 1);
    const result = await model.finalise();
    setFailure(result.ok ? undefined : result.error);
    if (result.ok) route(`/contact/${model.id}/record?done=1`);
  }

  return (
    <StepFrame
      {...props}
      step="check"
      heading="Check before you finalise"
      showContinue={false}
      error={failure !== undefined}
    >
      <ErrorSummary errors={failure ? describeFailure(failure) : []} attempt={attempt} />
      {failure?.kind === "no-author" && (
        <p>
          <a class="app-touch" href="/settings/you">
            Add your name
          </a>
        </p>
      )}
      {completeness?.complete === false && (
        <InsetText>
          <p>
            <strong>Partly done.</strong> You can finalise now. These are missing:
          </p>
          <ul class="app-plain-list">
            {[...groupByStep(completeness.missing)].map(([missingStep, items]) => (
              <li key={missingStep}>
                <a class="app-touch" href={`${model.base}/${missingStep}`}>
                  {contactStepLabels[missingStep]}
                </a>
                <ul class="nhsuk-list nhsuk-list--bullet">
                  {items.map((item, index) => (
                    // Two follow-ups may miss the same thing.
                    <li key={`${index} ${describeMissing(item)}`}>{describeMissing(item)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </InsetText>
      )}
      {completeness?.complete && (
        <InsetText>
          <p>
            <strong>Complete.</strong> All the main points are recorded.
          </p>
        </InsetText>
      )}
      {preview && (
        <RecordSections
          document={{ sections: sectionsToCheck(preview, props) }}
          changeHref={(step) => `${model.base}/${step}`}
        />
      )}
      <p>After this the record stands. You can amend it later, with a reason, but not change what you wrote.</p>
      <ButtonGroup>
        <Button onClick={finalise}>Finalise record</Button>
        <Button
          variant="secondary"
          onClick={async () => {
            await model.flush();
            route(`/family/${props.family.id}`);
          }}
        >
          Keep as draft
        </Button>
      </ButtonGroup>
    </StepFrame>
  );

  function describeFailure(given: FinaliseFailure): FieldError[] {
    if (given.kind === "no-author")
      return [{ message: "Add your name in Settings, so that the record says who made it" }];
    if (given.kind === "not-saved") {
      return [{ message: `The record was not finalised. ${describeSaveFailure(given.failure)}` }];
    }
    return given.problems.map((problem) => ({
      message: `${describeFinaliseProblem(problem)} (${contactStepLabels[problem.step]})`,
      href: `${model.base}/${problem.step}`,
    }));
  }
}

/** Everything but the part on how the record was made, which is not made yet. */
function sectionsToCheck(preview: FinalContact, { checklist, open }: StepProps) {
  const document = recordDocument(preview, checklist, { audience: "professional", previous: open.previous });
  return document.sections.filter((section) => section.id !== "record");
}

// One link for each step: a link for each line would be twenty stops of the Tab key to the same few pages.
function groupByStep(missing: readonly MissingItem[]): Map<ContactStep, MissingItem[]> {
  const groups = new Map<ContactStep, MissingItem[]>();
  for (const item of missing) groups.set(item.step, [...(groups.get(item.step) ?? []), item]);
  return groups;
}

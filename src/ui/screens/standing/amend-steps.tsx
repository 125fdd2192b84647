import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { contactStepLabels, contactSteps } from "../../../domain/contact.ts";
import { describeContactKind } from "../../../domain/contact-kind.ts";
import type { SaveFailure } from "../../../domain/repositories.ts";
import type { AmendModel } from "../../../state/amend-model.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Button } from "../../components/button.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { InsetText } from "../../components/inset-text.tsx";
import { Page } from "../../components/page.tsx";
import { SaveStatus } from "../../components/save-status.tsx";
import { describeSaveFailure } from "../../words/failures.ts";
import { toSaveStatus } from "../../words/save-words.ts";
import type { StepProps } from "../contact/step-props.ts";

export interface AmendStepsProps extends StepProps {
  amendment: AmendModel;
}

/** The steps of a record that is being amended. Any can be opened at any time. */
export function AmendSteps({ amendment, model, checklist }: AmendStepsProps) {
  const app = useApp();
  const { route } = useLocation();
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const record = `/contact/${model.id}/record`;

  async function discard() {
    const result = await amendment.discard();
    if (result.ok) route(record);
    else setFailure(result.error);
  }

  return (
    <Page
      title={`Amend record, ${describeContactKind(checklist.kind)}`}
      heading="Amend this record"
      back={<BackLink href={record}>Record</BackLink>}
      error={failure !== undefined}
    >
      <ErrorSummary errors={failure ? [{ message: describeSaveFailure(failure) }] : []} />
      <InsetText>
        <p>
          The record stays as it was written. What you change here is added to it, with your name, the time and your
          reason.
        </p>
      </InsetText>
      <p>
        Draft amendment. <strong>Not finalised yet.</strong> Choose what to change.
      </p>
      <SaveStatus state={toSaveStatus(model.saved.value, app.device.clock.timeZone())} />
      <div class="app-stack">
        <ul class="app-plain-list">
          {contactSteps.map((step) => (
            <li key={step}>
              <a class="app-touch" href={`${model.base}/${step}`}>
                {step === "check" ? "Check what changed, give the reason, and finalise" : contactStepLabels[step]}
              </a>
            </li>
          ))}
        </ul>
        {amendment.isUnchanged.value && (
          <Button variant="secondary" onClick={discard}>
            Remove this amendment
          </Button>
        )}
      </div>
    </Page>
  );
}

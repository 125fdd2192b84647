import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ContactStep, contactStepLabels, contactSteps } from "../../../domain/contact.ts";
import { contactKindLabels, describeContactKind } from "../../../domain/contact-kind.ts";
import type { SaveFailure } from "../../../domain/repositories.ts";
import { isUntouched } from "../../../domain/start-contact.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Button } from "../../components/button.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { Page } from "../../components/page.tsx";
import { SaveStatus } from "../../components/save-status.tsx";
import { TaskList, type TaskListItem } from "../../components/task-list.tsx";
import { describeSaveFailure } from "../../words/failures.ts";
import { toSaveStatus } from "../../words/save-words.ts";
import type { StepProps } from "./step-props.ts";

/** All steps of a contact with how far each has come. Any step can be opened at any time. */
export function ContactTaskList({ model, answers, checklist, family }: StepProps) {
  const app = useApp();
  const { route } = useLocation();
  const [failure, setFailure] = useState<SaveFailure | undefined>(undefined);
  const contact = model.contact.value;
  const missing = model.completeness.value;
  const missingSteps = new Set<ContactStep>(
    missing?.complete === false ? missing.missing.map((item) => item.step) : [],
  );

  async function discard() {
    const result = await model.discard();
    if (result.ok) route(`/family/${family.id}`);
    else setFailure(result.error);
  }

  function toItem(step: ContactStep): TaskListItem {
    const isMissing = missingSteps.has(step) || (step === "people" && statusOf(step) === "not-started");
    const status = step === "check" ? "not-finalised" : isMissing ? statusOf(step) : "completed";
    const item = { id: step, title: contactStepLabels[step], href: `${model.base}/${step}` };
    if (status === "not-finalised") return { ...item, status: "Not finalised yet", statusColour: "blue" };
    if (status === "completed") return { ...item, status: "Completed" };
    return {
      ...item,
      status: status === "started" ? "In progress" : "Not started",
      statusColour: status === "started" ? "yellow" : "white",
    };
  }

  function statusOf(step: ContactStep): "started" | "not-started" {
    switch (step) {
      case "people":
        return answers.people.present.length + answers.people.others.length > 0 ? "started" : "not-started";
      case "sleep-space":
        return answers.sleep.spaces.length > 0 ? "started" : "not-started";
      case "baby-and-home":
        return answers.factors.open || answers.factors.alone || Object.keys(answers.factors.answers).length > 0
          ? "started"
          : "not-started";
      case "topics":
        return Object.keys(answers.topics.results).length > 0 ? "started" : "not-started";
      case "different-nights":
        return answers.nights.plans.length > 0 ? "started" : "not-started";
      case "agreement":
        return answers.agreement.guidance || answers.agreement.otherCarers ? "started" : "not-started";
      default:
        return answers.concerns.level ? "started" : "not-started";
    }
  }

  return (
    <Page
      title={`Steps, ${describeContactKind(checklist.kind)}`}
      heading={contactKindLabels[checklist.kind]}
      back={<BackLink href={`/family/${family.id}`}>Family page</BackLink>}
      error={failure !== undefined}
    >
      <ErrorSummary errors={failure ? [{ message: describeSaveFailure(failure) }] : []} />
      <p>
        Draft. <strong>Not finalised yet.</strong>
      </p>
      <SaveStatus state={toSaveStatus(model.saved.value, app.device.clock.timeZone())} />
      <TaskList items={contactSteps.map(toItem)} />
      {contact?.status === "draft" && isUntouched(contact) && (
        <Button variant="secondary" onClick={discard}>
          Remove this empty draft
        </Button>
      )}
    </Page>
  );
}

import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { type ContactStep, contactStepLabels, contactSteps } from "../../../domain/contact.ts";
import { describeContactKind } from "../../../domain/contact-kind.ts";
import { babiesOf, describeBabies } from "../../../domain/family.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Button } from "../../components/button.tsx";
import { ButtonGroup } from "../../components/button-group.tsx";
import { Page } from "../../components/page.tsx";
import { SaveStatus } from "../../components/save-status.tsx";
import { describeAge } from "../../words/due-words.ts";
import { toSaveStatus } from "../../words/save-words.ts";
import type { StepProps } from "./step-props.ts";

export interface StepFrameProps extends StepProps {
  step: ContactStep;
  heading: string;
  children: ComponentChildren;
  /** The last step has buttons of its own. */
  showContinue?: boolean;
  error?: boolean;
}

/** The page around one step: whose contact it is, which step, whether it is saved, and the way on. */
export function StepFrame({
  model,
  step,
  heading,
  children,
  showContinue = true,
  error = false,
  ...props
}: StepFrameProps) {
  const app = useApp();
  const { route } = useLocation();
  const index = contactSteps.indexOf(step);
  const next = contactSteps[index + 1];
  const kind = describeContactKind(props.checklist.kind);

  async function leave() {
    await model.flush();
    route(`/family/${props.family.id}`);
  }

  return (
    <Page
      key={step}
      title={`${model.isAmending ? "Amend: " : ""}${contactStepLabels[step]}, ${kind}`}
      heading={heading}
      caption={`Step ${index + 1} of ${contactSteps.length}, ${kind}`}
      back={<BackLink href={index === 0 ? model.base : `${model.base}/${contactSteps[index - 1]}`} />}
      actions={
        <a class="app-touch" href={model.base}>
          All steps
        </a>
      }
      error={error}
    >
      <p class="app-identity">{describeIdentity(props, app.today.value)}</p>
      {children}
      <SaveStatus
        state={toSaveStatus(model.saved.value, app.device.clock.timeZone())}
        actions={
          <Button variant="secondary" onClick={() => model.flush()}>
            Try again
          </Button>
        }
      />
      {showContinue && next !== undefined && (
        <ButtonGroup>
          <Button onClick={() => route(`${model.base}/${next}`)}>Continue</Button>
          <Button variant="secondary" onClick={leave}>
            Save and exit
          </Button>
        </ButtonGroup>
      )}
    </Page>
  );
}

/** The baby by first name, or "Baby due 4 January"; no more, because the screen is seen by others. */
function describeIdentity({ subject }: Pick<StepProps, "subject">, today: string): string {
  const keyDate =
    subject.stage.stage === "born"
      ? babiesOf(subject)
          .map((baby) => baby.birthDate)
          .sort()[0]
      : (subject.stage.dueDate ?? undefined);
  const age = describeAge({ born: subject.stage.stage === "born", keyDate }, today);
  if (subject.stage.stage === "expecting") return keyDate ? `Baby ${age.replace("Due", "due")}` : "Due date not known";
  const babies = describeBabies(subject);
  return `${babies.charAt(0).toUpperCase()}${babies.slice(1)}, ${age.toLowerCase()}`;
}

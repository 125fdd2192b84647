import { useEffect, useMemo } from "preact/hooks";
import { ContactStep } from "../../../domain/contact.ts";
import { ContactId } from "../../../domain/ids.ts";
import { AmendModel } from "../../../state/amend-model.ts";
import { useApp } from "../../app-context.ts";
import { BackLink } from "../../components/back-link.tsx";
import { Page } from "../../components/page.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { StepScreen, toStepProps } from "../contact-screen.tsx";
import { LoadFailurePage } from "../load-failure-page.tsx";
import { NotFoundScreen } from "../not-found-screen.tsx";
import { AmendCheck } from "./amend-check.tsx";
import { AmendSteps } from "./amend-steps.tsx";

export interface AmendScreenProps {
  id?: string;
  step?: string;
}

/** A record that is being amended: the same steps as its contact, on a copy of its answers. */
export function AmendScreen({ id, step }: AmendScreenProps) {
  const contactId = ContactId.safeParse(id);
  if (!contactId.success) return <NotFoundScreen />;
  return <OpenAmendment key={contactId.data} id={contactId.data} step={step} />;
}

function OpenAmendment({ id, step }: { id: ContactId; step: string | undefined }) {
  const app = useApp();
  const model = useMemo(() => new AmendModel(app, id), [app, id]);
  const { steps } = model;
  const state = steps.state.value;
  const contact = steps.contact.value;

  useEffect(() => {
    void steps.load();
    return () => steps.close();
  }, [steps]);

  const known = ContactStep.safeParse(step);
  useEffect(() => {
    if (known.success && state.status === "ready") steps.openStep(known.data);
  }, [steps, step, state.status]);

  if (state.status === "failed") {
    return state.failure.kind === "missing" ? (
      <NothingBegun id={id} />
    ) : (
      <LoadFailurePage failure={state.failure} what="amendment" />
    );
  }
  if (state.status === "loading" || contact === undefined) return <Spinner label="Loading amendment" />;
  const props = toStepProps(steps, state.value, contact);
  if (step === undefined) return <AmendSteps {...props} amendment={model} />;
  if (!known.success) return <NotFoundScreen />;
  if (known.data === "check") return <AmendCheck {...props} amendment={model} />;
  return <StepScreen key={known.data} step={known.data} props={props} />;
}

function NothingBegun({ id }: { id: ContactId }) {
  return (
    <Page
      title="No amendment is begun"
      back={<BackLink href={`/contact/${id}/record`}>Record</BackLink>}
      width="reading"
    >
      <p>Nobody is amending this record. To begin, open the record and choose "Amend this record".</p>
    </Page>
  );
}

import { useEffect, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Contact, ContactStep } from "../../domain/contact.ts";
import { subjectOf } from "../../domain/family.ts";
import { ContactId } from "../../domain/ids.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { ContactModel } from "../../state/contact-model.ts";
import { useApp } from "../app-context.ts";
import { Spinner } from "../components/spinner.tsx";
import { AgreementStep } from "./contact/agreement-step.tsx";
import { BabyAndHomeStep } from "./contact/baby-and-home-step.tsx";
import { CheckStep } from "./contact/check-step.tsx";
import { ConcernsStep } from "./contact/concerns-step.tsx";
import { NightsStep } from "./contact/nights-step.tsx";
import { PeopleStep } from "./contact/people-step.tsx";
import { SleepSpaceStep } from "./contact/sleep-space-step.tsx";
import type { StepProps } from "./contact/step-props.ts";
import { ContactTaskList } from "./contact/task-list.tsx";
import { TopicsStep } from "./contact/topics-step.tsx";
import { LoadFailurePage } from "./load-failure-page.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";

export interface ContactScreenProps {
  id?: string;
  step?: string;
}

/** One contact that is being recorded: the list of its steps, or one of them. */
export function ContactScreen({ id, step }: ContactScreenProps) {
  const contactId = ContactId.safeParse(id);
  if (!contactId.success) return <NotFoundScreen />;
  return <OpenContactScreen key={contactId.data} id={contactId.data} step={step} />;
}

function OpenContactScreen({ id, step }: { id: ContactId; step: string | undefined }) {
  const app = useApp();
  const { route } = useLocation();
  const model = useMemo(() => new ContactModel(app, id), [app, id]);
  const state = model.state.value;
  const contact = model.contact.value;

  useEffect(() => {
    void model.load();
    return () => model.close();
  }, [model]);

  const known = ContactStep.safeParse(step);
  useEffect(() => {
    if (known.success && state.status === "ready") model.openStep(known.data);
  }, [model, step, state.status]);

  // A record that stands is read, not filled in.
  const isFinal = contact?.status === "final";
  useEffect(() => {
    if (isFinal && step !== "check") route(`/contact/${id}/record`, true);
  }, [isFinal]);

  if (state.status === "failed") return <LoadFailurePage failure={state.failure} what="contact" />;
  if (state.status === "loading" || contact === undefined) return <Spinner label="Loading contact" />;
  if (contact.status === "final") return <Spinner label="Opening record" />;
  const props = toStepProps(model, state.value, contact);
  if (step === undefined) return <ContactTaskList {...props} />;
  if (!known.success) return <NotFoundScreen />;
  return <StepScreen key={known.data} step={known.data} props={props} />;
}

/** One step of a contact, or of a record that is being amended. */
export function StepScreen({ step, props }: { step: ContactStep; props: StepProps }) {
  switch (step) {
    case "people":
      return <PeopleStep {...props} />;
    case "sleep-space":
      return <SleepSpaceStep {...props} />;
    case "baby-and-home":
      return <BabyAndHomeStep {...props} />;
    case "topics":
      return <TopicsStep {...props} />;
    case "different-nights":
      return <NightsStep {...props} />;
    case "agreement":
      return <AgreementStep {...props} />;
    case "concerns":
      return <ConcernsStep {...props} />;
    case "check":
      return <CheckStep {...props} />;
    default:
      return assertNever(step);
  }
}

/** What every step is given. */
export function toStepProps(model: ContactModel, open: StepProps["open"], contact: Contact): StepProps {
  const family = open.family.value;
  return { model, open, checklist: open.checklist, family, subject: subjectOf(family), answers: contact.answers };
}

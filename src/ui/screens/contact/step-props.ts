import type { Checklist } from "../../../domain/checklist.ts";
import type { ContactAnswers } from "../../../domain/contact.ts";
import type { Family, Subject } from "../../../domain/family.ts";
import type { ContactModel, OpenContact } from "../../../state/contact-model.ts";

/** What every step of a contact is given. */
export interface StepProps {
  model: ContactModel;
  open: OpenContact;
  checklist: Checklist;
  family: Family;
  subject: Subject;
  answers: ContactAnswers;
}

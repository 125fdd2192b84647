import type { DraftContact, FinalContact } from "../../../src/domain/contact.ts";
import type { Family } from "../../../src/domain/family.ts";
import { BabyId, ContactId, FamilyId, PersonId, toId } from "../../../src/domain/ids.ts";
import { startContact } from "../../../src/domain/start-contact.ts";
import { randomId } from "../../../src/shared/random-id.ts";

/** A family of one carer and one baby. */
export function aFamily(overrides: Partial<Family> = {}): Family {
  return {
    id: toId(FamilyId, randomId()),
    carers: [{ id: toId(PersonId, randomId()), name: "Amina Khan", role: "mother" }],
    stage: {
      stage: "born",
      babies: [{ id: toId(BabyId, randomId()), name: "Yusuf", birthDate: "2026-11-09" }],
    },
    addedAt: "2026-11-10T09:00:00Z",
    contacts: [],
    ...overrides,
  };
}

/** A draft in which nothing was answered yet. */
export function aDraft(family: Family): DraftContact {
  return startContact(family, "new-birth", {
    id: toId(ContactId, randomId()),
    checklistVersion: "2026-11",
    now: "2026-11-20T14:05:00Z",
    timeZone: "Europe/London",
  });
}

/** The draft with a note. */
export function withNote(draft: DraftContact, note: string): DraftContact {
  return { ...draft, answers: { ...draft.answers, sleep: { ...draft.answers.sleep, note } } };
}

/** The draft as a finalised record. */
export function aRecord({ resumeAt: _, ...draft }: DraftContact, family: Family): FinalContact {
  const { carers, stage } = family;
  return {
    ...draft,
    status: "final",
    event: { date: "2026-11-20", time: "14:05" },
    finalisedAt: "2026-11-20T14:45:00Z",
    author: { name: "Jo Ward", role: "Health visitor" },
    subject: { carers, stage },
  };
}

import type { Contact } from "../domain/contact.ts";
import type { EventNote } from "../domain/event-log.ts";
import type { ContactEntry, Family } from "../domain/family.ts";
import type { SaveFailure, Stored, StoredPair } from "../domain/repositories.ts";
import { ok, type Result } from "../shared/result.ts";
import { familyWrite } from "./family-repository.ts";
import { encodeContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import { asSaved } from "./saved-versions.ts";
import type { SummaryIndex } from "./summary-index.ts";

/** Saves a contact together with what its family's list says of it. */
export async function saveWithEntry<C extends Contact>(
  index: SummaryIndex,
  contact: Stored<C>,
  listed: Stored<Family>,
  event: EventNote,
): Promise<Result<StoredPair<C>, SaveFailure>> {
  const family = withEntryOf(listed, contact.value);
  const saved = await index.saveWith(family.value, () => ({
    event: { ...event, contact: contact.value.id, family: family.value.id },
    writes: [familyWrite(family), contactWrite(contact)],
  }));
  if (!saved.ok) return saved;
  return ok({ contact: asSaved(contact.value, saved.value), family: asSaved(family.value, saved.value) });
}

/** The write that stores a contact. */
export function contactWrite<C extends Contact>({ value: contact, version }: Stored<C>): RowWrite {
  return {
    id: contact.id,
    expectedVersion: version,
    plaintext: encodeContent({ schema: 1, type: "contact", contact }),
  };
}

function withEntryOf(family: Stored<Family>, contact: Contact): Stored<Family> {
  const { contacts } = family.value;
  const former = contacts.find(({ id }) => id === contact.id);
  const entry: ContactEntry = {
    ...former,
    id: contact.id,
    kind: contact.kind,
    status: contact.status,
    startedAt: contact.startedAt,
    ...(contact.status === "final" ? { date: contact.event.date } : {}),
  };
  return {
    ...family,
    value: {
      ...family.value,
      contacts: former ? contacts.map((other) => (other === former ? entry : other)) : [...contacts, entry],
    },
  };
}

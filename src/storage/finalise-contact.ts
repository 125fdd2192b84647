import type { Contact, FinalContact } from "../domain/contact.ts";
import type { Family } from "../domain/family.ts";
import type { SaveFailure, Stored, StoredPair } from "../domain/repositories.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { contentDigest } from "./chain.ts";
import { saveWithEntry } from "./contact-writes.ts";
import { toFailureBeforeSave } from "./failures.ts";
import type { RecordLoader } from "./load-record.ts";
import type { RowReader } from "./read-rows.ts";
import type { SummaryIndex } from "./summary-index.ts";
import { verifyRows } from "./verify-rows.ts";

/** Turns a stored draft into a record that stands, and reads it back. Apart, because no tap before it needs it. */
export async function finaliseContact(
  { rows, records, index }: { rows: RowReader; records: RecordLoader; index: SummaryIndex },
  record: Stored<FinalContact>,
  family: Stored<Family>,
): Promise<Result<StoredPair<FinalContact>, SaveFailure>> {
  const { id, author } = record.value;
  const before = await records.load(id, "contact");
  if (!before.ok) return err(toFailureBeforeSave(before.error));
  const stored = { value: before.value.value.contact, version: before.value.version };
  if (stored.value.status === "final") return confirm(records, record.value, stored, family.value);
  const digests = { [id]: await contentDigest(record.value) };
  const saved = await saveWithEntry(index, record, family, { kind: "finalised", author, records: digests });
  if (!saved.ok) return saved;
  const { contact, family: listed } = saved.value;
  const verified = await verifyRows(rows, [
    { version: contact.version, content: { schema: 1, type: "contact", contact: contact.value } },
    { version: listed.version, content: { schema: 1, type: "family", family: listed.value } },
  ]);
  return verified.ok ? saved : verified;
}

// An earlier attempt that seemed to time out may have finalised it after all.
async function confirm(
  records: RecordLoader,
  record: FinalContact,
  stored: Stored<Contact>,
  { id }: Family,
): Promise<Result<StoredPair<FinalContact>, SaveFailure>> {
  if (!isSameJson(stored.value, record)) return err({ kind: "changed-elsewhere" });
  const family = await records.load(id, "family");
  if (!family.ok) return err(toFailureBeforeSave(family.error));
  return ok({
    contact: { value: record, version: stored.version },
    family: { value: family.value.value.family, version: family.value.version },
  });
}

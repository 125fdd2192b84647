import type { ContactEntry } from "../domain/family.ts";
import type { LoadFailure } from "../domain/repositories.ts";
import type { RowId } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { toLoadFailure } from "./failures.ts";
import type { RowReader } from "./read-rows.ts";
import type { RowContent, RowType } from "./row-content.ts";
import type { RowNames } from "./row-names.ts";

/** A row with something wrong about it, and what it is as far as other rows tell. */
export interface SuspectRow {
  id: RowId;
  type: RowType | "unknown";
}

/** What a check of all records found. Nothing is changed by it. */
export interface RecordCheck {
  /** Rows that were opened and match their schema. */
  opened: number;
  /** Rows that do not open, or do not match their schema. */
  unreadable: SuspectRow[];
  /** Rows that others name but that are not there. */
  missing: SuspectRow[];
}

/** Opens every row and says which cannot be read and which are gone. */
export async function checkAllRows(reader: RowReader, names: RowNames): Promise<Result<RecordCheck, LoadFailure>> {
  try {
    return ok(await check(reader, names));
  } catch (error) {
    return err(toLoadFailure(error));
  }
}

async function check(reader: RowReader, names: RowNames): Promise<RecordCheck> {
  const seen = new Set<RowId>();
  const unreadable: RowId[] = [];
  const named = new Map<RowId, RowType>();
  for await (const rows of reader.scan()) {
    for (const row of rows) {
      seen.add(row.id);
      if (row.state === "unreadable") unreadable.push(row.id);
      if (row.state === "readable") for (const [id, type] of await rowsNamedIn(row.content, names)) named.set(id, type);
    }
  }
  const missing = [...named.keys()].filter((id) => !seen.has(id));
  // These two nobody names; that they are not there yet is nothing amiss.
  named.set(await names.settings(), "settings");
  named.set(await names.directory(), "directory");
  const describe = (id: RowId): SuspectRow => ({ id, type: named.get(id) ?? "unknown" });
  return {
    opened: seen.size - unreadable.length,
    unreadable: unreadable.map(describe),
    missing: missing.map(describe),
  };
}

async function rowsNamedIn(content: RowContent, names: RowNames): Promise<[RowId, RowType][]> {
  switch (content.type) {
    case "family":
      return content.family.contacts.flatMap(rowsOfEntry);
    case "contact":
      return [[content.contact.familyId, "family"]];
    case "amendment":
      return [[content.amendment.contactId, "contact"]];
    case "error-mark":
      return [[content.mark.contactId, "contact"]];
    // What it tells of is gone, and perhaps the family too.
    case "receipt":
      return [];
    case "directory": {
      const ids = await names.chunks(content.generation, content.chunks);
      return ids.map((id) => [id, "summaries"]);
    }
    case "summaries":
      return content.summaries.map(({ id }) => [id, "family"]);
    case "settings":
      return [];
    default:
      return assertNever(content);
  }
}

function rowsOfEntry({ id, removedAt, amendments = [], enteredInError }: ContactEntry): [RowId, RowType][] {
  const type = (standing: RowType) => (removedAt === undefined ? standing : "receipt");
  return [
    [id, type("contact")],
    ...amendments.map((amendment): [RowId, RowType] => [amendment.id, type("amendment")]),
    ...(enteredInError === undefined ? [] : [[enteredInError, type("error-mark")] satisfies [RowId, RowType]]),
  ];
}

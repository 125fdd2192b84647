import type { Contact } from "../domain/contact.ts";
import type { ContactEntry } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import {
  type AllRecords,
  type FamilyRestore,
  isOnlyInApp,
  type OnlyHere,
  type RecordArchive,
} from "../domain/record-archive.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { saidKey } from "../domain/said-later.ts";
import type { Sealer } from "../domain/sealing.ts";
import type { BackedUpContact } from "../domain/settings.ts";
import { standingIdsOf } from "../domain/standing-ids.ts";
import type { StandingRow } from "../domain/standing-row.ts";
import { assertNever } from "../shared/assert-never.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { contactWrite } from "./contact-writes.ts";
import { toFailureBeforeSave, toLoadFailure } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import type { RowReader } from "./read-rows.ts";
import { encodeContent, type RowContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import { savedVersion } from "./saved-versions.ts";
import { scanRows } from "./scan-rows.ts";
import { storedVersion } from "./stored-row.ts";
import type { SummaryIndex } from "./summary-index.ts";

const BATCH = 500;

/** What the archive is made of. */
export interface ArchiveParts {
  sealer: Sealer;
  rows: RowReader;
  records: RecordLoader;
  index: SummaryIndex;
}

/** The records of a vault as a whole. Writes by the same transaction as every other save of a family. */
export class SealedRecordArchive implements RecordArchive {
  readonly #sealer: Sealer;
  readonly #rows: RowReader;
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;

  constructor({ sealer, rows, records, index }: ArchiveParts) {
    this.#sealer = sealer;
    this.#rows = rows;
    this.#records = records;
    this.#index = index;
  }

  async readAll(): Promise<Result<AllRecords, LoadFailure>> {
    try {
      const all: AllRecords = { vaultId: this.#sealer.vaultId, families: [], contacts: [], unreadable: 0 };
      const standing: StandingRow[] = [];
      for await (const rows of scanRows(this.#rows)) {
        for (const row of rows) {
          if (row.state === "unreadable") all.unreadable++;
          if (row.state !== "readable") continue;
          const { content, version } = row;
          if (content.type === "family") all.families.push({ value: content.family, version });
          if (content.type === "amendment") standing.push({ type: content.type, value: content.amendment });
          if (content.type === "error-mark") standing.push({ type: content.type, value: content.mark });
          if (content.type === "receipt") standing.push({ type: content.type, value: content.receipt });
          if (content.type === "contact") all.contacts.push({ value: content.contact, version });
        }
      }
      return ok(standing.length === 0 ? all : { ...all, standing });
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }

  async restore({
    family,
    contacts,
    standing = [],
  }: FamilyRestore): Promise<Result<ReadonlyMap<ContactId, number>, SaveFailure>> {
    const allowed = await this.#requireNoneFinal(contacts);
    if (!allowed.ok) return allowed;
    const versions = await this.#versionsOfDrafts(standing);
    if (!versions.ok) return versions;
    const { contentDigest } = await import("./chain.ts");
    const stands = [
      ...contacts.flatMap(({ value }) => (value.status === "final" ? [[value.id, value] as const] : [])),
      ...standing.flatMap(standingOf),
    ];
    const digests = stands.map(async ([key, value]) => [key, await contentDigest(value)] as const);
    const records = Object.fromEntries(await Promise.all(digests));
    const saved = await this.#index.saveWith(family.value, () => ({
      event: { kind: "imported", family: family.value.id, what: "backup", records },
      writes: [
        familyWrite(family),
        ...contacts.map(contactWrite),
        ...standing.map((row) => standingWrite(row, versions.value.get(row.value.id) ?? 0)),
      ],
    }));
    if (!saved.ok) return saved;
    return ok(new Map(contacts.map(({ value: { id } }) => [id, savedVersion(saved.value, id)])));
  }

  async countOnlyHere(backedUp: readonly BackedUpContact[]): Promise<Result<OnlyHere, LoadFailure>> {
    const caseload = await this.#index.load();
    if (!caseload.ok) return caseload;
    const known = new Map(backedUp.map(({ id, version }) => [id, version]));
    const concerned = caseload.value.summaries.filter(({ draft, notInRecord }) => draft || notInRecord > 0);
    const only: OnlyHere = { contacts: 0 };
    try {
      for (let at = 0; at < concerned.length; at += BATCH) {
        const ids = concerned.slice(at, at + BATCH).map(({ id }) => id);
        for (const entry of await this.#notBackedUp(ids, known)) {
          only.contacts++;
          if (only.since === undefined || entry.startedAt < only.since) only.since = entry.startedAt;
        }
      }
      return ok(only);
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }

  // Contacts are told from what the backup holds by the versions of their rows, which need no opening.
  async #notBackedUp(familyIds: readonly string[], known: ReadonlyMap<ContactId, number>): Promise<ContactEntry[]> {
    const families = await this.#rows.open(await this.#rows.find(familyIds));
    const entries = families
      .flatMap((row) => (row.state === "readable" && row.content.type === "family" ? row.content.family.contacts : []))
      .filter(isOnlyInApp);
    const rows = await this.#rows.find(entries.map(({ id }) => id));
    // An amended record counts until it is handed over: the version of its own row says nothing of what was added.
    return entries.filter(
      (entry, index) => standingIdsOf(entry).length > 0 || storedVersion(rows[index]?.value) !== known.get(entry.id),
    );
  }

  // Of amendments that the file has finalised and that are drafts here. Any other row that is there already is never
  // written over: its version is not the 0 that it is written with.
  async #versionsOfDrafts(standing: readonly StandingRow[]): Promise<Result<ReadonlyMap<string, number>, SaveFailure>> {
    const versions = new Map<string, number>();
    for (const { type, value } of standing) {
      if (type !== "amendment" || value.status !== "final") continue;
      const stored = await this.#records.load(value.id, "amendment");
      if (!stored.ok && stored.error.kind !== "missing") return err(toFailureBeforeSave(stored.error));
      if (stored.ok && stored.value.value.amendment.status === "draft") versions.set(value.id, stored.value.version);
    }
    return ok(versions);
  }

  // The version is compared again inside the transaction, so what is read here is what is written over.
  async #requireNoneFinal(contacts: readonly Stored<Contact>[]): Promise<Result<undefined, SaveFailure>> {
    for (const { value, version } of contacts) {
      if (version === 0) continue;
      const stored = await this.#records.load(value.id, "contact");
      if (!stored.ok) return err(toFailureBeforeSave(stored.error));
      if (stored.value.value.contact.status === "final") return err({ kind: "changed-elsewhere" });
    }
    return ok(undefined);
  }
}

function standingWrite(row: StandingRow, expectedVersion: number): RowWrite {
  return { id: row.value.id, expectedVersion, plaintext: encodeContent(contentOf(row)) };
}

// What stands beside a record for ever, by the key under which events name it.
function standingOf({ type, value }: StandingRow) {
  const stands = type === "error-mark" || (type === "amendment" && value.status === "final");
  return stands ? [[saidKey(value), value] as const] : [];
}

function contentOf(row: StandingRow): RowContent {
  switch (row.type) {
    case "amendment":
      return { schema: 1, type: row.type, amendment: row.value };
    case "error-mark":
      return { schema: 1, type: row.type, mark: row.value };
    case "receipt":
      return { schema: 1, type: row.type, receipt: row.value };
    default:
      return assertNever(row);
  }
}

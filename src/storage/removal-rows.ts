import { describeFingerprint } from "../domain/event-log.ts";
import type { ContactEntry, Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { ContactReceipt, Receipt } from "../domain/receipt.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { mayBeRemoved, type RemovableEntry, whyFamilyStays } from "../domain/retention.ts";
import { standingIdsOf } from "../domain/standing-ids.ts";
import type { Removal, StandingRecords } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { confirmFamily } from "./confirm-family.ts";
import { UnreadableRecordError } from "./errors.ts";
import { toLoadFailure, toSaveFailure } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import type { LogStore } from "./log-store.ts";
import type { ReadRow } from "./read-rows.ts";
import { fingerprintOf } from "./record-log.ts";
import { encodeContent, type RowContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import { asSaved, savedVersion } from "./saved-versions.ts";
import { scanRows } from "./scan-rows.ts";
import { dropSummary } from "./summary-chunks.ts";
import type { SummaryIndex } from "./summary-index.ts";
import { verifyRows } from "./verify-rows.ts";

type Removals = Pick<StandingRecords, "loadReceipt" | "removeRecords" | "removeFamily" | "loadRemovable">;

/**
 * Removal from the device. Nothing is deleted: a receipt is written over each row, one version on, so that whoever
 * compares versions takes the receipt for the newer of the two and brings nothing back.
 */
export class RemovalRows implements Removals {
  readonly #store: LogStore;
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;

  constructor(store: LogStore, records: RecordLoader, index: SummaryIndex) {
    this.#store = store;
    this.#records = records;
    this.#index = index;
  }

  async loadReceipt(id: ContactId): Promise<Result<ContactReceipt, LoadFailure>> {
    const loaded = await this.#records.load(id, "receipt");
    if (!loaded.ok) return loaded;
    const { receipt } = loaded.value.value;
    return receipt.of === "contact" ? ok(receipt) : err({ kind: "unreadable" });
  }

  async removeRecords(
    entries: readonly ContactEntry[],
    family: Stored<Family>,
    removal: Removal,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    const wanted = new Set(entries.map(({ id }) => id));
    const gone = family.value.contacts.filter(({ id }) => wanted.has(id));
    if (gone.length === 0 || gone.length !== wanted.size || !gone.every(mayBeRemoved)) {
      return err({ kind: "changed-elsewhere" });
    }
    const contacts = family.value.contacts.map((entry) =>
      wanted.has(entry.id) ? { ...entry, removedAt: removal.removedAt } : entry,
    );
    const next = { ...family.value, contacts };
    try {
      const receipts: Receipt[] = [];
      for (const entry of gone) receipts.push(...(await this.#receiptsFor(entry, next, removal)));
      return await this.#replace(receipts, { value: next, version: family.version }, removal);
    } catch (error) {
      return err(toSaveFailure(error));
    }
  }

  async removeFamily(family: Stored<Family>, removal: Removal): Promise<Result<undefined, SaveFailure>> {
    const { id } = family.value;
    if (whyFamilyStays(family.value) !== undefined) return err({ kind: "changed-elsewhere" });
    const receipt: Receipt = { ...removal, of: "family", id, familyId: id };
    try {
      const [row] = await this.#store.rows.open(await this.#store.rows.find([id]));
      if (isReceipt(row, receipt)) return ok(undefined);
      const saved = await this.#index.saveInTurn(
        (now) => dropSummary(now, id),
        () => ({
          event: { kind: "removed", family: id, author: removal.by, reason: whyRemoved },
          writes: [receiptWrite(receipt, family.version)],
        }),
      );
      if (!saved.ok) return saved;
    } catch (error) {
      return err(toSaveFailure(error));
    }
    return verifyRows(this.#store.rows, [{ version: family.version + 1, content: receiptContent(receipt) }]);
  }

  async loadRemovable(): Promise<Result<Family[], LoadFailure>> {
    const families: Family[] = [];
    try {
      for await (const rows of scanRows(this.#store.rows)) {
        for (const row of rows) {
          if (row.state !== "readable" || row.content.type !== "family") continue;
          const { family } = row.content;
          if (family.contacts.some(mayBeRemoved) || whyFamilyStays(family) === undefined) families.push(family);
        }
      }
      return ok(families);
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }

  // The fingerprint is what was printed or pasted; a receipt for a record that is older than the log has none.
  async #receiptsFor(entry: RemovableEntry, family: Family, removal: Removal): Promise<Receipt[]> {
    const fingerprint = await fingerprintOf(this.#store, entry.id, standingIdsOf(entry));
    return receiptsFor(entry, family, {
      ...removal,
      ...(fingerprint ? { fingerprint: describeFingerprint(fingerprint) } : {}),
    });
  }

  async #replace(
    receipts: readonly Receipt[],
    family: Stored<Family>,
    { by }: Removal,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    const rows = await this.#store.rows.open(await this.#store.rows.find(receipts.map(({ id }) => id)));
    // An earlier save that seemed to fail may have taken effect.
    if (receipts.every((receipt, n) => isReceipt(rows[n], receipt))) return confirmFamily(this.#records, family.value);
    const replaced = receipts.map((receipt, n) => ({ receipt, version: versionToReplace(rows[n], receipt) }));
    if (replaced.some(({ version }) => version === 0)) return err({ kind: "changed-elsewhere" });
    const saved = await this.#index.saveWith(family.value, () => ({
      event: { kind: "removed", family: family.value.id, author: by, reason: whyRemoved },
      writes: [familyWrite(family), ...replaced.map(({ receipt, version }) => receiptWrite(receipt, version))],
    }));
    if (!saved.ok) return saved;
    const stored = asSaved(family.value, saved.value);
    const verified = await verifyRows(this.#store.rows, [
      ...receipts.map((receipt) => ({
        version: savedVersion(saved.value, receipt.id),
        content: receiptContent(receipt),
      })),
      { version: stored.version, content: { schema: 1, type: "family", family: stored.value } },
    ]);
    return verified.ok ? ok(stored) : verified;
  }
}

const whyRemoved = "It is in the patient record";

/** The receipts for a record and for all that was said of it. */
function receiptsFor(
  entry: RemovableEntry,
  { id: familyId }: Family,
  { fingerprint, ...removal }: Removal & { fingerprint?: string },
): Receipt[] {
  const { id, kind, date, handOver, amendments = [], enteredInError } = entry;
  const common = { ...removal, familyId };
  return [
    {
      ...common,
      of: "contact",
      id,
      kind,
      date,
      handedOverAt: handOver.inRecordAt,
      ...(enteredInError === undefined ? {} : { enteredInError: true }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    },
    ...amendments.map((one): Receipt => ({ ...common, of: "amendment", id: one.id, contactId: id })),
    ...(enteredInError === undefined
      ? []
      : [{ ...common, of: "error-mark", id: enteredInError, contactId: id } satisfies Receipt]),
  ];
}

/** The version that a receipt is written over; 0 if something else stands there. A row that cannot be read stays. */
function versionToReplace(row: ReadRow | undefined, receipt: Receipt): number {
  if (row?.state === "unreadable") throw new UnreadableRecordError("A record to be removed cannot be read");
  return row?.state === "readable" && row.content.type === receipt.of ? row.version : 0;
}

function isReceipt(row: ReadRow | undefined, receipt: Receipt): boolean {
  return row?.state === "readable" && row.content.type === "receipt" && isSameJson(row.content.receipt, receipt);
}

function receiptContent(receipt: Receipt): RowContent {
  return { schema: 1, type: "receipt", receipt };
}

function receiptWrite(receipt: Receipt, expectedVersion: number): RowWrite {
  return { id: receipt.id, expectedVersion, plaintext: encodeContent(receiptContent(receipt)) };
}

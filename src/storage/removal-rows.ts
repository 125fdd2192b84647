import type { ContactEntry, Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { ContactReceipt, Receipt } from "../domain/receipt.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { mayBeRemoved, whyFamilyStays } from "../domain/retention.ts";
import type { Removal, StandingRecords } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { UnreadableRecordError } from "./errors.ts";
import { toLoadFailure, toSaveFailure } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import { encodeContent, type RowContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import type { SummaryIndex } from "./summary-index.ts";
import { verifyRows } from "./verify-rows.ts";

type Removals = Pick<StandingRecords, "loadReceipt" | "removeRecords" | "removeFamily" | "loadRemovable">;

/**
 * Removal from the device. Nothing is deleted: a receipt is written over each row, one version on, so that whoever
 * compares versions takes the receipt for the newer of the two and brings nothing back.
 */
export class RemovalRows implements Removals {
  readonly #reader: RowReader;
  readonly #index: SummaryIndex;

  constructor(reader: RowReader, index: SummaryIndex) {
    this.#reader = reader;
    this.#index = index;
  }

  async loadReceipt(id: ContactId): Promise<Result<ContactReceipt, LoadFailure>> {
    const loaded = await this.#reader.load(id, "receipt");
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
    const receipts = gone.flatMap((entry) => receiptsFor(entry, next, removal));
    return this.#replace(receipts, { value: next, version: family.version });
  }

  async removeFamily(family: Stored<Family>, removal: Removal): Promise<Result<undefined, SaveFailure>> {
    const { id } = family.value;
    if (whyFamilyStays(family.value) !== undefined) return err({ kind: "changed-elsewhere" });
    const receipt: Receipt = { ...removal, of: "family", id, familyId: id };
    try {
      const [row] = await this.#reader.open(await this.#reader.find([id]));
      if (row && isReceipt(row, receipt)) return ok(undefined);
      const saved = await this.#index.saveWithout(id, () => ({ writes: [receiptWrite(receipt, family.version)] }));
      if (!saved.ok) return err(saved.error);
    } catch (error) {
      return err(toSaveFailure(error));
    }
    return verifyRows(this.#reader, [{ version: family.version + 1, content: receiptContent(receipt) }]);
  }

  async loadRemovable(): Promise<Result<Family[], LoadFailure>> {
    const families: Family[] = [];
    try {
      for await (const rows of this.#reader.scan()) {
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

  async #replace(receipts: readonly Receipt[], family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>> {
    let versions: number[];
    try {
      const rows = await this.#reader.open(await this.#reader.find(receipts.map(({ id }) => id)));
      // An earlier save that seemed to fail may have taken effect.
      if (rows.every((row, index) => isReceipt(row, receipts[index]))) return this.#confirmFamily(family.value);
      versions = rows.map((row, index) => versionToReplace(row, receipts[index]));
    } catch (error) {
      return err(toSaveFailure(error));
    }
    if (versions.includes(0)) return err({ kind: "changed-elsewhere" });
    const saved = await this.#index.saveWith(family.value, () => ({
      writes: [familyWrite(family), ...receipts.map((receipt, index) => receiptWrite(receipt, versions[index] ?? 0))],
    }));
    if (!saved.ok) return err(saved.error);
    const version = saved.value.get(family.value.id) ?? family.version + 1;
    const verified = await verifyRows(this.#reader, [
      ...receipts.map((receipt) => ({ version: saved.value.get(receipt.id) ?? 0, content: receiptContent(receipt) })),
      { version, content: { schema: 1, type: "family", family: family.value } },
    ]);
    return verified.ok ? ok({ value: family.value, version }) : verified;
  }

  async #confirmFamily(expected: Family): Promise<Result<Stored<Family>, SaveFailure>> {
    const loaded = await this.#reader.load(expected.id, "family");
    if (!loaded.ok || !isSameJson(loaded.value.value.family, expected)) return err({ kind: "changed-elsewhere" });
    return ok({ value: expected, version: loaded.value.version });
  }
}

/** The receipts for a record and for all that was said of it. */
function receiptsFor(entry: ContactEntry, { id: familyId }: Family, removal: Removal): Receipt[] {
  const { id, kind, date, handOver, amendments = [], enteredInError } = entry;
  if (date === undefined || handOver?.inRecordAt === undefined) return [];
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
    },
    ...amendments.map((one): Receipt => ({ ...common, of: "amendment", id: one.id, contactId: id })),
    ...(enteredInError === undefined
      ? []
      : [{ ...common, of: "error-mark", id: enteredInError, contactId: id } satisfies Receipt]),
  ];
}

/** The version that a receipt is written over; 0 if something else stands there. A row that cannot be read stays. */
function versionToReplace(row: ReadRow, receipt: Receipt | undefined): number {
  if (row.state === "unreadable") throw new UnreadableRecordError("A record to be removed cannot be read");
  return row.state === "readable" && row.content.type === receipt?.of ? row.version : 0;
}

function isReceipt(row: ReadRow, receipt: Receipt | undefined): boolean {
  return row.state === "readable" && row.content.type === "receipt" && isSameJson(row.content.receipt, receipt);
}

function receiptContent(receipt: Receipt): RowContent {
  return { schema: 1, type: "receipt", receipt };
}

function receiptWrite(receipt: Receipt, expectedVersion: number): RowWrite {
  return { id: receipt.id, expectedVersion, plaintext: encodeContent(receiptContent(receipt)) };
}

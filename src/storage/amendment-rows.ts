import { currentOf, isUnchanged } from "../domain/amend.ts";
import { type Amendment, amended, type DraftAmendment, type FinalAmendment } from "../domain/amendment.ts";
import type { Contact } from "../domain/contact.ts";
import { entryOf, isStanding, withEntry } from "../domain/contact-entry.ts";
import type { EventNote } from "../domain/event-log.ts";
import type { Family } from "../domain/family.ts";
import type { AmendmentId, ContactId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { saidKey } from "../domain/said-later.ts";
import type { StandingRecords, StoredAmendment } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { confirmFamily } from "./confirm-family.ts";
import { toFailureBeforeSave, withoutIds } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import type { LogStore } from "./log-store.ts";
import { encodeContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import { asSaved } from "./saved-versions.ts";
import type { SummaryIndex } from "./summary-index.ts";
import { verifyRows } from "./verify-rows.ts";

type Amendments = Pick<
  StandingRecords,
  "loadAmended" | "loadAmendment" | "startAmendment" | "saveAmendment" | "finaliseAmendment" | "discardAmendment"
>;

/** Amendments, each in a row of its own. The record they speak of is only ever read. */
export class AmendmentRows implements Amendments {
  readonly #store: LogStore;
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;
  /** Versions that are known to be drafts, so that a tap need not read the row again to know that it may be written. */
  readonly #drafts = new Map<AmendmentId, number>();

  constructor(store: LogStore, records: RecordLoader, index: SummaryIndex) {
    this.#store = store;
    this.#records = records;
    this.#index = index;
  }

  async loadAmended(id: ContactId, last: AmendmentId): Promise<Result<Stored<Contact>, LoadFailure>> {
    const record = await this.#records.load(id, "contact");
    if (!record.ok) return record;
    const { contact } = record.value.value;
    const amendment = await this.loadAmendment(last);
    if (!amendment.ok) return amendment.error.kind === "missing" ? err({ kind: "unreadable" }) : amendment;
    if (contact.status === "draft" || amendment.value.value.status === "draft") return err({ kind: "unreadable" });
    return ok({ value: amended(contact, amendment.value.value), version: record.value.version });
  }

  async loadAmendment(id: AmendmentId): Promise<Result<Stored<Amendment>, LoadFailure>> {
    const loaded = await this.#records.load(id, "amendment");
    if (!loaded.ok) return loaded;
    const { value, version } = loaded.value;
    if (value.amendment.status === "draft") this.#drafts.set(id, version);
    return ok({ value: value.amendment, version });
  }

  async startAmendment(
    draft: DraftAmendment,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<DraftAmendment>, SaveFailure>> {
    const entry = entryOf(family.value, draft.contactId);
    const amendments = entry?.amendments ?? [];
    const isFree = amendments.at(-1)?.status !== "draft" && draft.number === amendments.length + 1;
    if (!isStanding(entry) || !isFree) return err({ kind: "changed-elsewhere" });
    const listed = [...amendments, { id: draft.id, status: draft.status }];
    return this.#saveBoth(
      { value: draft, version: 0 },
      withEntry(family, draft.contactId, () => ({ ...entry, amendments: listed })),
      { kind: "amending" },
    );
  }

  async saveAmendment(draft: Stored<DraftAmendment>): Promise<Result<Stored<DraftAmendment>, SaveFailure>> {
    const { id } = draft.value;
    if (this.#drafts.get(id) !== draft.version) {
      const before = await this.#readBeforeSave(id);
      if (!before.ok) return before;
      if (before.value.value.status !== "draft") return err({ kind: "changed-elsewhere" });
    }
    const saved = await this.#store.saver.save(() => ({
      event: { kind: "answered" },
      writes: [amendmentWrite(draft)],
    }));
    if (!saved.ok) return err(withoutIds(saved.error));
    const stored = asSaved(draft.value, saved.value);
    this.#drafts.set(id, stored.version);
    return ok(stored);
  }

  async finaliseAmendment(
    amendment: Stored<FinalAmendment>,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<FinalAmendment>, SaveFailure>> {
    const { id, contactId, event } = amendment.value;
    // Until it is certain which of the two the row holds, nobody may take it for a draft.
    this.#drafts.delete(id);
    const before = await this.#readBeforeSave(id);
    if (!before.ok) return before;
    if (before.value.value.status === "final") return this.#confirmFinal(amendment.value, before.value, family.value);
    const entry = entryOf(family.value, contactId);
    const listed = entry?.amendments;
    if (!isStanding(entry) || !listed?.some((one) => one.id === id)) return err({ kind: "changed-elsewhere" });
    const amendments = listed.map((one) => (one.id === id ? { id, status: "final" as const } : one));
    const next = withEntry(family, contactId, ({ handOver: _, ...kept }) => ({
      ...kept,
      amendments,
      date: event.date,
    }));
    const { contentDigest } = await import("./chain.ts");
    // Not its reason: the log outlives the record, and nothing clinical may be left when that is removed.
    const records = { [saidKey(amendment.value)]: await contentDigest(amendment.value) };
    const saved = await this.#saveBoth(amendment, next, { kind: "amended", author: amendment.value.author, records });
    if (!saved.ok) return saved;
    const verified = await verifyRows(this.#store.rows, [
      { version: saved.value.amendment.version, content: amendmentContent(saved.value.amendment.value) },
      { version: saved.value.family.version, content: { schema: 1, type: "family", family: saved.value.family.value } },
    ]);
    return verified.ok ? saved : verified;
  }

  async discardAmendment(
    draft: Stored<DraftAmendment>,
    family: Stored<Family>,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    const { id, contactId } = draft.value;
    const next = withEntry(family, contactId, ({ amendments = [], ...kept }) => {
      const left = amendments.filter((one) => one.id !== id);
      return left.length === 0 ? kept : { ...kept, amendments: left };
    });
    const before = await this.loadAmendment(id);
    if (!before.ok)
      return before.error.kind === "missing" ? confirmFamily(this.#records, next.value) : failed(before.error);
    const current = await this.#current(contactId, next.value);
    if (!current.ok) return current;
    const stored = before.value.value;
    if (stored.status !== "draft" || !isUnchanged(stored, current.value) || !isUnchanged(draft.value, current.value)) {
      return err({ kind: "changed-elsewhere" });
    }
    const saved = await this.#index.saveWith(next.value, () => ({
      event: { kind: "discarded", contact: contactId, family: next.value.id },
      writes: [familyWrite(next)],
      deletes: [{ id, expectedVersion: draft.version }],
    }));
    if (!saved.ok) return saved;
    this.#drafts.delete(id);
    return ok(asSaved(next.value, saved.value));
  }

  async #saveBoth<A extends Amendment>(
    amendment: Stored<A>,
    family: Stored<Family>,
    note: EventNote,
  ): Promise<Result<StoredAmendment<A>, SaveFailure>> {
    const { contactId, familyId } = amendment.value;
    const saved = await this.#index.saveWith(family.value, () => ({
      event: { ...note, contact: contactId, family: familyId },
      writes: [familyWrite(family), amendmentWrite(amendment)],
    }));
    if (!saved.ok) return saved;
    const stored = asSaved(amendment.value, saved.value);
    if (stored.value.status === "draft") this.#drafts.set(stored.value.id, stored.version);
    return ok({ amendment: stored, family: asSaved(family.value, saved.value) });
  }

  async #readBeforeSave(id: AmendmentId): Promise<Result<Stored<Amendment>, SaveFailure>> {
    const loaded = await this.#records.load(id, "amendment");
    if (!loaded.ok) return failed(loaded.error);
    return ok({ value: loaded.value.value.amendment, version: loaded.value.version });
  }

  // An earlier attempt that seemed to time out may have finalised it after all.
  async #confirmFinal(
    amendment: FinalAmendment,
    stored: Stored<Amendment>,
    { id }: Family,
  ): Promise<Result<StoredAmendment<FinalAmendment>, SaveFailure>> {
    if (!isSameJson(stored.value, amendment)) return err({ kind: "changed-elsewhere" });
    const family = await this.#records.load(id, "family");
    if (!family.ok) return failed(family.error);
    return ok({
      amendment: { value: amendment, version: stored.version },
      family: { value: family.value.value.family, version: family.value.version },
    });
  }

  async #current(id: ContactId, family: Family) {
    const record = await this.#records.load(id, "contact");
    if (!record.ok) return failed(record.error);
    const { contact } = record.value.value;
    if (contact.status !== "final") return err({ kind: "changed-elsewhere" } as const);
    const last = entryOf(family, id)?.amendments?.findLast(({ status }) => status === "final");
    if (!last) return ok(contact);
    const before = await this.#readBeforeSave(last.id);
    if (!before.ok) return before;
    return before.value.value.status === "final"
      ? ok(currentOf(contact, [before.value.value]))
      : err({ kind: "changed-elsewhere" } as const);
  }
}

function failed(failure: LoadFailure): { ok: false; error: SaveFailure } {
  return err(toFailureBeforeSave(failure));
}

function amendmentContent(amendment: Amendment) {
  return { schema: 1 as const, type: "amendment" as const, amendment };
}

function amendmentWrite<A extends Amendment>({ value, version }: Stored<A>): RowWrite {
  return { id: value.id, expectedVersion: version, plaintext: encodeContent(amendmentContent(value)) };
}

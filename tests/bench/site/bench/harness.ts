import "../../../../src/domain/zod-config.ts";
import { signal } from "@preact/signals";
import type { Contact, DraftContact } from "../../../../src/domain/contact.ts";
import type { Family } from "../../../../src/domain/family.ts";
import type { Stored } from "../../../../src/domain/repositories.ts";
import { foldForSearch, summarise } from "../../../../src/domain/summary.ts";
import type { Result } from "../../../../src/shared/result.ts";
import { CaseloadModel } from "../../../../src/state/caseload-model.ts";
import { Database } from "../../../../src/storage/database.ts";
import { saveMany } from "../../../../src/storage/keep-log.ts";
import { openLogStore } from "../../../../src/storage/log-store.ts";
import { openHeaderStore, openStorage } from "../../../../src/storage/open-storage.ts";
import { encodeContent, type RowContent } from "../../../../src/storage/row-content.ts";
import type { RowWrite } from "../../../../src/storage/save-rows.ts";
import { chunkWrite, directoryOf, splitIntoChunks } from "../../../../src/storage/summary-chunks.ts";
import { VaultClient } from "../../../../src/vault/vault-client.ts";
import { createVaultWorker } from "../../../../src/vault/worker-url.ts";
import { madeUpFamily } from "../../made-up-families.ts";
import { openPlainPuts, openPlainStore } from "../../plain-store.ts";

const databaseName = "safer-sleep-contacts"; // the real app's, which is unlocked later
const passphrase = "violet harbour kettle gravel orchard";
const familiesPerTransaction = 250;

/** What the measuring program calls in this page. */
export interface Harness {
  passphrase: string;
  /** Makes the vault and puts `count` families into it, and their summaries and one family in the clear beside it. */
  seed(count: number): Promise<void>;
  /** Milliseconds from call to commit of our saves, and of plain strict puts of the same bytes in between. */
  saves(count: number): Promise<{ draft: number[]; family: number[]; plainDraft: number[] }>;
  /** Milliseconds per keystroke that the caseload takes to find its rows, and that a bare filter takes. */
  search(): Promise<{ ours: number[]; bare: number[]; families: number }>;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = { passphrase, seed, saves, search };

async function seed(count: number): Promise<void> {
  const client = newClient();
  need(await client.prepare(passphrase));
  need(await client.commit());
  const storage = openStorage({ databaseName, sealer: client });
  const you = { name: "Jo Ward", role: "Health visitor" };
  const settings = need(await storage.settings.load());
  need(await storage.settings.save({ ...settings, value: { ...settings.value, you } }));
  storage.close();

  const store = openLogStore(new Database(databaseName), client);
  const { names } = store;
  const today = Temporal.Now.plainDateISO().toString();
  const plain = await openPlainStore();
  const families: Family[] = [];
  for (let from = 0; from < count; from += familiesPerTransaction) {
    const made = Array.from({ length: Math.min(familiesPerTransaction, count - from) }, (_, n) =>
      madeUpFamily(from + n, today),
    );
    const contents = made.flatMap(({ family, contacts }): RowContent[] => [
      { schema: 1, type: "family", family },
      ...contacts.map((contact) => ({ schema: 1 as const, type: "contact" as const, contact })),
    ]);
    need(await saveMany(store, { kind: "imported" }, () => contents.map(newRow)));
    // Those with a draft are the ones that get opened.
    const opened = made.filter(({ contacts }) => contacts.some(({ status }) => status === "draft"));
    for (const { family, contacts } of opened) await plain.putRecords(family.id, [family, ...contacts]);
    families.push(...made.map(({ family }) => family));
  }

  const summaries = families.map(summarise);
  const parts = splitIntoChunks(summaries);
  const ids = await names.chunks(1, parts.length);
  const chunks = parts.map((part, n) => ({ id: ids[n] ?? "", version: 0, summaries: part }));
  const directory = { id: await names.directory(), version: 0, generation: 1, setAside: 0 };
  need(
    await saveMany(store, { kind: "rebuilt" }, () => {
      const plaintext = encodeContent(directoryOf({ directory, chunks }));
      return [...chunks.map(chunkWrite), { id: directory.id, expectedVersion: 0, plaintext }];
    }),
  );
  await plain.putSummaries(summaries);
  client.lock();
}

function newRow(content: RowContent): RowWrite {
  const id = content.type === "family" ? content.family.id : content.type === "contact" ? content.contact.id : "";
  return { id, expectedVersion: 0, plaintext: encodeContent(content) };
}

async function saves(count: number): Promise<{ draft: number[]; family: number[]; plainDraft: number[] }> {
  const { storage, client } = await unlock();
  const { summaries } = need(await storage.families.loadSummaries());
  const withDraft = summaries.find(({ draft }) => draft !== undefined);
  if (withDraft?.draft === undefined) throw new Error("The store has no draft");
  let draft = asDraft(need(await storage.contacts.load(withDraft.draft.id)));
  let family = need(await storage.families.load(withDraft.id));
  const putPlain = await openPlainPuts(databaseName, "rows", [client.vaultId, draft.value.id]);

  const times = { draft: [] as number[], family: [] as number[], plainDraft: [] as number[] };
  const warmUp = 20;
  for (let n = 0; n < warmUp + count; n++) {
    const kept = n >= warmUp;
    const next = { ...draft, value: withNote(draft.value, n) };
    // Each starts from rest, as a tap does: what follows at once finds the browser's threads and the disk awake.
    await rest();
    const ours = await timed(async () => {
      draft = need(await storage.contacts.saveDraft(next));
    });
    await rest();
    const bare = await timed(putPlain);
    if (kept) times.draft.push(ours);
    if (kept) times.plainDraft.push(bare);
    if (n % 4 !== 0) continue;
    const changed = { ...family, value: { ...family.value, phone: `0113 496 ${String(n).padStart(4, "0")}` } };
    await rest();
    const withIndex = await timed(async () => {
      family = need(await storage.families.save(changed));
    });
    if (kept) times.family.push(withIndex);
  }
  client.lock();
  storage.close();
  return times;
}

async function search(): Promise<{ ours: number[]; bare: number[]; families: number }> {
  const { storage, client } = await unlock();
  const today = signal(Temporal.Now.plainDateISO().toString());
  const model = new CaseloadModel(today);
  await model.load(storage.families);
  const { summaries } = need(await storage.families.loadSummaries());
  const times = { ours: [] as number[], bare: [] as number[], families: summaries.length };
  const typed = ["amina khan", "zoe", "O'Brien-Patel", "LR 104", "yusuf murphy", "nobody at all", "a e"];
  void model.visible.value; // the screen shows the list before anybody types
  for (let round = 0; round < 4; round++) {
    for (const text of typed) {
      for (let length = 1; length <= text.length; length++) {
        const query = text.slice(0, length);
        const ours = await timed(async () => {
          model.search(query);
          void model.visible.value;
          void model.rows.value.length;
        });
        const bare = await timed(async () => {
          const folded = foldForSearch(query);
          void summaries.filter(({ searchText }) => searchText.includes(folded)).slice(0, 25);
        });
        if (round > 0) times.ours.push(ours);
        if (round > 0) times.bare.push(bare);
      }
      model.search("");
      void model.visible.value;
    }
  }
  client.lock();
  storage.close();
  return times;
}

async function unlock() {
  const client = newClient();
  need(await client.unlock({ kind: "passphrase", passphrase }));
  const whenIdle = (work: () => void) => void requestIdleCallback(work, { timeout: 1_000 });
  return { client, storage: openStorage({ databaseName, sealer: client, whenIdle }) };
}

function newClient(): VaultClient {
  return new VaultClient(openHeaderStore({ databaseName }), createVaultWorker);
}

function asDraft({ value, version }: Stored<Contact>): Stored<DraftContact> {
  if (value.status !== "draft") throw new Error("The contact is not a draft");
  return { value, version };
}

function withNote(draft: DraftContact, n: number): DraftContact {
  const { answers } = draft;
  return { ...draft, answers: { ...answers, concerns: { ...answers.concerns, notes: `Said at try ${n}` } } };
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function need<T>(result: Result<T, { kind: string }>): T {
  if (!result.ok) throw new Error(`A step of the measurement failed: ${result.error.kind}`);
  return result.value;
}

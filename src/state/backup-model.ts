import { type ReadonlySignal, signal } from "@preact/signals";
import type { FileCipher, FileLock, FileProblem } from "../domain/file-cipher.ts";
import { type AllRecords, isOnlyInApp, type OnlyHere } from "../domain/record-archive.ts";
import type { LoadFailure, SaveFailure } from "../domain/repositories.ts";
import { type BackedUpContact, mostBackedUp } from "../domain/settings.ts";
import type { UnlockProblem } from "../domain/vault-access.ts";
import { backupContent, backupFileName } from "../exports/backup-file.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";

/** A backup that was made and read back, and not yet put anywhere. */
export interface MadeBackup {
  name: string;
  file: Uint8Array<ArrayBuffer>;
  families: number;
  contacts: number;
  /** Records that could not be read and so are not in it. */
  unreadable: number;
}

/** How far a backup has come. */
export type BackupStage =
  | { stage: "to-make" }
  | { stage: "made"; backup: MadeBackup }
  /** The browser has it; only the person can see whether it arrived. */
  | { stage: "handed-over"; backup: MadeBackup }
  | { stage: "backed-up"; backup: MadeBackup };

/** Why no backup was made. */
export type BackupFailure = UnlockProblem | LoadFailure | FileProblem;

/** Why the file is not counted as a backup. */
export type SavingFailure =
  | { kind: "cancelled" }
  | { kind: "not-written" }
  | { kind: "not-noted"; failure: SaveFailure };

/** Making one encrypted file of all records, and noting that it exists. */
export class BackupModel {
  readonly stage: ReadonlySignal<BackupStage>;
  /** Words that open the file, where there is no team key. New ones for each file. */
  readonly phrase: ReadonlySignal<string>;
  readonly onlyHere: ReadonlySignal<OnlyHere | undefined>;
  readonly #app: AppModel;
  readonly #stage = signal<BackupStage>({ stage: "to-make" });
  readonly #phrase = signal("");
  readonly #onlyHere = signal<OnlyHere | undefined>(undefined);
  #cipher: FileCipher | undefined;
  #noted: { at: string; contacts: BackedUpContact[] } | undefined;

  constructor(app: AppModel) {
    this.#app = app;
    this.stage = this.#stage;
    this.phrase = this.#phrase;
    this.onlyHere = this.#onlyHere;
  }

  /** The team's public key, if it is set. */
  get teamKey(): string | undefined {
    return this.#app.settings.value.value.backup?.teamKey;
  }

  /** Prepares the words, and counts what would be lost. */
  async load(): Promise<void> {
    this.#cipher ??= await this.#app.device.fileCipher();
    if (this.#phrase.value === "") this.#phrase.value = await this.#cipher.newPhrase();
    this.#onlyHere.value = await countOnlyHere(this.#app);
  }

  /** Makes the file from what is stored now. The passphrase is asked again: whoever holds the file holds every record. */
  async make(passphrase: string): Promise<Result<undefined, BackupFailure>> {
    const { workspace, device } = this.#app;
    const known = await workspace.vault.unlock({ kind: "passphrase", passphrase });
    if (!known.ok) return known;
    await this.#app.flushAll();
    const archive = await workspace.archive();
    const records = archive.ok ? await archive.value.readAll() : archive;
    if (!records.ok) return records;
    const madeAt = device.clock.now();
    const settings = this.#app.settings.value.value;
    const content = backupContent({ records: records.value, settings, madeAt, build: device.buildId });
    this.#cipher ??= await device.fileCipher();
    const sealed = await this.#cipher.seal(content, this.#lock());
    if (!sealed.ok) return sealed;
    this.#noted = { at: madeAt, contacts: backedUpContacts(records.value) };
    const { families, contacts, unreadable } = records.value;
    this.#stage.value = {
      stage: "made",
      backup: {
        name: backupFileName(this.#app.today.value),
        file: sealed.value,
        families: families.length,
        contacts: contacts.length,
        unreadable,
      },
    };
    return ok(undefined);
  }

  /** Offers the file for saving; call it within a tap. */
  async save(): Promise<Result<undefined, SavingFailure>> {
    const stage = this.#stage.value;
    if (stage.stage === "to-make") return err({ kind: "cancelled" });
    const { backup } = stage;
    const saved = await this.#app.device.saveFile(backup.name, backup.file);
    if (saved === "cancelled") return err({ kind: "cancelled" });
    if (saved === "failed") return err({ kind: "not-written" });
    if (saved === "saved") return this.#note(backup);
    this.#stage.value = { stage: "handed-over", backup };
    return ok(undefined);
  }

  /** The person has seen that the file arrived. */
  async confirm(): Promise<Result<undefined, SavingFailure>> {
    const stage = this.#stage.value;
    return stage.stage === "handed-over" ? this.#note(stage.backup) : err({ kind: "cancelled" });
  }

  /** Ends what is under way and lets go of the words and the file. */
  leave(): void {
    this.#cipher?.stop();
    this.#phrase.value = "";
    this.#stage.value = { stage: "to-make" };
  }

  #lock(): FileLock {
    const { teamKey } = this;
    return teamKey === undefined
      ? { kind: "phrase", phrase: this.#phrase.value }
      : { kind: "team-key", recipient: teamKey };
  }

  async #note(backup: MadeBackup): Promise<Result<undefined, SavingFailure>> {
    const last = this.#noted;
    if (last === undefined) return err({ kind: "cancelled" });
    const saved = await this.#app.saveSettings((settings) => ({ ...settings, backup: { ...settings.backup, last } }));
    if (!saved.ok) return err({ kind: "not-noted", failure: saved.error });
    this.#stage.value = { stage: "backed-up", backup };
    this.#onlyHere.value = await countOnlyHere(this.#app);
    return ok(undefined);
  }
}

/** What would be lost with this device now; undefined where that cannot be told. */
export async function countOnlyHere(app: AppModel): Promise<OnlyHere | undefined> {
  const archive = await app.workspace.archive();
  if (!archive.ok) return undefined;
  const counted = await archive.value.countOnlyHere(app.settings.value.value.backup?.last?.contacts ?? []);
  return counted.ok ? counted.value : undefined;
}

/** The contacts among these records that are nowhere but in the app, to be remembered as backed up. */
export function backedUpContacts({ families, contacts }: Pick<AllRecords, "families" | "contacts">): BackedUpContact[] {
  const concerned = new Set(families.flatMap(({ value }) => value.contacts.filter(isOnlyInApp).map(({ id }) => id)));
  return contacts
    .filter(({ value }) => concerned.has(value.id))
    .slice(0, mostBackedUp)
    .map(({ value, version }) => ({ id: value.id, version }));
}

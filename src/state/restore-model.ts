import { type ReadonlySignal, signal } from "@preact/signals";
import type { Backup } from "../domain/backup.ts";
import { backupLimits } from "../domain/backup-limits.ts";
import { defaultSettings } from "../domain/default-settings.ts";
import type { FileCipher, FileKey, FileProblem } from "../domain/file-cipher.ts";
import { ContactId, type FamilyId, toId } from "../domain/ids.ts";
import type { RecordArchive } from "../domain/record-archive.ts";
import type { LoadFailure, SaveFailure } from "../domain/repositories.ts";
import { type RestoreChoice, restoreChanges } from "../domain/restore-changes.ts";
import { conflictsOf, planRestore, type RestorePlan } from "../domain/restore-plan.ts";
import { mostBackedUp, type Settings } from "../domain/settings.ts";
import { readBackup } from "../exports/backup-file.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { backedUpContacts } from "./backup-model.ts";

/** A file that was opened and compared with what is here. Nothing is written yet. */
export interface RestorePreview {
  backup: Backup;
  plan: RestorePlan;
  choices: ReadonlyMap<FamilyId | ContactId, RestoreChoice>;
  /** It was made by the vault of this device. */
  isOwn: boolean;
}

/** How far a restore has come. */
export type RestoreStage =
  | { stage: "choose-file" }
  | { stage: "unlock-file"; key: FileKey["kind"] }
  | { stage: "preview"; preview: RestorePreview }
  | { stage: "restoring"; done: number; all: number }
  | { stage: "restored"; families: number };

/** Why a restore stopped. What was written until then is whole, and the same file can be restored again. */
export type RestoreFailure = { failure: SaveFailure | LoadFailure; done: number; all: number };

/** A file as the browser hands it over. */
export interface ChosenFile {
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Putting the records of a backup file back, beside what is here. */
export class RestoreModel {
  readonly stage: ReadonlySignal<RestoreStage>;
  readonly #app: AppModel;
  readonly #stage = signal<RestoreStage>({ stage: "choose-file" });
  #cipher: FileCipher | undefined;
  #file: Uint8Array<ArrayBuffer> | undefined;

  constructor(app: AppModel) {
    this.#app = app;
    this.stage = this.#stage;
  }

  /** Takes a file, if it is small enough and its header asks for no more than we do for a stranger. */
  async choose(chosen: ChosenFile): Promise<Result<undefined, FileProblem>> {
    if (chosen.size > backupLimits.fileBytes) return err({ kind: "too-large" });
    const bytes = await chosen.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) return err({ kind: "damaged" });
    const file = new Uint8Array(bytes);
    this.#cipher ??= await this.#app.device.fileCipher();
    const key = this.#cipher.inspect(file);
    if (!key.ok) return key;
    this.#file = file;
    this.#stage.value = { stage: "unlock-file", key: key.value };
    return ok(undefined);
  }

  /** Opens the file and compares it with what is here. */
  async open(key: FileKey): Promise<Result<undefined, FileProblem | LoadFailure>> {
    if (this.#file === undefined || this.#cipher === undefined) return err({ kind: "stopped" });
    const opened = await this.#cipher.open(this.#file, key);
    const backup = opened.ok ? await readBackup(opened.value) : opened;
    if (!backup.ok) return backup;
    const archive = await this.#app.workspace.archive();
    const records = archive.ok ? await archive.value.readAll() : archive;
    if (!records.ok) return records;
    this.#file = undefined;
    const plan = planRestore(records.value, backup.value);
    const isOwn = records.value.vaultId === backup.value.vaultId;
    this.#stage.value = { stage: "preview", preview: { backup: backup.value, plan, choices: new Map(), isOwn } };
    return ok(undefined);
  }

  /** Says what becomes of one conflict. */
  decide(id: FamilyId | ContactId, choice: RestoreChoice): void {
    const stage = this.#stage.value;
    if (stage.stage !== "preview") return;
    const choices = new Map(stage.preview.choices).set(id, choice);
    this.#stage.value = { ...stage, preview: { ...stage.preview, choices } };
  }

  /** Keeps what is here wherever nothing was chosen yet. */
  keepTheRest(): void {
    for (const id of this.undecided()) this.decide(id, "here");
  }

  /** The conflicts for which nothing was chosen yet. */
  undecided(): (FamilyId | ContactId)[] {
    const stage = this.#stage.value;
    if (stage.stage !== "preview") return [];
    return conflictsOf(stage.preview.plan).filter((id) => !stage.preview.choices.has(id));
  }

  /** Writes, family by family. Does nothing while a conflict is undecided. */
  async restore(): Promise<Result<undefined, RestoreFailure>> {
    const stage = this.#stage.value;
    if (stage.stage !== "preview" || this.undecided().length > 0) return ok(undefined);
    const { backup, plan, choices } = stage.preview;
    const archive = await this.#app.workspace.archive();
    if (!archive.ok) return err({ failure: archive.error, done: 0, all: 0 });
    const changes = restoreChanges(plan, choices, () => toId(ContactId, randomId()));
    for (const [done, change] of changes.entries()) {
      this.#stage.value = { stage: "restoring", done, all: changes.length };
      // Nobody types while this runs, and locking would only make it be run again.
      this.#app.autoLock.stay();
      const written = await archive.value.restore(change);
      if (!written.ok) return this.#stopAt({ failure: written.error, done, all: changes.length });
      this.#app.caseload.show(change.family.value);
    }
    const noted = await this.#takeSettings(archive.value, backup);
    if (!noted.ok) return this.#stopAt({ failure: noted.error, done: changes.length, all: changes.length });
    this.#stage.value = { stage: "restored", families: changes.length };
    return ok(undefined);
  }

  /** Back to choosing a file. */
  startAgain(): void {
    this.leave();
  }

  /** Ends what is under way and lets go of what was read. */
  leave(): void {
    this.#cipher?.stop();
    this.#file = undefined;
    this.#stage.value = { stage: "choose-file" };
  }

  #stopAt(failure: RestoreFailure): { ok: false; error: RestoreFailure } {
    this.#stage.value = { stage: "choose-file" };
    return err(failure);
  }

  // Only what is not set here comes from the file; and what came from it is in a backup already.
  async #takeSettings(archive: RecordArchive, backup: Backup): Promise<Result<undefined, SaveFailure | LoadFailure>> {
    const records = await archive.readAll();
    if (!records.ok) return records;
    const fromFile = new Map(backup.contacts.map(({ value }) => [value.id, JSON.stringify(value)]));
    const inBackup = backedUpContacts({
      families: records.value.families,
      contacts: records.value.contacts.filter(({ value }) => fromFile.get(value.id) === JSON.stringify(value)),
    });
    const saved = await this.#app.saveSettings((settings) => filled(settings, backup, inBackup));
    return saved.ok ? ok(undefined) : saved;
  }
}

type LastBackup = NonNullable<NonNullable<Settings["backup"]>["last"]>;

function filled(settings: Settings, { settings: theirs, madeAt }: Backup, inBackup: LastBackup["contacts"]): Settings {
  const last = settings.backup?.last;
  const known = new Set(inBackup.map(({ id }) => id));
  const contacts = [...inBackup, ...(last?.contacts ?? []).filter(({ id }) => !known.has(id))];
  const isNewer = last === undefined || Date.parse(madeAt) > Date.parse(last.at);
  const redBookPlace = settings.redBookPlace ?? theirs.redBookPlace;
  return {
    ...settings,
    you: settings.you.name === defaultSettings.you.name ? theirs.you : settings.you,
    localNumbers: settings.localNumbers.length === 0 ? theirs.localNumbers : settings.localNumbers,
    ...(redBookPlace === undefined ? {} : { redBookPlace }),
    backup: {
      ...settings.backup,
      last: { at: isNewer ? madeAt : last.at, contacts: contacts.slice(0, mostBackedUp) },
    },
  };
}

import {
  type Backup,
  BackupContact,
  BackupEnvelope,
  BackupFamily,
  backupFormat,
  backupVersion,
} from "../domain/backup.ts";
import { backupLimits } from "../domain/backup-limits.ts";
import type { Moment } from "../domain/dates.ts";
import type { FileProblem } from "../domain/file-cipher.ts";
import type { AllRecords } from "../domain/record-archive.ts";
import type { Settings } from "../domain/settings.ts";
import { StandingRow } from "../domain/standing-row.ts";
import { err, ok, type Result } from "../shared/result.ts";

/** What a backup is made from. */
export interface BackupSource {
  records: AllRecords;
  settings: Settings;
  madeAt: Moment;
  build: string;
}

/** A name that says nothing of anybody: "safer-sleep-backup-2026-11-27.age". */
export function backupFileName(today: string): string {
  return `${backupFormat}-${today}.age`;
}

/** Everything that a restore needs, as the bytes of one JSON document. */
export function backupContent({ records, settings, madeAt, build }: BackupSource): Uint8Array<ArrayBuffer> {
  const { vaultId, families, contacts, standing = [] } = records;
  const { you, lock, redBookPlace, localNumbers } = settings;
  const backup: Backup = {
    format: backupFormat,
    version: backupVersion,
    madeAt,
    build,
    vaultId,
    counts: { families: families.length, contacts: contacts.length },
    settings: { you, lock, localNumbers, ...(redBookPlace === undefined ? {} : { redBookPlace }) },
    families: families.map(({ version, value }) => ({ version, value })),
    contacts: contacts.map(({ version, value }) => ({ version, value })),
    ...(standing.length === 0 ? {} : { standing: [...standing] }),
  };
  return new TextEncoder().encode(JSON.stringify(backup));
}

/**
 * The backup that some JSON holds, or why it is none: everything in it matches its schema, or nothing of it is used.
 * Parses a few records at a time, so that a large file does not freeze the page.
 */
export async function readBackup(json: unknown): Promise<Result<Backup, FileProblem>> {
  if (!isObject(json) || json["format"] !== backupFormat) return err({ kind: "not-a-backup" });
  const { families, contacts, standing = [], ...around } = json;
  const { version } = around;
  if (typeof version === "number" && version > backupVersion) return err({ kind: "newer" });
  const envelope = BackupEnvelope.safeParse(around);
  if (!envelope.success) return err({ kind: "not-a-backup" });
  const readFamilies = await readList(families, BackupFamily);
  const readContacts = await readList(contacts, BackupContact);
  const readStanding = await readList(standing, StandingRow);
  if (readFamilies === undefined || readContacts === undefined || readStanding === undefined) {
    return err({ kind: "not-a-backup" });
  }
  const backup: Backup = {
    ...envelope.data,
    families: readFamilies,
    contacts: readContacts,
    ...(readStanding.length === 0 ? {} : { standing: readStanding }),
  };
  return isWhole(backup) ? ok(backup) : err({ kind: "not-a-backup" });
}

const AT_A_TIME = 20;

interface Parser<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

async function readList<T>(list: unknown, schema: Parser<T>): Promise<T[] | undefined> {
  if (!Array.isArray(list) || list.length > backupLimits.records) return undefined;
  const read: T[] = [];
  for (const item of list) {
    const parsed = schema.safeParse(item);
    if (!parsed.success) return undefined;
    read.push(parsed.data);
    if (read.length % AT_A_TIME === 0) await nextTask();
  }
  return read;
}

// The counts hold, and no id stands for two records.
function isWhole({ counts, families, contacts, standing = [] }: Backup): boolean {
  const ids = [...families, ...contacts, ...standing].map(({ value }) => value.id);
  return (
    counts.families === families.length &&
    counts.contacts === contacts.length &&
    new Set<string>(ids).size === ids.length
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

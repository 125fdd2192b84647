import * as z from "zod/mini";
import { Contact } from "./contact.ts";
import { Moment } from "./dates.ts";
import { Family } from "./family.ts";
import { Settings } from "./settings.ts";
import type { StandingRow } from "./standing-row.ts";

/** The word that says what the file is, and the version of its schema. */
export const backupFormat = "safer-sleep-backup";
export const backupVersion = 1;

// Versions of rows only say which of two states came later, and only between a vault and its own backup.
const RowVersion = z.int().check(z.gte(1), z.lte(2 ** 31 - 1));

/** The settings that go along: not the team key, which a file from elsewhere could change for all later backups. */
export const BackupSettings = z.pick(Settings, { you: true, lock: true, redBookPlace: true, localNumbers: true });
export type BackupSettings = z.infer<typeof BackupSettings>;

export const BackupFamily = z.strictObject({ version: RowVersion, value: Family });
export type BackupFamily = z.infer<typeof BackupFamily>;

export const BackupContact = z.strictObject({ version: RowVersion, value: Contact });
export type BackupContact = z.infer<typeof BackupContact>;

/** What stands around the records in a backup. */
export const BackupEnvelope = z.strictObject({
  format: z.literal(backupFormat),
  version: z.literal(backupVersion),
  madeAt: Moment,
  /** The build of the app that made it. */
  build: z.string().check(z.maxLength(100)),
  vaultId: z.string().check(z.maxLength(64)),
  counts: z.strictObject({ families: z.int(), contacts: z.int() }),
  settings: BackupSettings,
});

/** All records of one vault at one moment, as they stand in a backup file. */
export interface Backup extends z.infer<typeof BackupEnvelope> {
  families: BackupFamily[];
  contacts: BackupContact[];
  /** Amendments, marks of an error and receipts. A file without any has no such list. */
  standing?: StandingRow[];
}

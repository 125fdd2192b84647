import type { Result } from "../shared/result.ts";
import type { Moment } from "./dates.ts";
import type { FileCipher } from "./file-cipher.ts";

/** The device's clock. */
export interface Clock {
  now(): Moment;
  /** IANA name of the zone the device is set to. */
  timeZone(): string;
  /** Milliseconds that never go back and that count the time a device slept. */
  monotonic(): number;
  /** Milliseconds that only the passing of time moves. They may stand still while the device sleeps. */
  steady(): number;
}

/** How this app can be installed here, or that it is. */
export type InstallState =
  /** It runs in a window of its own. */
  | { kind: "installed" }
  /** The browser offers to install it. */
  | { kind: "offered" }
  /** iPhone or iPad: Share, then Add to Home Screen. The installed app has storage of its own, apart from the tab's. */
  | { kind: "home-screen" }
  /** No offer so far. The browser's menu may still have one. */
  | { kind: "not-offered" };

/** Whether the app would start and run without a network, and if not, why. */
export type OfflineCheck =
  /** A worker controls this page and every file of its release is in the cache. */
  | { kind: "ready"; files: number }
  /** The browser has no service workers, or keeps them from this page (some private modes do). */
  | { kind: "unsupported" }
  /** The worker is still being installed, or was never registered. */
  | { kind: "not-active" }
  /** A worker is active but does not answer for this page: it was loaded past it. A reload mends that. */
  | { kind: "not-controlled" }
  /** The worker did not say which files it holds. */
  | { kind: "no-answer" }
  /** Files of the release are not in the cache: the download broke off, or the device cleared space. */
  | { kind: "files-missing"; files: number; missing: string[] };

/** Whether the browser promised not to clear this site's data when space runs low. */
export type Persistence = "promised" | "not-promised" | "unknown";

/** What the browser says about keeping this site's data. A figure it does not give is undefined. */
export interface StorageHealth {
  persistence: Persistence;
  /** Bytes in use by this site, rounded by the browser. */
  usedBytes: number | undefined;
  /** Bytes this site may use. An estimate, and in some browsers far above what the disk has. */
  quotaBytes: number | undefined;
}

/** Why nothing can be kept on this device. */
export type StorageFault =
  /** There is no database, or it cannot be opened: private mode, blocked site data, or a damaged profile. */
  | { kind: "unavailable"; cause: unknown }
  /** The database opens but a write does not last: no space, or a mode that only pretends. */
  | { kind: "not-written"; cause: unknown }
  /** The browser gave no answer in time. */
  | { kind: "no-answer" };

/** What became of a file that was to be saved. */
export type SavedFile =
  /** It was written where the person chose, and read back. */
  | "saved"
  /** The browser took it for its downloads. Whether it arrived only the person can see. */
  | "handed-over"
  /** The person closed the browser's question. */
  | "cancelled"
  /** It was not written, or did not read back as it is. */
  | "failed";

/** What the app may ask of the browser and the device around it. */
export interface Device {
  clock: Clock;
  /** Version and commit of the app that runs. */
  buildId: string;
  installState(): InstallState;
  /** Shows the browser's own install question; must be called within a tap. Resolves to whether the user agreed. */
  install(): Promise<boolean>;
  /** Calls back at each change of `installState`. Returns how to stop. */
  onInstallChange(listener: () => void): () => void;
  checkOffline(): Promise<OfflineCheck>;
  /** Whether the host sent the headers that shut the app off from others. Without them it is fit for training only. */
  isShutOff(): boolean;
  storageHealth(): Promise<StorageHealth>;
  /** Asks the browser to keep the records, and says what it answered. Call it after a tap. */
  askToKeep(): Promise<Persistence>;
  /** Writes a value, reads it back and removes it: the proof that this device keeps data at all. */
  proveStorage(): Promise<Result<undefined, StorageFault>>;
  /** Applies an update that waits. The page reloads. Only to be called while locked. */
  applyUpdate(): void;
  /** Calls back once what has just changed is on the screen, within 100 ms. Returns how to call it off. */
  afterPaint(action: () => void): () => void;
  copyText(text: string): Promise<Result<undefined, "not-allowed">>;
  /** Offers a file for saving; must be called within a tap. */
  saveFile(name: string, content: Uint8Array<ArrayBuffer>): Promise<SavedFile>;
  /** Makes and opens encrypted files. */
  fileCipher(): Promise<FileCipher>;
  print(): void;
  reload(): void;
  /** Makes this window the one that writes, when the app is open in another. */
  takeOver(): void;
}

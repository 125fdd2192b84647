import type { Result } from "../shared/result.ts";
import type { Moment } from "./dates.ts";

/** The device's clock. */
export interface Clock {
  now(): Moment;
  /** IANA name of the zone the device is set to. */
  timeZone(): string;
  /** Milliseconds that only go forward while the app runs. */
  monotonic(): number;
}

/** What one check of working offline found. */
export interface OfflineCheck {
  ready: boolean;
  /** Files of the app that are on the device, and files there should be. */
  cached: number;
  expected: number;
}

/** What the browser says of the space for records. */
export interface StorageHealth {
  /** True when the browser promised not to clear the records by itself; undefined where it cannot be asked. */
  persisted: boolean | undefined;
  /** Bytes in use, where the browser tells. */
  usedBytes: number | undefined;
  /** Whether a test value could be written and read back. False in private windows of some browsers. */
  works: boolean;
}

/** How the app is installed, or can be. */
export type InstallState = "installed" | "can-ask" | "ios-tab" | "browser-tab";

/** What the app may ask of the browser and the device around it. */
export interface Device {
  clock: Clock;
  installState(): InstallState;
  /** Shows the browser's own install question. Resolves to whether the user agreed. */
  askToInstall(): Promise<boolean>;
  checkOffline(): Promise<OfflineCheck>;
  checkStorage(): Promise<StorageHealth>;
  /** Asks the browser to keep the records, and says what it answered. */
  askToKeep(): Promise<boolean | undefined>;
  /** Applies an update that waits. The page reloads. Only to be called while locked. */
  applyUpdate(): void;
  copyText(text: string): Promise<Result<undefined, "not-allowed">>;
  print(): void;
}

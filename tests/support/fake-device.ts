import type {
  Clock,
  Device,
  InstallState,
  OfflineCheck,
  SavedFile,
  StorageFault,
  StorageHealth,
} from "../../src/domain/device.ts";
import { ok, type Result } from "../../src/shared/result.ts";
import { FakeCipher } from "./fake-cipher.ts";

/** A clock that moves only when told to. It starts on 23 November 2026 at 2:05pm in London. */
class FakeClock implements Clock {
  #milliseconds = Date.parse("2026-11-23T14:05:00Z");
  #steady = 0;

  now(): string {
    return new Date(this.#milliseconds).toISOString();
  }

  timeZone(): string {
    return "Europe/London";
  }

  monotonic(): number {
    return this.#milliseconds;
  }

  steady(): number {
    return this.#steady;
  }

  /** Time passes. */
  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
    this.#steady += milliseconds;
  }

  /** Somebody sets the clock, or the device slept until then. */
  setTo(moment: string): void {
    this.#milliseconds = Date.parse(moment);
  }
}

/** A device on which everything is well, until a test changes one of its answers. */
export class FakeDevice implements Device {
  readonly clock = new FakeClock();
  buildId = "0.1.0+test";
  offline: OfflineCheck = { kind: "ready", files: 40 };
  health: StorageHealth = { persistence: "promised", usedBytes: 2_400_000, quotaBytes: 1_000_000_000 };
  storage: Result<undefined, StorageFault> = ok(undefined);
  shutOff = true;
  /** What the person answers to the browser's install question. */
  agreesToInstall = true;
  allowsCopying = true;
  /** What becomes of files that are to be saved. */
  savesFiles: SavedFile = "saved";
  /** Files offered for saving, oldest first. */
  readonly files: { name: string; content: Uint8Array<ArrayBuffer> }[] = [];
  readonly cipher = new FakeCipher();
  /** Texts put on the clipboard, oldest first. */
  readonly copied: string[] = [];
  /** Names of the calls that leave nothing else behind, oldest first. */
  readonly calls: ("install" | "applyUpdate" | "print" | "reload" | "takeOver" | "askToKeep")[] = [];

  readonly #installListeners = new Set<() => void>();
  #install: InstallState = { kind: "installed" };

  installState(): InstallState {
    return this.#install;
  }

  /** Changes how the app can be installed, and tells whoever listens. */
  setInstallState(state: InstallState): void {
    this.#install = state;
    for (const listener of this.#installListeners) listener();
  }

  async install(): Promise<boolean> {
    this.calls.push("install");
    // A browser's offer can be shown once, whatever the answer.
    this.setInstallState(this.agreesToInstall ? { kind: "installed" } : { kind: "not-offered" });
    return this.agreesToInstall;
  }

  onInstallChange(listener: () => void): () => void {
    this.#installListeners.add(listener);
    return () => this.#installListeners.delete(listener);
  }

  async checkOffline(): Promise<OfflineCheck> {
    return this.offline;
  }

  isShutOff(): boolean {
    return this.shutOff;
  }

  async storageHealth(): Promise<StorageHealth> {
    return this.health;
  }

  async askToKeep(): Promise<StorageHealth["persistence"]> {
    this.calls.push("askToKeep");
    return this.health.persistence;
  }

  async proveStorage(): Promise<Result<undefined, StorageFault>> {
    return this.storage;
  }

  applyUpdate(): void {
    this.calls.push("applyUpdate");
  }

  afterPaint(action: () => void): () => void {
    action();
    return () => undefined;
  }

  async copyText(text: string): Promise<Result<undefined, "not-allowed">> {
    if (!this.allowsCopying) return { ok: false, error: "not-allowed" };
    this.copied.push(text);
    return ok(undefined);
  }

  async saveFile(name: string, content: Uint8Array<ArrayBuffer>): Promise<SavedFile> {
    if (this.savesFiles === "saved" || this.savesFiles === "handed-over") this.files.push({ name, content });
    return this.savesFiles;
  }

  async fileCipher(): Promise<FakeCipher> {
    return this.cipher;
  }

  print(): void {
    this.calls.push("print");
  }

  reload(): void {
    this.calls.push("reload");
  }

  takeOver(): void {
    this.calls.push("takeOver");
  }
}

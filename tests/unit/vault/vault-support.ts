import { vi } from "vitest";
import type { HeaderStore, PlainRow } from "../../../src/domain/sealing.ts";
import { KDF_FLOOR, type VaultHeader } from "../../../src/vault/header.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { serveVault } from "../../../src/vault/vault-service.ts";

export const PASSPHRASE = "aspect calm iron zebra lunar";
export const OTHER_PASSPHRASE = "gravel tulip monkey saddle brisk";
export const WRONG_PASSPHRASE = "aspect calm iron zebra solar";

/** An engine at the least cost allowed, so that a test may unlock many times. */
export function aCore(): VaultCore {
  return new VaultCore({ kdf: KDF_FLOOR });
}

/** What each worker is started with from here on; none of them runs. Undo with `vi.unstubAllGlobals`. */
export function startedWorkers(): unknown[][] {
  const started: unknown[][] = [];
  vi.stubGlobal("location", new URL("https://contacts.example/"));
  vi.stubGlobal(
    "Worker",
    class {
      constructor(...args: unknown[]) {
        started.push(args);
      }
    },
  );
  return started;
}

export function aRow(id: string, text: string, version = 1): PlainRow {
  return { id, version, plaintext: new TextEncoder().encode(text) };
}

export function textOf(plaintext: Uint8Array): string {
  return new TextDecoder().decode(plaintext);
}

/** The passphrase unlocker of a header, first in the list of each vault made here. */
export function passphraseUnlocker(header: VaultHeader) {
  const unlocker = header.unlockers.find(({ type }) => type === "passphrase");
  if (unlocker?.type !== "passphrase") throw new Error("No passphrase unlocker");
  return unlocker;
}

export function recoveryUnlocker(header: VaultHeader) {
  const unlocker = header.unlockers.find(({ type }) => type === "recovery-key");
  if (unlocker?.type !== "recovery-key") throw new Error("No recovery-key unlocker");
  return unlocker;
}

/** A copy of `bytes` with one bit turned over. */
export function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const flipped = Uint8Array.from(bytes);
  flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

/** A header store in memory whose next calls can be made to fail. */
export class MemoryHeaderStore implements HeaderStore {
  header: unknown;
  tries: unknown;
  saveFails = false;
  saveTriesFails = false;

  async load(): Promise<unknown> {
    return structuredClone(this.header);
  }

  async save(header: object, expected: object | undefined): Promise<void> {
    if (this.saveFails) throw new Error("The disk is full");
    if (JSON.stringify(this.header) !== JSON.stringify(expected)) throw new Error("Another header stands there");
    this.header = structuredClone(header);
  }

  async loadTries(): Promise<unknown> {
    return structuredClone(this.tries);
  }

  async saveTries(tries: object): Promise<void> {
    if (this.saveTriesFails) throw new Error("The disk is full");
    this.tries = structuredClone(tries);
  }
}

/** A Worker that runs the engine in this process, behind a real message channel. */
export class InProcessWorker extends EventTarget {
  readonly #page: MessagePort;
  readonly received: unknown[] = [];
  isTerminated = false;

  constructor(core: VaultCore = aCore()) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    port1.addEventListener("message", (event) => this.reply(event.data));
    port1.start();
    serveVault(port2, core);
    port2.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.received.push(message);
    this.#page.postMessage(message, transfer);
  }

  /** Gives the page a message as if the worker had sent it. */
  reply(message: unknown): void {
    if (!this.isTerminated) this.dispatchEvent(new MessageEvent("message", { data: message }));
  }

  terminate(): void {
    this.isTerminated = true;
    this.#page.close();
  }
}

/** The fake where a Worker is asked for: it has all that VaultCalls uses of one. */
export function asWorker(worker: InProcessWorker): Worker {
  return worker as unknown as Worker;
}

/** The vault as the page sees it, over this store, while the time stands still. */
export function aClientOn(store: MemoryHeaderStore, newCore: () => VaultCore = aCore): VaultClient {
  return new VaultClient(
    store,
    () => asWorker(new InProcessWorker(newCore())),
    () => Date.UTC(2026, 10, 23),
  );
}

/** The same, with a vault that was just made. */
export async function anUnlockedVaultOn(store: MemoryHeaderStore, newCore?: () => VaultCore): Promise<VaultClient> {
  const client = aClientOn(store, newCore);
  await client.prepare(PASSPHRASE);
  await client.commit();
  return client;
}

import type { FileAccess, Folder, FolderFile } from "../../src/storage/journal/folder.ts";

/** Every call that can go wrong. */
export type FolderCall =
  | "keys"
  | "open"
  | "lock"
  | "size"
  | "write"
  | "truncate"
  | "flush"
  | "close"
  | "read"
  | "remove";

/**
 * A folder as the origin private file system gives it: one writer for each file, and what was not flushed is lost in a
 * crash. Calls go wrong when `failAt` says so.
 */
export class FakeFolder implements Folder {
  readonly files = new Map<
    string,
    { onDisk: Uint8Array<ArrayBuffer>; now: Uint8Array<ArrayBuffer>; isLocked: boolean }
  >();
  /** Calls so far, from the last `plan`. */
  calls: FolderCall[] = [];
  #failAt: number | undefined;
  #isLasting = false;
  #isTorn = false;

  /** Makes the call of this number fail, counted from 0; `isLasting`: and all after it. A torn write writes half. */
  plan({
    failAt,
    isLasting = false,
    isTorn = false,
  }: {
    failAt?: number;
    isLasting?: boolean;
    isTorn?: boolean;
  }): void {
    this.calls = [];
    this.#failAt = failAt;
    this.#isLasting = isLasting;
    this.#isTorn = isTorn;
  }

  get hasFailed(): boolean {
    return this.#failAt !== undefined && this.calls.length > this.#failAt;
  }

  /** The power goes: what was not flushed is gone, and nobody holds a file any more. */
  crash(): void {
    for (const file of this.files.values()) Object.assign(file, { now: file.onDisk, isLocked: false });
  }

  /** The bytes of a file. */
  bytes(name: string): Uint8Array<ArrayBuffer> {
    return this.files.get(name)?.now ?? new Uint8Array();
  }

  put(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.files.set(name, { onDisk: bytes, now: bytes, isLocked: false });
  }

  async *keys(): AsyncGenerator<string> {
    this.#call("keys");
    yield* [...this.files.keys()];
  }

  async getFileHandle(name: string, options?: { create: boolean }): Promise<FolderFile> {
    this.#call("open");
    if (!this.files.has(name)) {
      if (!options?.create) throw new DOMException("", "NotFoundError");
      this.put(name, new Uint8Array());
    }
    const file = this.files.get(name)!;
    return {
      getFile: async () => {
        this.#call("read");
        return { arrayBuffer: async () => file.now.slice().buffer };
      },
      createSyncAccessHandle: async () => {
        this.#call("lock");
        if (file.isLocked) throw new DOMException("", "NoModificationAllowedError");
        file.isLocked = true;
        return this.#access(file);
      },
    };
  }

  async removeEntry(name: string): Promise<void> {
    this.#call("remove");
    this.files.delete(name);
  }

  #access(file: { onDisk: Uint8Array<ArrayBuffer>; now: Uint8Array<ArrayBuffer>; isLocked: boolean }): FileAccess {
    return {
      getSize: () => {
        this.#call("size");
        return file.now.length;
      },
      write: (bytes, { at }) => {
        const isTorn = this.#strikes("write");
        if (isTorn && !this.#isTorn) throw new DOMException("", "QuotaExceededError");
        const written = isTorn ? bytes.subarray(0, bytes.length >> 1) : bytes;
        const next = new Uint8Array(Math.max(file.now.length, at + written.length));
        next.set(file.now);
        next.set(written, at);
        file.now = next;
        return written.length;
      },
      truncate: (size) => {
        this.#call("truncate");
        file.now = file.now.slice(0, size);
      },
      flush: () => {
        this.#call("flush");
        file.onDisk = file.now;
      },
      close: () => {
        file.isLocked = false;
        this.#call("close");
        file.onDisk = file.now;
      },
    };
  }

  #call(call: FolderCall): void {
    if (this.#strikes(call)) throw new DOMException("", "QuotaExceededError");
  }

  #strikes(call: FolderCall): boolean {
    const at = this.calls.push(call) - 1;
    if (this.#failAt === undefined) return false;
    return this.#isLasting ? at >= this.#failAt : at === this.#failAt;
  }
}

import type { JournalFiles, JournalMedium } from "./medium.ts";

/** The most bytes after which a new segment is begun. */
export const SEGMENT_BYTES = 4 * 1024 * 1024;

/** The parts of a folder in the origin private file system that are used. The DOM types know them only for workers. */
export interface Folder {
  keys(): AsyncIterable<string>;
  getFileHandle(name: string, options?: { create: boolean }): Promise<FolderFile>;
  removeEntry(name: string): Promise<void>;
}

/** One file of it. */
export interface FolderFile {
  getFile(): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  createSyncAccessHandle(): Promise<FileAccess>;
}

/** A file that is open for writing; nobody else can open it meanwhile. */
export interface FileAccess {
  getSize(): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** The journal in a folder of files, each named by its number. */
export class JournalFolder implements JournalMedium {
  readonly #folder: Folder;
  #open: FileAccess | undefined;
  #isFull = false;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  async append(records: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    const file = await this.#current();
    const start = file.getSize();
    try {
      let at = start;
      let expected = start;
      for (const record of records) {
        at += file.write(record, { at });
        expected += record.length;
      }
      if (at < expected) throw new Error("Too little was written");
      file.flush();
      this.#isFull = at >= SEGMENT_BYTES;
    } catch (error) {
      try {
        file.truncate(start);
      } finally {
        this.release(); // whether this file is still good for anything is not known
      }
      throw error;
    }
  }

  async segments(): Promise<number[]> {
    const numbers: number[] = [];
    for await (const name of this.#folder.keys()) numbers.push(Number(name));
    return numbers.filter(Number.isSafeInteger).sort((a, b) => a - b);
  }

  startSegment(): void {
    this.#isFull = true;
  }

  release(): void {
    this.#open?.close();
    this.#open = undefined;
  }

  async files(): Promise<JournalFiles> {
    return (await import("./folder-files.ts")).filesOf(this.#folder);
  }

  async #current(): Promise<FileAccess> {
    if (this.#open && !this.#isFull) return this.#open;
    const last = (await this.segments()).at(-1) ?? 1;
    let segment = this.#isFull ? last + 1 : last;
    this.release();
    for (;;) {
      const handle = await this.#folder.getFileHandle(String(segment), { create: true });
      try {
        this.#open = await handle.createSyncAccessHandle();
        this.#isFull = false;
        return this.#open;
      } catch (error) {
        // A window that was put to sleep may never let go of its file. Ours stands after it.
        if (segment++ > last) throw error;
      }
    }
  }
}

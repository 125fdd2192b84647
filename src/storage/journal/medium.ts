/** Where the journal lies: numbered segments, in which records stand one after another in the order they were added. */
export interface JournalMedium {
  /** Adds records at the end. Once this resolves they are on the disk; if it rejects, part of them may be. */
  append(records: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** The numbers of all segments, lowest first. */
  segments(): Promise<number[]>;
  /** Makes the next append begin a new segment. */
  startSegment(): void;
  /** Lets go of the files, so that another window can write. The next use takes them up again. */
  release(): void;
  /** What is needed for reading and tidying up, and never for a save. */
  files(): Promise<JournalFiles>;
}

/** The segments one by one. */
export interface JournalFiles {
  /** The bytes of one segment. */
  read(segment: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Drops what follows `length` in a segment. The journal has to be released before. */
  cut(segment: number, length: number): Promise<void>;
  /** Removes a segment. */
  remove(segment: number): Promise<void>;
}

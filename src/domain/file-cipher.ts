import type { Result } from "../shared/result.ts";

/** What a file is locked with: the team's public age key, or words that open it. */
export type FileLock = { kind: "team-key"; recipient: string } | { kind: "phrase"; phrase: string };

/** What opens a file: the secret half of the team's key, or the words. */
export type FileKey = { kind: "identity"; identity: string } | { kind: "phrase"; phrase: string };

/** Why a file was not made or not opened. */
export type FileProblem =
  /** Not an age file, or what is inside is not a backup of this app. */
  | { kind: "not-a-backup" }
  /** Larger, packed or unpacked, than any backup. */
  | { kind: "too-large" }
  /** Its header asks for more work than we do for a stranger. */
  | { kind: "too-costly" }
  /** The words or the key do not fit, or the part of the file that they open was changed. */
  | { kind: "wrong-key" }
  /** Not a public or secret age key. */
  | { kind: "not-a-key" }
  /** It opened, but what follows was changed or cut off. */
  | { kind: "damaged" }
  /** Made by a newer version of the app. */
  | { kind: "newer" }
  /** What was made did not read back as what went in. */
  | { kind: "not-verified" }
  /** It took too long, or somebody stopped it, or the worker died. */
  | { kind: "stopped" };

/** Makes and opens age files, in a worker of its own for each. What a hostile file can do ends with that worker. */
export interface FileCipher {
  /** Six random words, 77.5 bits. */
  newPhrase(): Promise<string>;
  /** Whether this is a public age key, its checksum included. */
  checkTeamKey(recipient: string): Promise<Result<undefined, FileProblem>>;
  /** What a file asks for, read from its header alone. Refuses what is over the limits, before any work. */
  inspect(file: Uint8Array): Result<FileKey["kind"], FileProblem>;
  /** Packs and encrypts, then opens what it made and compares before it resolves. */
  seal(content: Uint8Array<ArrayBuffer>, lock: FileLock): Promise<Result<Uint8Array<ArrayBuffer>, FileProblem>>;
  /** The JSON inside a file, within the limits but not yet parsed by any schema. */
  open(file: Uint8Array<ArrayBuffer>, key: FileKey): Promise<Result<unknown, FileProblem>>;
  /** Ends what is under way. */
  stop(): void;
}

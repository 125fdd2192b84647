import type { FileCipher, FileKey, FileLock, FileProblem } from "../../src/domain/file-cipher.ts";
import { err, ok, type Result } from "../../src/shared/result.ts";

/** The words on every fake backup. */
export const fakePhrase = "amber basin candle dune ember fern";

/** The public and the secret half of every fake team key. */
export const fakeTeamKey = { recipient: "age1team", identity: "AGE-SECRET-KEY-1TEAM" };

/** A cipher that hides nothing: its files are JSON that says what opens them. It follows the contract of the real one. */
export class FakeCipher implements FileCipher {
  /** What the next calls meet instead of being looked at, until it is undefined again. */
  refuse: FileProblem | undefined;
  stops = 0;

  async newPhrase(): Promise<string> {
    return fakePhrase;
  }

  async checkTeamKey(recipient: string): Promise<Result<undefined, FileProblem>> {
    return recipient === fakeTeamKey.recipient ? ok(undefined) : err({ kind: "not-a-key" });
  }

  inspect(file: Uint8Array): Result<FileKey["kind"], FileProblem> {
    const read = readFile(file);
    if (read === undefined) return err({ kind: "not-a-backup" });
    return ok(read.lock.kind === "phrase" ? "phrase" : "identity");
  }

  async seal(content: Uint8Array<ArrayBuffer>, lock: FileLock): Promise<Result<Uint8Array<ArrayBuffer>, FileProblem>> {
    if (this.refuse !== undefined) return err(this.refuse);
    const json: unknown = JSON.parse(new TextDecoder().decode(content));
    return ok(new TextEncoder().encode(JSON.stringify({ lock, json })));
  }

  async open(file: Uint8Array<ArrayBuffer>, key: FileKey): Promise<Result<unknown, FileProblem>> {
    if (this.refuse !== undefined) return err(this.refuse);
    const read = readFile(file);
    if (read === undefined) return err({ kind: "not-a-backup" });
    const fits =
      key.kind === "phrase"
        ? read.lock.kind === "phrase" && read.lock.phrase === key.phrase
        : read.lock.kind === "team-key" && key.identity === fakeTeamKey.identity;
    return fits ? ok(read.json) : err({ kind: "wrong-key" });
  }

  stop(): void {
    this.stops += 1;
  }
}

function readFile(file: Uint8Array): { lock: FileLock; json: unknown } | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(file));
  } catch {
    return undefined;
  }
}

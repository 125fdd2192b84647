import type { CopyCheck, CopyFailure, PutBack, SecondCopy, Witness } from "../../src/domain/second-copy.ts";
import { err, ok, type Result } from "../../src/shared/result.ts";

/** A second copy that has everything, until a test says what it found. */
export class FakeSecondCopy implements SecondCopy {
  isWritten = true;
  isRebuildDue = false;
  found: CopyCheck = { kept: 0, toPutBack: 0, forked: 0, added: 0, wasDamaged: false, hasHeader: true };
  witnessed: Witness | undefined;
  /** What every call meets while it is set. */
  failure: CopyFailure | undefined;
  /** How many records of the next putting back will not go back. */
  left = 0;
  /** What putting back waits for, and what it brings about. */
  onPutBack: () => void | Promise<void> = () => {};
  hasStartedAgain = false;

  async check(): Promise<Result<CopyCheck, CopyFailure>> {
    return this.failure ? err(this.failure) : ok(this.found);
  }

  async putBack(onProgress: (done: number, all: number) => void = () => {}): Promise<Result<PutBack, CopyFailure>> {
    if (this.failure) return err(this.failure);
    const { toPutBack } = this.found;
    onProgress(toPutBack, toPutBack);
    await this.onPutBack();
    this.found = { ...this.found, toPutBack: this.left };
    return ok({ putBack: toPutBack - this.left, left: this.left });
  }

  noteRebuilt(): void {
    this.isRebuildDue = false;
  }

  async witness(): Promise<Witness | undefined> {
    return this.witnessed;
  }

  async startAgain(): Promise<void> {
    this.hasStartedAgain = true;
  }
}

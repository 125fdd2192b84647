import { signal } from "@preact/signals";
import type { LookOver } from "../domain/workspace.ts";

/** Records that the second copy has and the store has not, and how to put them back. */
export interface FoundInCopy {
  count: number;
  putBack(): Promise<void>;
  /** How putting back went, once it was tried: undefined before. */
  left: number | undefined;
}

/** What the looks after an unlock found amiss, until the next lock. */
export class StoreLooks {
  /** How many records something other than the app seems to have changed. */
  readonly suspects = signal(0);
  readonly foundInCopy = signal<FoundInCopy | undefined>(undefined);

  /** Takes up what a look over the store found. */
  take({ suspects, isLogPutBack }: LookOver): void {
    // Where the second copy has what the store lacks, the caseload offers that already.
    const isPutBack = isLogPutBack && this.foundInCopy.value === undefined;
    this.suspects.value = suspects + Number(isPutBack);
  }

  clear(): void {
    this.suspects.value = 0;
    this.foundInCopy.value = undefined;
  }
}

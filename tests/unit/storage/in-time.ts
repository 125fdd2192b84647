import { vi } from "vitest";
import { TRANSACTION_TIMEOUT_MS } from "../../../src/storage/database.ts";
import type { Faults } from "../../support/faulty-idb.ts";

const realSetTimeout = setTimeout;

/**
 * What comes of a save whose disk stops answering. Lets the watchdog's time pass once it has; sealing and the rest of
 * the disk take real time. Needs fake timers for setTimeout and clearTimeout.
 */
export async function inTime<T>(saving: Promise<T>, faults: Faults | undefined): Promise<T> {
  let outcome: { value: T } | undefined;
  let hasPassed = false;
  void saving.then((value) => {
    outcome = { value };
  });
  for (let round = 0; round < 2000 && outcome === undefined; round++) {
    await new Promise((resolve) => realSetTimeout(resolve, 1));
    if (!faults?.hasStruck || hasPassed) continue;
    hasPassed = true;
    await vi.advanceTimersByTimeAsync(TRANSACTION_TIMEOUT_MS);
  }
  if (outcome === undefined) throw new Error("The save never ended");
  return outcome.value;
}

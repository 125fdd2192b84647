const LOCK = "vault-write";
const LONGEST_WAIT_MS = 2000;

/**
 * Runs `work` while no other window writes. The lock only spares windows each other's conflicts; what keeps a change
 * from being lost is the check of versions inside the transaction. So where there are no locks, or the holder is a
 * frozen window, work goes ahead without.
 */
export async function withWriteLock<T>(work: () => Promise<T>): Promise<T> {
  // Not in every browser, and not in Node; the DOM types say that it always is.
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (!locks) return work();

  let hasStarted = false;
  try {
    return await locks.request(LOCK, { signal: AbortSignal.timeout(LONGEST_WAIT_MS) }, () => {
      hasStarted = true;
      return work();
    });
  } catch (error) {
    if (hasStarted) throw error;
    return work();
  }
}

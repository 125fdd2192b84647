/** What the app hears about other windows of itself. */
export interface WindowListeners {
  /** This window may write. */
  onOwned(): void;
  /** Another window has the app open, or has just taken over. */
  onElsewhere(): void;
}

/** Makes this window the one that writes. */
export interface OneWindow {
  takeOver(): void;
}

const lockName = "safer-sleep-window";

/**
 * Lets one window at a time write. The browser's own lock is held for as long as the window lives, so a crash frees
 * it. Where the browser has no locks, every window may write, and the version of each row keeps saves apart.
 */
export function holdWindow(
  listeners: WindowListeners,
  locks: Pick<LockManager, "request"> | undefined = navigator.locks,
): OneWindow {
  if (locks === undefined) {
    listeners.onOwned();
    return { takeOver: () => listeners.onOwned() };
  }

  function request(options: LockOptions): void {
    locks
      ?.request(lockName, options, (lock) => {
        if (lock === null) {
          listeners.onElsewhere();
          return undefined;
        }
        listeners.onOwned();
        return new Promise<never>(() => undefined);
      })
      // Rejects when another window steals the lock.
      .catch(() => listeners.onElsewhere());
  }

  request({ ifAvailable: true });
  return { takeOver: () => request({ steal: true }) };
}

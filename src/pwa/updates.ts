import { Workbox } from "workbox-window";
import { trustedScriptUrl } from "../shared/script-url.ts";
import { isInUse } from "./in-use.ts";

/** What the app wants to hear from its service worker. */
export interface UpdateListeners {
  /** A new release is downloaded and waits. Nothing changes until `applyUpdate`. May be called again for the next one. */
  onUpdateReady(): void;
  /** A service worker controls this page. `offlineReady` tells whether everything is there. */
  onOfflineReady(): void;
}

/** Updates of the running app. */
export interface AppUpdates {
  /**
   * Starts the waiting release and reloads the page, within 2 seconds at most. Says false, and does nothing, when no
   * release waits. Call it only where nothing can be lost: when the app locks.
   */
  applyUpdate(): boolean;
  /**
   * Starts the waiting release after a lock, once the page is quiet and nobody is at its fields. What stands in them
   * would be lost to the reload, so that waits until they are empty again. `isLocked` says whether it still is: if not,
   * the release waits for the next lock.
   */
  applyAfterLock(isLocked: () => boolean): void;
  /** Looks for a new release. Says false when the host could not be reached. */
  checkForUpdate(): Promise<boolean>;
}

/** The part of Workbox that updates need. */
export type UpdateSource = Pick<Workbox, "addEventListener" | "messageSkipWaiting" | "update">;

/** The page that an update reloads. */
export interface UpdatablePage {
  /** Whether a service worker already answers for this page. */
  readonly isControlled: boolean;
  /** Somebody has begun to type, or is about to. */
  isInUse(): boolean;
  reload(): void;
  after(milliseconds: number, action: () => void): void;
}

/** How long a new worker may take to start before the page reloads anyway. iPadOS does not always say that it did. */
export const RELOAD_FALLBACK_MS = 2000;

/**
 * The lock screen and a worker that ends still ask the old service worker for parts, and one that is asked for something
 * while it hands over stays.
 */
export const QUIET_AFTER_LOCK_MS = 1500;

/**
 * Registers the service worker and follows its releases. Undefined where there is none: no browser support, or the
 * development server. Rejects when registering fails, for one because the site data is blocked.
 */
export async function startServiceWorker(listeners: UpdateListeners): Promise<AppUpdates | undefined> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return undefined;
  // Workbox's types and ours each declare the browser's TrustedScriptURL, which the DOM types lack; it is one object.
  const address = trustedScriptUrl("/sw.js") as ConstructorParameters<typeof Workbox>[0];
  const worker = new Workbox(address, { scope: "/", updateViaCache: "none" });
  const updates = followUpdates(worker, browserPage(), listeners);
  await worker.register({ immediate: true });
  return updates;
}

/** Follows the releases of one service worker for one page. `startServiceWorker` calls this with the real ones. */
export function followUpdates(source: UpdateSource, page: UpdatablePage, listeners: UpdateListeners): AppUpdates {
  let { isControlled } = page;
  let isWaiting = false;
  let isTakenOver = false;
  let isApplying = false;
  let isReloading = false;
  let locks = 0;

  function reloadOnce(): void {
    if (isReloading) return;
    isReloading = true;
    page.reload();
  }

  if (isControlled) listeners.onOfflineReady();
  source.addEventListener("waiting", () => {
    // The very first worker waits for a moment too. Nothing of before is to be replaced by it.
    if (!isControlled) return;
    isWaiting = true;
    listeners.onUpdateReady();
  });
  source.addEventListener("controlling", (event) => {
    if (isApplying) return reloadOnce();
    // One that an earlier load of this page began to install is called external, and is the first all the same.
    const isFirst = !isControlled;
    isControlled = true;
    if (isFirst || (!event.isUpdate && !event.isExternal)) return listeners.onOfflineReady();
    // Another window applied the update. This page still runs the old release and must reload, but not in mid-answer.
    isTakenOver = true;
    listeners.onUpdateReady();
  });

  function applyUpdate(): boolean {
    if (isTakenOver) {
      reloadOnce();
      return true;
    }
    if (!isWaiting) return false;
    isApplying = true;
    source.messageSkipWaiting();
    page.after(RELOAD_FALLBACK_MS, reloadOnce);
    return true;
  }

  return {
    applyUpdate,
    applyAfterLock(isLocked) {
      const lock = ++locks;
      const look = () => {
        if (lock !== locks || !isLocked()) return;
        if (page.isInUse()) page.after(QUIET_AFTER_LOCK_MS, look);
        else applyUpdate();
      };
      page.after(QUIET_AFTER_LOCK_MS, look);
    },
    async checkForUpdate() {
      try {
        await source.update();
        return true;
      } catch {
        return false;
      }
    },
  };
}

function browserPage(): UpdatablePage {
  return {
    isControlled: navigator.serviceWorker.controller !== null,
    isInUse,
    reload: () => location.reload(),
    after: (milliseconds, action) => void setTimeout(action, milliseconds),
  };
}

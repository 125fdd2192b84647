/** Functions for a page: what goes wrong with its store, and what its engine has. They stand by themselves. */

/** From now on every write is refused for want of space. */
export function refuseWrites(): void {
  const { put } = IDBObjectStore.prototype;
  Object.assign(window, { allowWrites: () => Object.assign(IDBObjectStore.prototype, { put }) });
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("Full", "QuotaExceededError");
  };
}

/** Ends `refuseWrites`. */
export function allowWrites(): void {
  (window as unknown as { allowWrites(): void }).allowWrites();
}

/** From now on nothing is heard of any transaction. */
export function hangStore(): void {
  const flags = window as unknown as { isHanging: boolean };
  const listen = IDBTransaction.prototype.addEventListener;
  IDBTransaction.prototype.addEventListener = function (this: IDBTransaction, type: string, listener: unknown) {
    listen.call(this, type, (event: Event) => {
      if (!flags.isHanging) (listener as (event: Event) => void).call(this, event);
    });
  } as typeof listen;
  flags.isHanging = true;
}

/** Ends `hangStore`. */
export function freeStore(): void {
  Object.assign(window, { isHanging: false });
}

/** Makes the database one of a later version of the app. */
export function raiseVersion(): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.open("safer-sleep-contacts", 99);
    request.onsuccess = () => {
      request.result.close();
      done();
    };
    request.onerror = () => failed(request.error);
  });
}

/** What the engine has of that on which the app builds. */
export async function abilities(): Promise<Record<string, unknown>> {
  const storage: Partial<StorageManager> = navigator.storage ?? {};
  return {
    agent: navigator.userAgent,
    temporal: "Temporal" in globalThis,
    locks: typeof navigator.locks,
    persist: typeof storage.persist,
    persisted: await storage.persisted?.(),
    estimate: typeof storage.estimate,
    privateFiles: typeof storage.getDirectory,
    trustedTypes: "trustedTypes" in globalThis,
    isolated: globalThis.crossOriginIsolated,
    share: typeof navigator.share,
    passkeys: typeof globalThis.PublicKeyCredential,
    idle: typeof globalThis.requestIdleCallback,
    saveFilePicker: "showSaveFilePicker" in globalThis,
  };
}

/** Fills the space of the site until not even a small row fits. Random bytes, because the store would compress others. */
export async function fillSpace(): Promise<number> {
  const open = () =>
    new Promise<IDBDatabase>((opened, failed) => {
      const request = indexedDB.open("filling", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("bytes", { autoIncrement: true });
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(request.error);
    });
  const add = (database: IDBDatabase, size: number) =>
    new Promise<boolean>((done) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      const transaction = database.transaction("bytes", "readwrite", { durability: "strict" });
      transaction.objectStore("bytes").add(bytes);
      transaction.oncomplete = () => done(true);
      transaction.onabort = () => done(false);
    });
  let written = 0;
  for (const size of [512_000, 64_000, 8_000, 1_000, 100]) {
    // Each size on a connection of its own: Firefox ends one on which there was no space.
    const database = await open();
    while (written < 200_000_000 && (await add(database, size))) written += size;
    database.close();
  }
  return written;
}

/** Gives the space back. */
export function emptySpace(): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("filling");
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });
}

import type { OfflineCheck } from "../domain/device.ts";

/** The browser's parts that the check asks. */
export interface OfflineSources {
  workers: Pick<ServiceWorkerContainer, "controller" | "getRegistration"> | undefined;
  caches: Pick<CacheStorage, "match"> | undefined;
  /** How long the worker may take to answer. */
  timeoutMs: number;
}

/** Looks at the worker and at each cached file, and trusts no flag from an earlier visit. */
export async function offlineReady(sources: OfflineSources = browserSources()): Promise<OfflineCheck> {
  const { workers, caches: stored, timeoutMs } = sources;
  if (workers === undefined || stored === undefined) return { kind: "unsupported" };
  const registration = await workers.getRegistration();
  if (registration?.active?.state !== "activated") return { kind: "not-active" };
  if (workers.controller === null) return { kind: "not-controlled" };
  const urls = await precacheList(workers.controller, timeoutMs);
  if (urls === undefined || urls.length === 0) return { kind: "no-answer" };
  const missing: string[] = [];
  for (const url of urls) {
    if ((await stored.match(url)) === undefined) missing.push(url);
  }
  if (missing.length > 0) return { kind: "files-missing", files: urls.length, missing };
  return { kind: "ready", files: urls.length };
}

function precacheList(worker: Pick<ServiceWorker, "postMessage">, timeoutMs: number): Promise<string[] | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    function finish(urls: string[] | undefined): void {
      clearTimeout(timer);
      port1.close();
      answer(urls);
    }
    port1.onmessage = (event: MessageEvent<unknown>) => {
      const list = event.data;
      finish(Array.isArray(list) && list.every((url) => typeof url === "string") ? list : undefined);
    };
    worker.postMessage({ type: "LIST_PRECACHE" }, [port2]);
  });
}

function browserSources(): OfflineSources {
  return {
    workers: "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
    caches: "caches" in globalThis ? globalThis.caches : undefined,
    timeoutMs: 5000,
  };
}

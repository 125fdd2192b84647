import { type Folder, JournalFolder } from "../../src/storage/journal/folder.ts";
import type { JournalMedium } from "../../src/storage/journal/medium.ts";
import { type JournalReply, type JournalRequest, serveJournal } from "../../src/storage/journal/serve-journal.ts";

/** The journal's worker without a thread: messages are copied and arrive later, as they would. */
export function aJournalWorker(open: () => Promise<JournalMedium>): Worker {
  const page = new EventTarget();
  const inside = new EventTarget();
  serveJournal(
    {
      addEventListener: (type, listener) => inside.addEventListener(type, (event) => listener(event as MessageEvent)),
      postMessage: (reply: JournalReply) => deliver(page, reply),
    },
    open,
  );
  // Only what the page's side uses of a worker.
  return Object.assign(page, {
    postMessage: (request: JournalRequest) => deliver(inside, request),
    terminate: () => undefined,
  }) as unknown as Worker;
}

/** The same on a folder. */
export function aFolderWorker(folder: Folder): Worker {
  return aJournalWorker(async () => new JournalFolder(folder));
}

function deliver(target: EventTarget, message: unknown): void {
  const data = structuredClone(message);
  queueMicrotask(() => target.dispatchEvent(new MessageEvent("message", { data })));
}

import { trustedScriptUrl } from "../../shared/script-url.ts";
import url from "../journal-worker.ts?worker&url";

/** Starts the worker that keeps the journal of this name. */
export function createJournalWorker(name: string): Worker {
  return new Worker(trustedScriptUrl(url), { type: "module", name });
}

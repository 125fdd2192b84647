import { trustedScriptUrl } from "../shared/script-url.ts";
import url from "./age-worker.ts?worker&url";

/** Starts a worker for one file. */
export function createAgeWorker(): Worker {
  return new Worker(trustedScriptUrl(url), { type: "module", name: "file" });
}

import { trustedScriptUrl } from "../shared/script-url.ts";
import url from "./vault-worker.ts?worker&url";

/** Starts a vault worker. */
export function createVaultWorker(): Worker {
  return new Worker(trustedScriptUrl(url), { type: "module", name: "vault" });
}

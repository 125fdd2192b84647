import type { HeaderStore } from "../domain/sealing.ts";
import { VaultClient } from "./vault-client.ts";
import { createVaultWorker } from "./worker-url.ts";

const trainingPassphrase = "made up families need no secret at all";

/** The vault of whoever keeps records here. */
export function openVault(headers: HeaderStore): VaultClient {
  return new VaultClient(headers, createVaultWorker);
}

/** The vault of the made-up families: it opens whatever the passphrase. */
export function openTrainingVault(headers: HeaderStore): VaultClient {
  return new TrainingVault(headers, createVaultWorker);
}

/** Made-up families need no secret; this only keeps their store in the same sealed form as a real one. */
class TrainingVault extends VaultClient {
  override prepare() {
    return super.prepare(trainingPassphrase);
  }

  override unlock() {
    return super.unlock({ kind: "passphrase", passphrase: trainingPassphrase });
  }
}

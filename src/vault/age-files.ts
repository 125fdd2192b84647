import { AgeClient } from "./age-client.ts";
import { createAgeWorker } from "./age-worker-url.ts";

/** Makes and opens age files in workers of this app. Loaded when a file is first made or opened. */
export function openFileCipher(): AgeClient {
  return new AgeClient(createAgeWorker);
}

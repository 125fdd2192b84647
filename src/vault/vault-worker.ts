import "../domain/zod-config.ts";
import { VaultCore } from "./vault-core.ts";
import { serveVault } from "./vault-service.ts";

serveVault(self, new VaultCore());

import "./domain/zod-config.ts";
import "./ui/styles/main.scss";
import { render } from "preact";
import type { Device } from "./domain/device.ts";
import type { VaultAccess } from "./domain/vault-access.ts";
import type { Workspace, WorkspaceKind } from "./domain/workspace.ts";
import { buildId } from "./pwa/build-id.ts";
import { copyText } from "./pwa/clipboard.ts";
import { deviceClock } from "./pwa/clock.ts";
import { followInstall } from "./pwa/install.ts";
import { holdWindow } from "./pwa/one-window.ts";
import type { AppUpdates } from "./pwa/updates.ts";
import { ok } from "./shared/result.ts";
import { AppModel } from "./state/app-model.ts";
import { openHeaderStore, openStorage } from "./storage/open-storage.ts";
import { App, loadAhead } from "./ui/app.tsx";
import { watchUse } from "./ui/watch-use.ts";
import { VaultClient } from "./vault/vault-client.ts";
import { createVaultWorker } from "./vault/worker-url.ts";

/** Made-up families need no secret; this only keeps their store in the same sealed form as a real one. */
const trainingPassphrase = "made up families need no secret at all";

const databaseNames: Record<WorkspaceKind, string> = {
  real: "safer-sleep-contacts",
  training: "safer-sleep-contacts-training",
};

let updates: AppUpdates | undefined;

void start();

async function start(): Promise<void> {
  // Engines without Temporal load it before anything asks for a date.
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  const installer = followInstall();
  const model = new AppModel({
    device: makeDevice(installer, () => oneWindow.takeOver()),
    open: openWorkspace,
    async fillTraining(workspace, today) {
      const { fillTraining } = await import("./state/fill-training.ts");
      await fillTraining(workspace, today, new Date().toISOString());
    },
  });
  const oneWindow = holdWindow({
    onOwned: () => void model.start(),
    onElsewhere: () => void model.yieldToOtherWindow(),
  });
  watchUse(model);
  const root = document.getElementById("app");
  if (root === null) throw new Error("The page has no place for the app");
  render(<App model={model} />, root);
  model.status.subscribe((status) => {
    if (status === "none" || status === "locked") whenIdle(() => loadNext(status));
    // An app that is never closed would not hear of a new release; what it finds waits for the next lock.
    if (status === "unlocked") void updates?.checkForUpdate();
  });
  // Registering can wait until there is something on the screen.
  const { startServiceWorker } = await import("./pwa/updates.ts");
  updates = await startServiceWorker({
    onUpdateReady() {
      model.updateReady.value = true;
    },
    onOfflineReady: () => undefined,
  });
}

/** Loads what unlocking or set-up leads to while the person is still typing or reading. */
async function loadNext(status: "none" | "locked"): Promise<void> {
  await Promise.allSettled([loadAhead(status), import("./storage/sealed-storage.ts")]);
}

function whenIdle(action: () => void): void {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout: 1_000 });
  else setTimeout(action, 200);
}

function makeDevice(installer: ReturnType<typeof followInstall>, takeOver: () => void): Device {
  return {
    clock: deviceClock(),
    buildId,
    installState: () => installer.state(),
    install: async () => (await installer.install()) === "accepted",
    onInstallChange: (listener) => installer.onChange(listener),
    checkOffline: async () => (await import("./pwa/offline-ready.ts")).offlineReady(),
    storageHealth: async () => (await import("./pwa/storage-health.ts")).storageHealth(),
    askToKeep: async () => (await import("./pwa/storage-health.ts")).requestPersistence(),
    proveStorage: async () => (await import("./pwa/storage-health.ts")).proveStorage(),
    applyUpdate: () => void updates?.applyUpdate(),
    copyText: (text) => copyText(text),
    print: () => window.print(),
    reload: () => window.location.reload(),
    takeOver,
  };
}

function openWorkspace(kind: WorkspaceKind): Workspace {
  const databaseName = databaseNames[kind];
  const client = new VaultClient(openHeaderStore({ databaseName }), createVaultWorker);
  let storage = openStorage({ databaseName, sealer: client });
  return {
    kind,
    vault: kind === "real" ? client : withoutSecret(client),
    get families() {
      return storage.families;
    },
    get contacts() {
      return storage.contacts;
    },
    get settings() {
      return storage.settings;
    },
    standing: () => storage.standing(),
    async checkRecords() {
      const checked = await storage.checkAllRows();
      if (!checked.ok) return checked;
      const { opened, unreadable, missing } = checked.value;
      return ok({ opened, unreadable: unreadable.length + missing.length });
    },
    close() {
      storage.close();
      storage = openStorage({ databaseName, sealer: client });
    },
  };
}

function withoutSecret(vault: VaultClient): VaultAccess {
  return {
    status: () => vault.status(),
    prepare: () => vault.prepare(trainingPassphrase),
    commit: () => vault.commit(),
    unlock: () => vault.unlock({ kind: "passphrase", passphrase: trainingPassphrase }),
    changePassphrase: (present, next) => vault.changePassphrase(present, next),
    lock: () => vault.lock(),
    suggestPassphrase: () => vault.suggestPassphrase(),
    checkPassphrase: (passphrase) => vault.checkPassphrase(passphrase),
  };
}

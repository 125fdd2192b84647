import "./domain/zod-config.ts";
import "./ui/styles/first.scss";
import { render } from "preact";
import type { Device } from "./domain/device.ts";
import type { Workspace, WorkspaceKind } from "./domain/workspace.ts";
import { afterPaint } from "./pwa/after-paint.ts";
import { buildId } from "./pwa/build-id.ts";
import { copyText } from "./pwa/clipboard.ts";
import { deviceClock } from "./pwa/clock.ts";
import { followInstall } from "./pwa/install.ts";
import { holdWindow } from "./pwa/one-window.ts";
import type { AppUpdates } from "./pwa/updates.ts";
import { AppModel } from "./state/app-model.ts";
import { deviceUsers } from "./storage/device-users.ts";
import { isWitnessed, noteVault } from "./storage/journal/is-witnessed.ts";
import { Journal } from "./storage/journal/journal.ts";
import type { JournalSecondCopy } from "./storage/journal/second-copy.ts";
import { createJournalWorker } from "./storage/journal/worker-url.ts";
import { openHeaderStore, openStorage } from "./storage/open-storage.ts";
import type { RowSaverOptions } from "./storage/save-rows.ts";
import { App, loadAhead, loadWelcome } from "./ui/app.tsx";
import { firstScreen, readyToShow, whenFirstUsed, whenIdle } from "./ui/first-screen.ts";
import { watchUse } from "./ui/watch-use.ts";
import { LazyVault } from "./vault/lazy-vault.ts";

const trainingDatabase = "safer-sleep-contacts-training";

/** The second copies of what is saved, by database. One each for the page: two would stand in each other's way. */
const journals = new Map<string, Journal>();

/** How long after an unlock the store is held against its second copy and its log. */
const LOOK_AFTER_MS = 5_000;

/**
 * How long that look rests between its parts, and how long while somebody is at work, which is until they have touched
 * nothing for some seconds. The records of 10,000 families take it half a minute, in 200 parts, on a core of their own.
 */
const LOOK_REST_MS = 50;
const REST_AT_WORK_MS = 2_000;
const AT_WORK_MS = 5_000;

let updates: AppUpdates | undefined;

let nextLook: ReturnType<typeof setTimeout> | undefined;

void start();

async function start(): Promise<void> {
  // Engines without Temporal load it before anything asks for a date.
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  const installer = followInstall();
  const model = new AppModel({
    device: makeDevice(installer, { takeOver: () => oneWindow.takeOver(), applyUpdate: () => startRelease(model) }),
    users: deviceUsers(),
    open: openWorkspace,
    async fillTraining(workspace, today) {
      const { fillTraining } = await import("./state/fill-training.ts");
      await fillTraining(workspace, today, new Date().toISOString());
    },
  });
  // Opens the database while the browser says which window may write, and while the page is laid out.
  void model.workspace.vault.status().catch(() => undefined);
  const oneWindow = holdWindow({
    onOwned: () => void model.start(),
    onElsewhere: () => void model.yieldToOtherWindow(),
  });
  watchUse(model);
  const root = document.getElementById("app");
  if (root === null) throw new Error("The page has no place for the app");
  // Drawn once: what is drawn for a moment only holds up what is to stay.
  await readyToShow(model, loadWelcome);
  render(<App model={model} />, root);
  // Whoever touches the first screen is about to go on; until then nothing competes with showing it.
  whenFirstUsed(() => {
    const { value: status } = model.status;
    if (status === "none" || status === "locked") void loadNext(status);
  });
  model.status.subscribe((status) => {
    // An app that is never closed would not hear of a new release; what it finds waits for the next lock.
    if (status !== "unlocked") return;
    void updates?.checkForUpdate();
    if (!model.isTraining) journalOf(model.people.current.databaseName).warmUp();
    // Whoever unlocks has something to do first.
    clearTimeout(nextLook);
    nextLook = setTimeout(() => whenIdle(() => look(model)), LOOK_AFTER_MS);
  });
  await firstScreen(model);
  const { startServiceWorker } = await import("./pwa/updates.ts");
  updates = await startServiceWorker({
    onUpdateReady() {
      model.updateReady.value = true;
    },
    onOfflineReady: () => undefined,
  });
}

async function look(model: AppModel): Promise<void> {
  if (model.status.value !== "unlocked") return;
  const { lookIntoSecondCopy } = await import("./state/second-copy-model.ts");
  await lookIntoSecondCopy(model, () => rest(model));
  whenIdle(() => void model.lookOver());
}

function rest(model: AppModel): Promise<void> {
  const isAtWork = model.autoLock.untouchedFor < AT_WORK_MS;
  return new Promise((rested) => setTimeout(() => whenIdle(rested), isAtWork ? REST_AT_WORK_MS : LOOK_REST_MS));
}

/** Loads what unlocking or set-up leads to while the person is still typing or reading. */
async function loadNext(status: "none" | "locked"): Promise<void> {
  await Promise.allSettled([
    import("./vault/open-vault.ts"),
    loadAhead(status),
    import("./storage/sealed-storage.ts"),
    import("./state/caseload-model.ts"),
  ]);
}

/** Starts the waiting release after a lock. Who is in again gets it at the next lock. */
function startRelease(model: AppModel): void {
  // Whoever sets the device up, after training, may have recovery words on paper that a reload would void.
  updates?.applyAfterLock(() => model.status.value !== "unlocked" && model.status.value !== "none");
}

function makeDevice(
  installer: ReturnType<typeof followInstall>,
  { takeOver, applyUpdate }: Pick<Device, "takeOver" | "applyUpdate">,
): Device {
  return {
    clock: deviceClock(),
    buildId,
    installState: () => installer.state(),
    install: async () => (await installer.install()) === "accepted",
    onInstallChange: (listener) => installer.onChange(listener),
    // True only with two of our headers, and those come with the others or not at all.
    isShutOff: () => crossOriginIsolated,
    // Set-up and settings ask these; a contact needs none of them.
    checkOffline: async () => (await import("./pwa/offline-ready.ts")).offlineReady(),
    storageHealth: async () => (await import("./pwa/storage-health.ts")).storageHealth(),
    askToKeep: async () => (await import("./pwa/storage-health.ts")).requestPersistence(),
    proveStorage: async () => (await import("./pwa/storage-health.ts")).proveStorage(),
    applyUpdate,
    afterPaint,
    copyText: (text) => copyText(text),
    saveFile: async (name, content) => (await import("./pwa/save-file.ts")).saveFile(name, content),
    fileCipher: async () => (await import("./vault/age-files.ts")).openFileCipher(),
    print: () => window.print(),
    reload: () => window.location.reload(),
    takeOver,
  };
}

function openWorkspace(kind: WorkspaceKind, nameOfUser: string): Workspace {
  const isReal = kind === "real";
  const databaseName = isReal ? nameOfUser : trainingDatabase;
  const journal = journalOf(databaseName);
  const keepHeader = (header: object) => {
    noteVault(databaseName);
    return journal.append({ header });
  };
  const headers = openHeaderStore({ databaseName, onSave: isReal ? keepHeader : undefined });
  const client = new LazyVault(headers, async () => {
    const { openVault, openTrainingVault } = await import("./vault/open-vault.ts");
    return isReal ? openVault(headers) : openTrainingVault(headers);
  });
  const onCommit: RowSaverOptions["onCommit"] = isReal
    ? (change, committed) => journal.keep(client.vaultId, change, committed)
    : undefined;
  const open = () => openStorage({ databaseName, sealer: client, onCommit, whenIdle });
  let storage = open();
  let copy: JournalSecondCopy | undefined;
  return {
    kind,
    vault: client,
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
    checkRecords: () => storage.checkRecords(),
    get log() {
      return storage.log;
    },
    lookOver: () => storage.lookOver(),
    readAhead: () => storage.readAhead(),
    finishNewKeys: () => client.finishNewKeys((epoch) => storage.resealRows(epoch)),
    archive: () => storage.archive(),
    wasHere: async () => isReal && (await isWitnessed(databaseName)),
    async secondCopy() {
      if (!isReal) return;
      const { openSecondCopy } = await import("./storage/journal/second-copy.ts");
      copy ??= openSecondCopy({ databaseName, headers, journal, sealer: client });
      return copy;
    },
    rebuildSummaries: () => storage.rebuildSummaries(),
    close() {
      void (copy ?? journal).rest();
      storage.close();
      storage = open();
    },
  };
}

function journalOf(databaseName: string): Journal {
  const journal = journals.get(databaseName) ?? new Journal(() => createJournalWorker(`${databaseName}-journal`));
  journals.set(databaseName, journal);
  return journal;
}

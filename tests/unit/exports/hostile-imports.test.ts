import "fake-indexeddb/auto";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import * as fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { FileCipher } from "../../../src/domain/file-cipher.ts";
import { backupContent } from "../../../src/exports/backup-file.ts";
import { RestoreModel } from "../../../src/state/restore-model.ts";
import { openFile } from "../../../src/vault/age-cipher.ts";
import { AgeClient } from "../../../src/vault/age-client.ts";
import { pack } from "../../../src/vault/packed-content.ts";
import { aFamily, aFinalContact } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { hostileFile } from "../../support/hostile-files.ts";

// HOSTILE_IMPORTS=10000 for the long run: see CONTRIBUTING.md.
const runs = Number(process.env["HOSTILE_IMPORTS"] ?? 1_000);
const longest = 1_000;

vi.setConfig({ testTimeout: 30 * 60_000 });

let identity: string;
let recipient: string;
let honest: string;

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  const family = aFamily();
  const { id, kind, status, startedAt } = aFinalContact();
  const records = {
    vaultId: "elsewhere",
    families: [{ value: { ...family, contacts: [{ id, kind, status, startedAt }] }, version: 3 }],
    contacts: [{ value: aFinalContact(), version: 2 }],
    unreadable: 0,
  };
  honest = new TextDecoder().decode(
    backupContent({ records, settings: defaultSettings, madeAt: "2026-11-27T14:05:00Z", build: "test" }),
  );
});

// The real checks and the real cipher, on this thread: a hang would show as time.
function aCipher(): FileCipher {
  const client = new AgeClient(() => {
    throw new Error("No worker here");
  });
  return {
    newPhrase: () => client.newPhrase(),
    checkTeamKey: (key) => client.checkTeamKey(key),
    inspect: (file) => client.inspect(file),
    seal: (content, lock) => client.seal(content, lock),
    async open(file, key) {
      const inspected = client.inspect(file);
      return inspected.ok ? openFile(file, key) : inspected;
    },
    stop() {},
  };
}

async function encrypted(content: Uint8Array<ArrayBuffer>, isPacked: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Uint8Array.from(await encrypter.encrypt(isPacked ? await pack(content) : content));
}

async function anImport() {
  const { app, device, real } = await anUnlockedApp();
  const cipher = aCipher();
  device.fileCipher = async () => cipher as never;
  let writes = 0;
  real.beforeSave = async () => {
    writes++;
  };
  const model = new RestoreModel(app);
  return {
    model,
    writes: () => writes,
    async run(file: Uint8Array<ArrayBuffer>) {
      const chosen = await model.choose({ size: file.length, arrayBuffer: async () => file.slice().buffer });
      return chosen.ok ? model.open({ kind: "identity", identity }) : chosen;
    },
  };
}

test("the honest file that the hostile ones are made from is taken", async () => {
  const { model, run, writes } = await anImport();

  expect(await run(await encrypted(new TextEncoder().encode(honest), true))).toEqual({ ok: true, value: undefined });
  expect(model.stage.value.stage).toBe("preview");
  expect(writes()).toBe(0);
});

test("a hostile file is refused with a reason, writes nothing and takes less than a second", async () => {
  const { model, run, writes } = await anImport();
  const kinds = new Map<string, number>();
  let slowest = 0;
  await fc.assert(
    fc.asyncProperty(hostileFile(honest), async (hostile) => {
      const file = await hostile.make(encrypted);
      const started = performance.now();
      const outcome = await run(file);
      const took = performance.now() - started;
      slowest = Math.max(slowest, took);

      expect(outcome, hostile.what).toMatchObject({ ok: false });
      const kind = outcome.ok ? "" : outcome.error.kind;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      expect(["not-a-backup", "too-large", "too-costly", "wrong-key", "damaged", "newer"]).toContain(kind);
      expect(took, hostile.what).toBeLessThan(longest);
      expect(writes()).toBe(0);
      expect(Object.prototype).not.toHaveProperty("polluted");
      model.leave();
    }),
    { numRuns: runs, endOnFailure: true },
  );
  console.log(
    `${runs} hostile imports: ${writes()} written, slowest ${slowest.toFixed(0)} ms`,
    Object.fromEntries(kinds),
  );
});

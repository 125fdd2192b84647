import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { beforeEach, expect, test, vi } from "vitest";
import type { FileLock } from "../../../src/domain/file-cipher.ts";
import { openFile, sealFile } from "../../../src/vault/age-cipher.ts";
import { AgeClient } from "../../../src/vault/age-client.ts";

// The real limits, until a test sets one: what stands at a limit would be too much to encrypt each time.
const limits = vi.hoisted(() => ({ fileBytes: 0, contentBytes: 0 }));
vi.mock("../../../src/domain/backup-limits.ts", async (original) => {
  const { backupLimits } = await original<typeof import("../../../src/domain/backup-limits.ts")>();
  return { backupLimits: Object.assign(limits, backupLimits) };
});

const FILE_BYTES = 20 * 1024 * 1024;
const CONTENT_BYTES = 100 * 1024 * 1024;
const tooLarge = { ok: false, error: { kind: "too-large" } };
const content = new TextEncoder().encode('{"said":"He sleeps on his back"}');

let identity: string;
let lock: FileLock;

beforeEach(async () => {
  Object.assign(limits, { fileBytes: FILE_BYTES, contentBytes: CONTENT_BYTES });
  identity = await generateX25519Identity();
  lock = { kind: "team-key", recipient: await identityToRecipient(identity) };
});

/** A file, which is as long as every other of the same content. */
async function aFile(): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await sealFile(content, lock);
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value;
}

test("content of the greatest size becomes a file, and one byte more does not", async () => {
  limits.contentBytes = content.length;
  expect(await sealFile(content, lock)).toMatchObject({ ok: true });

  limits.contentBytes = content.length - 1;
  expect(await sealFile(content, lock)).toEqual(tooLarge);
});

test("a file that came out at the greatest size is given, and one byte more is not", async () => {
  const { length } = await aFile();

  limits.fileBytes = length;
  expect((await aFile()).length).toBe(length);

  limits.fileBytes = length - 1;
  expect(await sealFile(content, lock)).toEqual(tooLarge);
});

test("a file of the greatest size is opened, and one byte more is refused", async () => {
  const file = await aFile();

  limits.fileBytes = file.length;
  expect(await openFile(file, { kind: "identity", identity })).toEqual({
    ok: true,
    value: { said: "He sleeps on his back" },
  });

  limits.fileBytes = file.length - 1;
  expect(await openFile(file, { kind: "identity", identity })).toEqual(tooLarge);
});

test("a file is looked into up to 20 MiB, and then no more", async () => {
  const client = new AgeClient(() => expect.fail("a worker was started"));
  const notABackup = { ok: false, error: { kind: "not-a-backup" } };
  const [greatest, larger] = [new Uint8Array(FILE_BYTES), new Uint8Array(FILE_BYTES + 1)];

  expect(client.inspect(greatest)).toEqual(notABackup);
  expect(await openFile(greatest, { kind: "identity", identity })).toEqual(notABackup);
  expect(client.inspect(larger)).toEqual(tooLarge);
  expect(await client.open(larger, { kind: "identity", identity })).toEqual(tooLarge);
  expect(await openFile(larger, { kind: "identity", identity })).toEqual(tooLarge);
});

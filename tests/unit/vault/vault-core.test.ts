import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { VaultLockedError } from "../../../src/domain/sealing.ts";
import { encodeBase64Url } from "../../../src/shared/base64url.ts";
import { KDF_DEFAULT, type VaultHeader } from "../../../src/vault/header.ts";
import { newRootKey } from "../../../src/vault/keys.ts";
import { wrapWithNewRecoveryKey } from "../../../src/vault/new-unlockers.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import type { KeySource } from "../../../src/vault/vault-protocol.ts";
import {
  aCore,
  aRow,
  OTHER_PASSPHRASE,
  PASSPHRASE,
  passphraseUnlocker,
  recoveryUnlocker,
  textOf,
  WRONG_PASSPHRASE,
} from "./vault-support.ts";

let header: VaultHeader;
let words: string;

beforeAll(async () => {
  const made = await aCore().create(PASSPHRASE);
  header = made.header;
  words = made.recoveryWords.join(" ");
});

const byPassphrase = (passphrase: string): KeySource => ({ kind: "passphrase", passphrase });
const byWords = (typed: string): KeySource => ({ kind: "recovery-words", words: typed });

test("at full cost a new vault's rows open after unlocking with either secret, and with no other", async () => {
  const first = new VaultCore();
  const made = await first.create(PASSPHRASE);
  const sealed = await first.seal([aRow("a", "one")]);

  expect(passphraseUnlocker(made.header).kdf).toMatchObject({ name: "argon2id", ...KDF_DEFAULT });
  for (const secret of [byPassphrase(PASSPHRASE), byWords(made.recoveryWords.join(" "))]) {
    const later = new VaultCore();
    expect(await later.unlock(made.header, secret)).toEqual({ ok: true, value: { vaultId: made.header.vaultId } });
    const [opened] = await later.open(sealed);
    expect(opened?.ok && textOf(opened.plaintext)).toBe("one");
  }
  expect(await new VaultCore().unlock(made.header, byPassphrase(WRONG_PASSPHRASE))).toEqual({
    ok: false,
    error: { kind: "wrong-secret" },
  });
});

test("a header says when the vault was made", async () => {
  const core = new VaultCore({ kdf: { m: 19 * 1024, t: 2, p: 1 }, now: () => new Date(0) });

  expect((await core.create(PASSPHRASE)).header.createdAt).toBe("1970-01-01T00:00:00.000Z");
});

test("two vaults under one passphrase share nothing", async () => {
  const other = await aCore().create(PASSPHRASE);

  expect(other.header.vaultId).not.toBe(header.vaultId);
  expect(passphraseUnlocker(other.header).wrapped).not.toBe(passphraseUnlocker(header).wrapped);
  expect(other.recoveryWords.join(" ")).not.toBe(words);
});

test("a locked engine seals, opens and names nothing", async () => {
  const core = aCore();
  await core.unlock(header, byPassphrase(PASSPHRASE));
  const sealed = await core.seal([aRow("a", "one")]);

  core.lock();

  await expect(core.seal([aRow("a", "one")])).rejects.toThrow(VaultLockedError);
  await expect(core.open(sealed)).rejects.toThrow(VaultLockedError);
  await expect(core.namedRowId("settings")).rejects.toThrow(VaultLockedError);
});

test("of several rows the altered one fails alone", async () => {
  const core = aCore();
  await core.unlock(header, byPassphrase(PASSPHRASE));
  const [a, b, c] = await core.seal([aRow("a", "one"), aRow("b", "two", 7), aRow("c", "three")]);

  const opened = await core.open([a!, { ...b!, version: 8 }, c!]);

  expect(opened.map((row) => row.ok && textOf(row.plaintext))).toEqual(["one", false, "three"]);
});

test("rows of any JSON text come back after locking and unlocking", async () => {
  const core = aCore();
  await core.unlock(header, byPassphrase(PASSPHRASE));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.json(), { maxLength: 5 }), async (texts) => {
      const sealed = await core.seal(texts.map((text, index) => aRow(`row-${index}`, text, index)));
      const opened = await core.open(sealed);

      expect(opened.map((row) => row.ok && textOf(row.plaintext))).toEqual(texts);
    }),
    { numRuns: 30 },
  );
});

test("a passphrase typed with other code points for the same letters unlocks", async () => {
  const made = await aCore().create("caf\u00e9 crème brûlée à la carte");

  expect((await aCore().unlock(made.header, byPassphrase(" cafe\u0301 crème brûlée à la carte\u00a0"))).ok).toBe(true);
});

test.each([
  ["memory beyond the ceiling", { m: 2 ** 31 - 1 }],
  ["passes beyond the ceiling", { t: 2 ** 31 - 1 }],
  ["many lanes", { p: 255 }],
  ["too little memory", { m: 8 }],
  ["too few passes", { t: 1 }],
])("a derivation with %s is refused at once, before it is run", async (_, cost) => {
  const unlocker = passphraseUnlocker(header);
  const altered = {
    ...header,
    unlockers: [{ ...unlocker, kdf: { ...unlocker.kdf, ...cost } }, recoveryUnlocker(header)],
  };
  const core = aCore();

  const start = performance.now();
  const result = await core.unlock(altered, byPassphrase(PASSPHRASE));

  expect(performance.now() - start).toBeLessThan(50);
  expect(result).toEqual({ ok: false, error: { kind: "kdf-refused" } });
});

const alterations: [string, (header: VaultHeader) => Promise<unknown> | unknown][] = [
  [
    "a recovery key of someone else's added",
    async (whole) => ({
      ...whole,
      unlockers: [
        ...whole.unlockers,
        (await wrapWithNewRecoveryKey({ rootKey: newRootKey(), vaultId: whole.vaultId })).unlocker,
      ],
    }),
  ],
  ["a bit of the MAC turned over", (whole) => ({ ...whole, mac: otherFirstLetter(whole.mac) })],
  ["its MAC zeroed", (whole) => ({ ...whole, mac: encodeBase64Url(new Uint8Array(32)) })],
  ["another epoch", (whole) => ({ ...whole, epoch: 2 })],
  ["another time", (whole) => ({ ...whole, createdAt: "2020-01-01T00:00:00.000Z" })],
  ["its unlockers in another order", (whole) => ({ ...whole, unlockers: whole.unlockers.toReversed() })],
  ...(["id", "salt", "iv", "wrapped"] as const).map((field): [string, (header: VaultHeader) => unknown] => [
    `another ${field} in the recovery key`,
    (whole) => {
      const recovery = recoveryUnlocker(whole);
      return {
        ...whole,
        unlockers: [passphraseUnlocker(whole), { ...recovery, [field]: otherFirstLetter(recovery[field]) }],
      };
    },
  ]),
];

test.each(alterations)("a header with %s is noticed after the right passphrase", async (_, alter) => {
  const core = aCore();

  const result = await core.unlock(await alter(header), byPassphrase(PASSPHRASE));

  expect(result).toEqual({ ok: false, error: { kind: "header-altered" } });
  await expect(core.namedRowId("settings")).rejects.toThrow(VaultLockedError);
});

test("a passphrase derivation weakened within the bounds is noticed by the recovery key", async () => {
  const unlocker = passphraseUnlocker(header);
  const weaker = { ...unlocker, kdf: { ...unlocker.kdf, t: 3 } };

  const altered = { ...header, unlockers: [weaker, recoveryUnlocker(header)] };

  expect(await aCore().unlock(altered, byWords(words))).toEqual({ ok: false, error: { kind: "header-altered" } });
  expect(await aCore().unlock(altered, byPassphrase(PASSPHRASE))).toEqual({
    ok: false,
    error: { kind: "wrong-secret" },
  });
});

test.each([
  ["vault id", (whole: VaultHeader) => ({ ...whole, vaultId: otherFirstLetter(whole.vaultId) })],
  ...(["id", "iv", "wrapped"] as const).map((field): [string, (whole: VaultHeader) => unknown] => [
    `${field} of the passphrase's unlocker`,
    (whole) => {
      const unlocker = passphraseUnlocker(whole);
      return {
        ...whole,
        unlockers: [{ ...unlocker, [field]: otherFirstLetter(unlocker[field]) }, recoveryUnlocker(whole)],
      };
    },
  ]),
] as [string, (header: VaultHeader) => unknown][])(
  "under another %s the passphrase opens nothing",
  async (_, alter) => {
    expect(await aCore().unlock(alter(header), byPassphrase(PASSPHRASE))).toEqual({
      ok: false,
      error: { kind: "wrong-secret" },
    });
  },
);

test("a root key of someone else's under the known passphrase does not pass for ours", async () => {
  const theirs = await aCore().create(PASSPHRASE);
  const mixed = { ...header, vaultId: theirs.header.vaultId, unlockers: theirs.header.unlockers };

  expect(await aCore().unlock(mixed, byPassphrase(PASSPHRASE))).toEqual({
    ok: false,
    error: { kind: "header-altered" },
  });
});

test("an error that is not about the secret is not taken for a wrong one", async () => {
  const decrypt = vi.spyOn(crypto.subtle, "decrypt").mockRejectedValueOnce(new TypeError("Not supported"));

  await expect(aCore().unlock(header, byWords(words))).rejects.toThrow(TypeError);

  decrypt.mockRestore();
});

test("what is not a header is unreadable", async () => {
  for (const found of [null, "header", {}, { ...header, mac: header.mac.slice(1) }]) {
    expect(await aCore().unlock(found, byPassphrase(PASSPHRASE))).toEqual({
      ok: false,
      error: { kind: "header-unreadable" },
    });
  }
});

test("words that are no recovery key are told from those of another vault", async () => {
  const other = await aCore().create(PASSPHRASE);

  expect(await aCore().unlock(header, byWords("not twelve words"))).toEqual({
    ok: false,
    error: { kind: "words-unreadable" },
  });
  expect(await aCore().unlock(header, byWords(other.recoveryWords.join(" ")))).toEqual({
    ok: false,
    error: { kind: "wrong-secret" },
  });
});

test("after a change the new passphrase and the recovery words open the old rows, and the old passphrase does not", async () => {
  const core = aCore();
  await core.unlock(header, byPassphrase(PASSPHRASE));
  const sealed = await core.seal([aRow("a", "before")]);

  const changed = await core.change(header, byPassphrase(PASSPHRASE), toPassphrase(OTHER_PASSPHRASE));

  if (!changed.ok) return expect.fail(changed.error.kind);
  for (const secret of [byPassphrase(OTHER_PASSPHRASE), byWords(words)]) {
    const later = aCore();
    expect((await later.unlock(changed.value.header, secret)).ok).toBe(true);
    const [opened] = await later.open(sealed);
    expect(opened?.ok && textOf(opened.plaintext)).toBe("before");
  }
  expect(await aCore().unlock(changed.value.header, byPassphrase(PASSPHRASE))).toMatchObject({ ok: false });
  expect(recoveryUnlocker(changed.value.header)).toEqual(recoveryUnlocker(header));
  expect(passphraseUnlocker(changed.value.header).id).not.toBe(passphraseUnlocker(header).id);
});

test("the recovery words set a new passphrase and leave the vault unlocked", async () => {
  const core = aCore();

  const reset = await core.change(header, byWords(words), toPassphrase(OTHER_PASSPHRASE));

  if (!reset.ok) return expect.fail(reset.error.kind);
  await expect(core.namedRowId("settings")).resolves.toHaveLength(22);
  expect((await aCore().unlock(reset.value.header, byPassphrase(OTHER_PASSPHRASE))).ok).toBe(true);
});

test("a wrong secret changes neither passphrase nor recovery key", async () => {
  const core = aCore();

  expect(await core.change(header, byPassphrase(WRONG_PASSPHRASE), toPassphrase(OTHER_PASSPHRASE))).toEqual({
    ok: false,
    error: { kind: "wrong-secret" },
  });
  expect(await core.change(header, byPassphrase(WRONG_PASSPHRASE), { kind: "recovery-key" })).toEqual({
    ok: false,
    error: { kind: "wrong-secret" },
  });
  await expect(core.namedRowId("settings")).rejects.toThrow(VaultLockedError);
});

test("a new recovery key works in place of the old one", async () => {
  const replaced = await aCore().change(header, byPassphrase(PASSPHRASE), { kind: "recovery-key" });

  if (!replaced.ok) return expect.fail(replaced.error.kind);
  const { header: next, recoveryWords = [] } = replaced.value;
  expect((await aCore().unlock(next, byWords(recoveryWords.join(" ")))).ok).toBe(true);
  expect((await aCore().unlock(next, byPassphrase(PASSPHRASE))).ok).toBe(true);
  expect(await aCore().unlock(next, byWords(words))).toEqual({ ok: false, error: { kind: "wrong-secret" } });
});

test("a failed unlock leaves an unlocked vault as it was", async () => {
  const core = aCore();
  await core.unlock(header, byPassphrase(PASSPHRASE));
  const before = await core.namedRowId("settings");

  await core.unlock(header, byPassphrase(WRONG_PASSPHRASE));

  expect(await core.namedRowId("settings")).toBe(before);
});

function toPassphrase(passphrase: string) {
  return { kind: "passphrase", passphrase };
}

function otherFirstLetter(text: string): string {
  return (text.startsWith("A") ? "B" : "A") + text.slice(1);
}

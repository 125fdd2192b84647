import { armor, Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { encodeBase64Url } from "../../../src/shared/base64url.ts";
import { VaultHeader } from "../../../src/vault/header.ts";
import type { VaultCore } from "../../../src/vault/vault-core.ts";
import type { KeySource } from "../../../src/vault/vault-protocol.ts";
import { aCore, aRow, PASSPHRASE, textOf, withBitFlipped } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

let header: VaultHeader;
let words: string;
let identity: string;
let recipient: string;

beforeAll(async () => {
  const made = await aCore().create(PASSPHRASE);
  header = made.header;
  words = made.recoveryWords.join(" ");
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

const byPassphrase: KeySource = { kind: "passphrase", passphrase: PASSPHRASE };
const byWords = (typed: string): KeySource => ({ kind: "recovery-words", words: typed });

/** What a passkey answers; each number stands for a passkey of its own. */
const outputOf = (passkey: number) => new Uint8Array(32).fill(passkey);

function toPasskey(passkey = 1) {
  return {
    kind: "passkey",
    answer: {
      rpId: "contacts.example",
      credentialId: encodeBase64Url(outputOf(passkey)),
      backup: "device-bound",
      salt: encodeBase64Url(outputOf(200)),
      output: outputOf(passkey),
    },
  };
}

async function changed(from: VaultHeader, change: object, core: VaultCore = aCore()) {
  const result = await core.change(from, byPassphrase, change);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

function passkeyOf(whole: VaultHeader) {
  const unlocker = whole.unlockers.find(({ type }) => type === "passkey");
  if (unlocker?.type !== "passkey") throw new Error("No passkey");
  return unlocker;
}

function escrowOf(whole: VaultHeader) {
  const unlocker = whole.unlockers.find(({ type }) => type === "escrow");
  if (unlocker?.type !== "escrow") throw new Error("No escrow");
  return unlocker;
}

const byPasskey = (whole: VaultHeader, passkey = 1): KeySource => ({
  kind: "passkey",
  id: passkeyOf(whole).id,
  output: outputOf(passkey),
});
const opens = async (whole: VaultHeader, source: KeySource) => (await aCore().unlock(whole, source)).ok;

describe("a passkey", () => {
  test("opens the vault beside passphrase and recovery words, and what another passkey answers does not", async () => {
    const { header: next } = await changed(header, toPasskey());

    expect(VaultHeader.parse(next)).toEqual(next);
    for (const source of [byPassphrase, byWords(words), byPasskey(next)]) expect(await opens(next, source)).toBe(true);
    expect(await opens(next, byPasskey(next, 2))).toBe(false);
  });

  test("with any bit of its answer turned over opens nothing", async () => {
    const { header: next } = await changed(header, toPasskey());

    await fc.assert(
      fc.asyncProperty(fc.nat(255), async (bit) => {
        const output = withBitFlipped(outputOf(1), bit);
        expect(await aCore().unlock(next, { kind: "passkey", id: passkeyOf(next).id, output })).toEqual({
          ok: false,
          error: { kind: "wrong-secret" },
        });
      }),
    );
  });

  test.each([
    ["domain", { rpId: "elsewhere.example" }],
    ["credential", { credentialId: "AAAA" }],
    ["salt", { salt: "A".repeat(43) }],
    ["backup flag", { backup: "synced" }],
    ["time", { addedAt: "2020-01-01T00:00:00.000Z" }],
  ])("whose %s was changed on the disk does not open", async (_, change) => {
    const { header: next } = await changed(header, toPasskey());
    const altered = {
      ...next,
      unlockers: next.unlockers.map((way) => (way.type === "passkey" ? { ...way, ...change } : way)),
    };

    expect((await aCore().unlock(altered, byPasskey(next))).ok).toBe(false);
    expect(await aCore().unlock(altered, byPassphrase)).toEqual({ ok: false, error: { kind: "header-altered" } });
  });

  test("added again takes the place of the former one", async () => {
    const first = await changed(header, toPasskey(1));
    const second = await changed(first.header, toPasskey(2));

    expect(second.header.unlockers.filter(({ type }) => type === "passkey")).toHaveLength(1);
    expect(await opens(second.header, byPasskey(second.header, 2))).toBe(true);
    expect(await opens(second.header, byPasskey(second.header, 1))).toBe(false);
  });

  test("that was removed opens nothing", async () => {
    const { header: withPasskey } = await changed(header, toPasskey());
    const { header: without } = await changed(withPasskey, { kind: "remove", id: passkeyOf(withPasskey).id });

    expect(await opens(without, byPasskey(withPasskey))).toBe(false);
    expect(await opens(without, byPassphrase)).toBe(true);
  });
});

describe("an organisation's key", () => {
  test("opens a file with 12 words that unlock as recovery words do, and the words are nowhere else", async () => {
    const { header: next, ...rest } = await changed(header, { kind: "escrow", recipient });

    const escrowed = await readEscrow(next, identity);
    expect(await opens(next, byWords(escrowed))).toBe(true);
    expect(await opens(next, byWords(words))).toBe(true);
    expect(JSON.stringify([next, rest])).not.toContain(escrowed);
    expect(rest).toEqual({});
  });

  test("of somebody else does not open it", async () => {
    const { header: next } = await changed(header, { kind: "escrow", recipient });

    await expect(readEscrow(next, await generateX25519Identity())).rejects.toThrow();
  });

  test.each([
    ["nothing", ""],
    ["words", "please let us in"],
    ["a private key", "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE"],
    ["one wrong letter", "age1q73he0q5yzfu3d64msd3p6rvksnrwjk3d2598mgtmlqt9wrdr37q2vrn73"],
    ["an SSH key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN"],
  ])("is refused when it is %s", async (_, text) => {
    expect(await aCore().change(header, byPassphrase, { kind: "escrow", recipient: text })).toEqual({
      ok: false,
      error: { kind: "recipient-unreadable" },
    });
  });

  test("that was removed has words that open nothing", async () => {
    const { header: withEscrow } = await changed(header, { kind: "escrow", recipient });
    const escrowed = await readEscrow(withEscrow, identity);
    const { header: without } = await changed(withEscrow, { kind: "remove", id: escrowOf(withEscrow).id });

    expect(await opens(without, byWords(escrowed))).toBe(false);
    expect(await opens(without, byWords(words))).toBe(true);
  });
});

test("whatever is changed or removed, the passphrase and one recovery key stay, and both open", async () => {
  const step = fc.constantFrom("recovery-key", "passkey", "escrow", "remove-first", "remove-last", "remove-unknown");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      let now = header;
      let recoveryWords = words;
      for (const kind of steps) {
        const result = await aCore().change(now, byPassphrase, changeFor(kind, now));
        if (!result.ok) {
          expect(result.error.kind).toBe("not-removable");
          continue;
        }
        now = result.value.header;
        recoveryWords = result.value.recoveryWords?.join(" ") ?? recoveryWords;
      }
      const kinds = now.unlockers.map(({ type }) => type);
      expect(VaultHeader.safeParse(now).success).toBe(true);
      expect(kinds).toEqual(expect.arrayContaining(["passphrase", "recovery-key"]));
      expect(kinds.length).toBeLessThanOrEqual(4);
      expect([await opens(now, byPassphrase), await opens(now, byWords(recoveryWords))]).toEqual([true, true]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

describe("new keys", () => {
  test("open what the former ones sealed and name rows as before, until the former ones are retired", async () => {
    const core = aCore();
    await core.unlock(header, byPassphrase);
    const [old] = await core.seal([aRow("a", "before")]);
    const name = await core.namedRowId("settings");
    const renewed = await changed(header, { kind: "new-keys", passphrase: PASSPHRASE }, core);
    const [undecided] = await core.seal([aRow("b", "not saved yet")]);
    core.adopt();
    const [fresh] = await core.seal([aRow("c", "after")]);
    expect([old?.epoch, undecided?.epoch, fresh?.epoch]).toEqual([1, 1, 2]);

    const later = aCore();
    expect((await later.unlock(renewed.header, byPassphrase)).ok).toBe(true);
    expect(await texts(later, [old!, undecided!, fresh!])).toEqual(["before", "not saved yet", "after"]);
    expect(await later.namedRowId("settings")).toBe(name);

    const retired = await later.retire(renewed.header);
    if (!retired.ok) return expect.fail(retired.error.kind);
    expect(await texts(later, [old!])).toEqual(["before"]);
    later.adopt();
    expect(await texts(later, [old!, fresh!])).toEqual([undefined, "after"]);
    expect(await later.namedRowId("settings")).toBe(name);
    expect(await opens(retired.value.header, byPassphrase)).toBe(true);
  });

  test("come with new recovery words; the former words, passkeys and escrow files open nothing any more", async () => {
    const withPasskey = await changed(header, toPasskey());
    const withEscrow = await changed(withPasskey.header, { kind: "escrow", recipient });
    const formerEscrow = await readEscrow(withEscrow.header, identity);

    const renewed = await changed(withEscrow.header, { kind: "new-keys", passphrase: PASSPHRASE });

    expect(renewed.header.unlockers.map(({ type }) => type)).toEqual(["passphrase", "recovery-key", "escrow"]);
    expect(await opens(renewed.header, byWords(renewed.recoveryWords!.join(" ")))).toBe(true);
    expect(await opens(renewed.header, byWords(await readEscrow(renewed.header, identity)))).toBe(true);
    for (const former of [byWords(words), byWords(formerEscrow), byPasskey(withEscrow.header)]) {
      expect(await opens(renewed.header, former)).toBe(false);
    }
  });

  test("cannot be made again while rows may be under the former ones", async () => {
    const renewed = await changed(header, { kind: "new-keys", passphrase: PASSPHRASE });

    expect(await aCore().change(renewed.header, byPassphrase, { kind: "new-keys", passphrase: PASSPHRASE })).toEqual({
      ok: false,
      error: { kind: "new-keys-unfinished" },
    });
  });

  test("of a third epoch still name rows as the first did, and open nothing of the first", async () => {
    const core = aCore();
    await core.unlock(header, byPassphrase);
    const [first] = await core.seal([aRow("a", "first")]);
    const name = await core.namedRowId("settings");
    let now = header;
    for (let round = 0; round < 2; round++) {
      now = (await changed(now, { kind: "new-keys", passphrase: PASSPHRASE }, core)).header;
      core.adopt();
      const retired = await core.retire(now);
      if (!retired.ok) return expect.fail(retired.error.kind);
      now = retired.value.header;
      core.adopt();
    }

    expect(now.epoch).toBe(3);
    const later = aCore();
    await later.unlock(now, byPassphrase);
    expect(await later.namedRowId("settings")).toBe(name);
    expect(await texts(later, [first!])).toEqual([undefined]);
  });

  test.each([
    ["the sealed naming key", (whole: VaultHeader) => ({ ...whole, names: { ...whole.former!, epoch: undefined } })],
    ["the former epoch", (whole: VaultHeader) => ({ ...whole, former: { ...whole.former!, epoch: 9 } })],
    ["no former key", ({ former: _, ...whole }: VaultHeader) => whole],
    ["the former header", () => header],
  ])("with %s put there on the disk are not opened, and not retired", async (_, alter) => {
    const core = aCore();
    const renewed = await changed(header, { kind: "new-keys", passphrase: PASSPHRASE }, core);
    core.adopt();
    const altered = alter(renewed.header);

    if (altered !== header) expect((await aCore().unlock(altered, byPassphrase)).ok).toBe(false);
    await expect(core.retire(altered).catch(() => ({ ok: false }))).resolves.toMatchObject({ ok: false });
  });
});

async function readEscrow(whole: VaultHeader, key: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  const text = await decrypter.decrypt(armor.decode(escrowOf(whole).file), "text");
  return text.trim().split("\n").at(-1)!;
}

async function texts(core: VaultCore, rows: Parameters<VaultCore["open"]>[0]) {
  return (await core.open(rows)).map((row) => (row.ok ? textOf(row.plaintext) : undefined));
}

function changeFor(kind: string, now: VaultHeader): object {
  switch (kind) {
    case "passkey":
      return toPasskey();
    case "escrow":
      return { kind, recipient };
    case "recovery-key":
      return { kind };
    case "remove-first":
      return { kind: "remove", id: now.unlockers[0]?.id };
    case "remove-last":
      return { kind: "remove", id: now.unlockers.at(-1)?.id };
    default:
      return { kind: "remove", id: "A".repeat(22) };
  }
}

test("taking one way away leaves every other as it was, and the passphrase and recovery words cannot be taken away", async () => {
  const core = aCore();
  const { header: two } = await changed(header, toPasskey(1), core);
  const { header: three } = await changed(two, { kind: "escrow", recipient }, core);
  const gone = passkeyOf(three);

  const left = await changed(three, { kind: "remove", id: gone.id }, core);

  expect(left.header.unlockers).toEqual(three.unlockers.filter(({ id }) => id !== gone.id));
  expect(left.header.unlockers).toHaveLength(3);
  for (const type of ["passphrase", "recovery-key"]) {
    const id = three.unlockers.find((one) => one.type === type)!.id;
    expect(await core.change(three, byPassphrase, { kind: "remove", id })).toEqual({
      ok: false,
      error: { kind: "not-removable" },
    });
  }
  expect(await core.change(three, byPassphrase, { kind: "remove", id: "nobody" })).toEqual({
    ok: false,
    error: { kind: "not-removable" },
  });
});

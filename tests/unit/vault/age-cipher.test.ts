import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { backupLimits } from "../../../src/domain/backup-limits.ts";
import { checkTeamKey, openFile, sealFile } from "../../../src/vault/age-cipher.ts";
import { WORK_FACTOR } from "../../../src/vault/age-header.ts";
import { pack, unpack } from "../../../src/vault/packed-content.ts";

let identity: string;
let recipient: string;

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

const bytes = (text: string) => new TextEncoder().encode(text);
const json = { said: "He sleeps on his back", list: [1, 2, 3] };

async function forTeam(content = bytes(JSON.stringify(json))): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await sealFile(content, { kind: "team-key", recipient });
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value;
}

/** Any bytes, as an age file for the team. */
async function ageFile(plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Uint8Array.from(await encrypter.encrypt(plain));
}

describe("a file for the team's key", () => {
  test("opens with the secret half, and says in its header to one recipient only", async () => {
    const file = await forTeam();

    expect(await openFile(file, { kind: "identity", identity })).toEqual({ ok: true, value: json });
    expect(new TextDecoder().decode(file.subarray(0, 400)).match(/^-> /gm)).toHaveLength(1);
  });

  test("is a plain age file around gzip around JSON, as any age tool opens it", async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);

    const opened = await unpack(Uint8Array.from(await decrypter.decrypt(await forTeam())));

    expect(opened.ok && JSON.parse(new TextDecoder().decode(opened.value))).toEqual(json);
  });

  test("does not open with another key, and is not made for what is no key", async () => {
    const other = await generateX25519Identity();
    const mistyped = recipient.replace(/.$/, (last) => (last === "q" ? "p" : "q"));

    expect(await openFile(await forTeam(), { kind: "identity", identity: other })).toEqual({
      ok: false,
      error: { kind: "wrong-key" },
    });
    expect(await openFile(await forTeam(), { kind: "identity", identity: "AGE-SECRET-KEY-1X" })).toEqual({
      ok: false,
      error: { kind: "not-a-key" },
    });
    for (const wrong of [mistyped, "age1", "", `${recipient} `, recipient.toUpperCase(), identity]) {
      expect(checkTeamKey(wrong)).toEqual({ ok: false, error: { kind: "not-a-key" } });
      expect(await sealFile(bytes("{}"), { kind: "team-key", recipient: wrong })).toMatchObject({ ok: false });
    }
    expect(checkTeamKey(recipient)).toEqual({ ok: true, value: undefined });
  });

  test("with any one bit turned over does not open, whichever bit it is", async () => {
    const file = await forTeam();
    for (let bit = 0; bit < file.length * 8; bit += 3) {
      const flipped = file.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(await openFile(flipped, { kind: "identity", identity }), `bit ${bit}`).toMatchObject({ ok: false });
    }
  });

  test("cut off anywhere, or with more behind it, does not open", async () => {
    const file = await forTeam();
    for (let length = 0; length < file.length; length++) {
      const outcome = await openFile(file.slice(0, length), { kind: "identity", identity });
      expect(outcome, `length ${length}`).toMatchObject({ ok: false });
    }
    const longer = new Uint8Array([...file, 0]);
    expect(await openFile(longer, { kind: "identity", identity })).toMatchObject({ ok: false });
  });
});

describe("a file for words", () => {
  const phrase = "amber basin candle dune ember fern";

  test("opens with these words and no others, at the work factor that we promise", async () => {
    const sealed = await sealFile(bytes(JSON.stringify(json)), { kind: "phrase", phrase });
    if (!sealed.ok) throw new Error(sealed.error.kind);

    expect(new TextDecoder().decode(sealed.value.subarray(0, 200))).toMatch(new RegExp(` ${WORK_FACTOR}\n`));
    expect(await openFile(sealed.value, { kind: "phrase", phrase })).toEqual({ ok: true, value: json });
    expect(await openFile(sealed.value, { kind: "phrase", phrase: `${phrase}s` })).toEqual({
      ok: false,
      error: { kind: "wrong-key" },
    });
  });

  test("that asks for a long derivation is refused before any of it", async () => {
    const file = bytes(
      `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 30\n${"B".repeat(43)}\n--- ${"C".repeat(43)}\n`,
    );
    const started = performance.now();

    expect(await openFile(file, { kind: "phrase", phrase })).toEqual({ ok: false, error: { kind: "too-costly" } });
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("what is inside", () => {
  test("survives packing, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (content) => {
        const owned = Uint8Array.from(content);
        expect(await unpack(Uint8Array.from(await pack(owned)))).toEqual({ ok: true, value: owned });
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["not packed", bytes(JSON.stringify(json))],
    ["nothing", new Uint8Array()],
  ])("%s is not a backup", async (_what, plain) => {
    expect(await openFile(await ageFile(plain), { kind: "identity", identity })).toEqual({
      ok: false,
      error: { kind: "not-a-backup" },
    });
  });

  test.each([
    ["bytes that are no text", new Uint8Array([0x22, 0xff, 0x22])],
    ["text that is no JSON", bytes("{said}")],
    ["a name that comes twice", bytes('{"said":1,"s\\u0061id":2}')],
    ["a name that would change what objects are", bytes('{"__proto__":{"x":1}}')],
    ["lists too deep to walk", bytes("[".repeat(50_000))],
  ])("%s is not a backup", async (_what, plain) => {
    expect(await openFile(await ageFile(await pack(Uint8Array.from(plain))), { kind: "identity", identity })).toEqual({
      ok: false,
      error: { kind: "not-a-backup" },
    });
  });

  test("that grows far beyond its size is given up while it grows", async () => {
    const bomb = await pack(new Uint8Array(30 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(40_000);

    expect(await openFile(await ageFile(bomb), { kind: "identity", identity })).toEqual({
      ok: false,
      error: { kind: "too-large" },
    });
    const most = { contentBytes: 1000, ratio: 100 };
    expect(await unpack(Uint8Array.from(await pack(new Uint8Array(1000))), most)).toMatchObject({ ok: true });
    expect(await unpack(Uint8Array.from(await pack(new Uint8Array(1001))), most)).toMatchObject({ ok: false });
  });

  test("is never made larger than it could be opened again", async () => {
    const repetitive = new Uint8Array(5 * 1024 * 1024).fill(0x20);
    const tooMuch = new Uint8Array(backupLimits.contentBytes + 1);

    expect(await sealFile(repetitive, { kind: "team-key", recipient })).toEqual({
      ok: false,
      error: { kind: "not-verified" },
    });
    expect(await sealFile(tooMuch, { kind: "team-key", recipient })).toEqual({
      ok: false,
      error: { kind: "too-large" },
    });
  });
});

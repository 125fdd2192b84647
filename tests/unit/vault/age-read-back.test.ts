import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FileLock } from "../../../src/domain/file-cipher.ts";
import { openFile, sealFile } from "../../../src/vault/age-cipher.ts";
import { pack } from "../../../src/vault/packed-content.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const content = encode('{"said":"He sleeps on his back"}');

let identity: string;
let lock: FileLock;

beforeEach(async () => {
  identity = await generateX25519Identity();
  lock = { kind: "team-key", recipient: await identityToRecipient(identity) };
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function aFile(of = content): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await sealFile(of, lock);
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value;
}

describe("a file that reads back as something else is not given out", () => {
  test.each([
    ["another text as long", '{"said":"He sleeps on his side"}'],
    ["one that differs in its last letter", '{"said":"He sleeps on his back"]'],
    ["less of it", '{"said":"He sleeps on his back"'],
    ["more than it", '{"said":"He sleeps on his back"} '],
    ["nothing", ""],
  ])("such as %s", async (_, text) => {
    const other = await pack(encode(text));
    vi.spyOn(Decrypter.prototype, "decrypt").mockResolvedValue(other as never);

    expect(await sealFile(content, lock)).toEqual({ ok: false, error: { kind: "not-verified" } });
  });

  test("and one that does not open at all is none either", async () => {
    vi.spyOn(Decrypter.prototype, "decrypt").mockRejectedValue(new Error("failed"));

    expect(await sealFile(content, lock)).toEqual({ ok: false, error: { kind: "not-verified" } });
  });
});

describe("what is wrong with a file is told apart", () => {
  test("the key of somebody else is the wrong one", async () => {
    const file = await aFile();

    expect(await openFile(file, { kind: "identity", identity: await generateX25519Identity() })).toEqual({
      ok: false,
      error: { kind: "wrong-key" },
    });
  });

  test("what was changed behind its header is damaged", async () => {
    const file = await aFile();
    file[file.length - 1] = (file.at(-1) ?? 0) ^ 1;

    expect(await openFile(file, { kind: "identity", identity })).toEqual({ ok: false, error: { kind: "damaged" } });
  });

  test.each([
    ["text with a byte order mark before it", encode('\uFEFF{"said":1}')],
    ["what is no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["what is no JSON", encode("{")],
  ])("%s is no backup", async (_, inside) => {
    const file = await aFile(inside as Uint8Array<ArrayBuffer>);

    expect(await openFile(file, { kind: "identity", identity })).toEqual({
      ok: false,
      error: { kind: "not-a-backup" },
    });
  });
});

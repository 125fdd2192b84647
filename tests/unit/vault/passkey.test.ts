import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeBase64Url, encodeBase64Url } from "../../../src/shared/base64url.ts";
import type { PasskeyUnlocker, Unlocker, VaultHeader } from "../../../src/vault/header.ts";
import { askPasskey, describeWayIn } from "../../../src/vault/passkey.ts";
import { answerOf, cancelled, DOMAIN, FakeAuthenticator, hashOf } from "./fake-authenticator.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const vaultId = "V".repeat(22);
const sealed = { iv: "I".repeat(16), wrapped: "W".repeat(64) };
const passphrase: Unlocker = {
  type: "passphrase",
  id: "passphrase",
  kdf: { name: "argon2id", m: 1, t: 1, p: 1, salt: "S".repeat(22) },
  ...sealed,
};
const recoveryKey: Unlocker = { type: "recovery-key", id: "recovery", salt: "S".repeat(22), ...sealed };

function aPasskey(name: string, rpId = DOMAIN): PasskeyUnlocker {
  return {
    type: "passkey",
    id: name,
    addedAt: "2026-11-23T14:05:00.000Z",
    rpId,
    credentialId: encodeBase64Url(hashOf(name)),
    backup: "synced",
    salt: encodeBase64Url(hashOf(`salt of ${name}`)),
    ...sealed,
  };
}

function aHeader(...passkeys: PasskeyUnlocker[]): VaultHeader {
  const unlockers = [passphrase, recoveryKey, ...passkeys];
  return { format: "ss-vault/1", vaultId, epoch: 1, createdAt: "2026-11-23T14:05:00.000Z", unlockers, mac: "" };
}

const inputFor = ({ salt }: PasskeyUnlocker) => hashOf(`ss-vault/1|prf|${vaultId}|${salt}`).buffer;
const rawIdOf = ({ credentialId }: PasskeyUnlocker) => decodeBase64Url(credentialId);

function anAuthenticator(change: Partial<FakeAuthenticator> = {}): FakeAuthenticator {
  return Object.assign(new FakeAuthenticator(), change).plugIn();
}

describe("of a way in is shown", () => {
  test("no more than its kind when it is a passphrase or a recovery key", () => {
    expect(describeWayIn(passphrase)).toEqual({ type: "passphrase", id: "passphrase" });
    expect(describeWayIn(recoveryKey)).toEqual({ type: "recovery-key", id: "recovery" });
  });

  test("all that the organisation needs to use its own", () => {
    const shown = {
      type: "escrow" as const,
      id: "escrow",
      addedAt: "2026-11-23T14:05:00.000Z",
      recipient: `age1${"q".repeat(58)}`,
      file: "-----BEGIN AGE ENCRYPTED FILE-----",
    };

    expect(describeWayIn({ ...shown, salt: "S".repeat(22), ...sealed })).toEqual(shown);
  });

  const shown = { type: "passkey", id: "tablet", addedAt: "2026-11-23T14:05:00.000Z", backup: "synced" };

  test("when a passkey was added, where it is kept, and that this browser can ask for it", () => {
    anAuthenticator();

    expect(describeWayIn(aPasskey("tablet"))).toEqual({ ...shown, isUsableHere: true });
  });

  test("that a passkey cannot be asked for at another address of the app", () => {
    anAuthenticator();

    expect(describeWayIn(aPasskey("tablet", "www.contacts.example"))).toEqual({ ...shown, isUsableHere: false });
  });

  test("that a passkey cannot be asked for by a browser without passkeys", () => {
    expect(describeWayIn(aPasskey("tablet"))).toEqual({ ...shown, isUsableHere: false });

    anAuthenticator();
    vi.stubGlobal("navigator", {});
    expect(describeWayIn(aPasskey("tablet"))).toEqual({ ...shown, isUsableHere: false });
  });
});

describe("the screen lock", () => {
  test("is asked for every passkey of this address, each with an input of its own", async () => {
    const device = anAuthenticator();
    const [tablet, phone] = [aPasskey("tablet"), aPasskey("phone")];

    await askPasskey(aHeader(tablet, aPasskey("elsewhere", "www.contacts.example"), phone));

    // strictly: otherwise any two buffers would do
    expect(device.asked).toStrictEqual([
      {
        challenge: expect.any(Uint8Array),
        rpId: DOMAIN,
        timeout: 60_000,
        userVerification: "required",
        allowCredentials: [
          { type: "public-key", id: rawIdOf(tablet) },
          { type: "public-key", id: rawIdOf(phone) },
        ],
        extensions: {
          prf: {
            evalByCredential: {
              [tablet.credentialId]: { first: inputFor(tablet) },
              [phone.credentialId]: { first: inputFor(phone) },
            },
          },
        },
      },
    ]);
  });

  test("is asked with another challenge each time", async () => {
    const device = anAuthenticator();

    await askPasskey(aHeader(aPasskey("tablet")));
    await askPasskey(aHeader(aPasskey("tablet")));

    const [one, other] = device.asked.map(({ challenge }) => challenge);
    expect(one?.byteLength).toBe(32);
    expect(one).not.toEqual(other);
  });

  test.each([0, 1])("gives the key of the passkey that the person took: number %i", async (index) => {
    anAuthenticator({ choose: (allowed) => allowed[index] });
    const passkeys = [aPasskey("tablet"), aPasskey("phone")];
    const taken = passkeys[index]!;

    expect(await askPasskey(aHeader(...passkeys))).toEqual({
      kind: "passkey",
      id: taken.id,
      output: answerOf(rawIdOf(taken), inputFor(taken)),
    });
  });

  test.each<[string, Partial<FakeAuthenticator>]>([
    ["the person calls it off", { insteadOfAsking: cancelled }],
    ["the browser gives nothing", { insteadOfAsking: async () => null }],
    ["the passkey has lost the function", { atAsking: () => undefined }],
    ["the passkey answers too little", { atAsking: () => new ArrayBuffer(31) }],
    ["the passkey answers too much", { atAsking: () => new ArrayBuffer(33) }],
    ["the browser took a passkey that the header does not list", { choose: () => hashOf("a stranger's") }],
  ])("gives no key when %s", async (_what, change) => {
    const device = anAuthenticator({ atAsking: (own) => own, ...change });

    expect(await askPasskey(aHeader(aPasskey("tablet")))).toBeUndefined();
    expect(device.asked).toHaveLength(1);
  });

  test.each<[string, PasskeyUnlocker[]]>([
    ["there is no passkey", []],
    ["each passkey is of another address", [aPasskey("elsewhere", "www.contacts.example")]],
  ])("is not asked when %s", async (_what, passkeys) => {
    const device = anAuthenticator();

    expect(await askPasskey(aHeader(...passkeys))).toBeUndefined();
    expect(device.asked).toEqual([]);
  });

  test("is not asked in a browser without passkeys", async () => {
    vi.stubGlobal("navigator", { credentials: {} });

    expect(await askPasskey(aHeader(aPasskey("tablet")))).toBeUndefined();
  });
});

import { afterEach, describe, expect, test, vi } from "vitest";
import { encodeBase64Url } from "../../../src/shared/base64url.ts";
import { makePasskey } from "../../../src/vault/passkey.ts";
import { answerOf, cancelled, DOMAIN, FakeAuthenticator, flag, hashOf } from "./fake-authenticator.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const vaultId = "V".repeat(22);
const rawId = hashOf("passkey 1");
const credentialId = encodeBase64Url(rawId);

function anAuthenticator(change: Partial<FakeAuthenticator> = {}): FakeAuthenticator {
  return Object.assign(new FakeAuthenticator(), change).plugIn();
}

/** What a passkey is to be asked for a vault and a salt. */
const inputFor = (salt: string) => hashOf(`ss-vault/1|prf|${vaultId}|${salt}`).buffer;

describe("a passkey", () => {
  test("that answers at its making is asked no second time", async () => {
    const device = anAuthenticator();

    const made = await makePasskey(vaultId);

    if (made === undefined) return expect.fail("none was made");
    const output = answerOf(rawId, inputFor(made.salt));
    expect(made).toEqual({ rpId: DOMAIN, credentialId, backup: "device-bound", salt: made.salt, output });
    expect(made.salt).toMatch(/^[\w-]{43}$/);
    expect(device.asked).toEqual([]);
    expect(device.dropped).toEqual([]);
  });

  test("is made by the device itself, with the person verified, under a name that says nothing of them", async () => {
    const device = anAuthenticator();

    const made = await makePasskey(vaultId);

    // strictly: otherwise any two buffers would do
    expect(device.made).toStrictEqual([
      {
        challenge: expect.any(Uint8Array),
        rp: { id: DOMAIN, name: "Safer Sleep Contacts" },
        user: { id: expect.any(Uint8Array), name: "Safer Sleep Contacts", displayName: "Safer Sleep Contacts" },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -8 },
          { type: "public-key", alg: -257 },
        ],
        timeout: 60_000,
        attestation: "none",
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          residentKey: "required",
          userVerification: "required",
        },
        extensions: { prf: { eval: { first: inputFor(made?.salt ?? "") } } },
      },
    ]);
  });

  test("has a challenge, a user and a salt of its own each time", async () => {
    const device = anAuthenticator();

    const salts = [await makePasskey(vaultId), await makePasskey(vaultId)].map((made) => made?.salt);

    const [one, other] = device.made;
    expect([one?.challenge.byteLength, one?.user.id.byteLength]).toEqual([32, 16]);
    expect(one?.challenge).not.toEqual(other?.challenge);
    expect(one?.user.id).not.toEqual(other?.user.id);
    expect(salts[0]).not.toBe(salts[1]);
  });

  test("that only says at its making that it can is asked once more, for the same", async () => {
    const device = anAuthenticator({ atMaking: () => undefined });

    const made = await makePasskey(vaultId);

    if (made === undefined) return expect.fail("none was made");
    const first = inputFor(made.salt);
    expect(made.output).toEqual(answerOf(rawId, first));
    // strictly: otherwise any two buffers would do
    expect(device.asked).toStrictEqual([
      {
        challenge: expect.any(Uint8Array),
        rpId: DOMAIN,
        timeout: 60_000,
        userVerification: "required",
        allowCredentials: [{ type: "public-key", id: rawId }],
        extensions: { prf: { eval: { first } } },
      },
    ]);
    expect(device.asked[0]?.challenge.byteLength).toBe(32);
    expect(device.dropped).toEqual([]);
  });

  test.each<[string, number, string]>([
    ["cannot leave the device", flag.verified, "device-bound"],
    ["says that it was copied but not that it may be", flag.verified | flag.backedUp, "device-bound"],
    ["may be copied", flag.verified | flag.backupEligible, "may-sync"],
    ["was copied", flag.verified | flag.backupEligible | flag.backedUp, "synced"],
  ])("that %s is told apart", async (_what, flags, backup) => {
    anAuthenticator({ flags });

    expect((await makePasskey(vaultId))?.backup).toBe(backup);
  });
});

describe("what a passkey answers", () => {
  const around = (own: Uint8Array) => new Uint8Array([9, 9, ...own, 9]);

  test("is taken from a view of more, in a copy of its own", async () => {
    const given: Uint8Array[] = [];
    anAuthenticator({
      atMaking: (own) => {
        given.push(own);
        return new DataView(around(own).buffer, 2, 32);
      },
    });

    const output = (await makePasskey(vaultId))?.output;

    expect(output).toEqual(given[0]);
    expect(output?.buffer.byteLength).toBe(32);
  });

  test("is copied from a buffer, so that overwriting it leaves the browser's own", async () => {
    const given: Uint8Array[] = [];
    anAuthenticator({
      atMaking: (own) => {
        given.push(own);
        return own.buffer;
      },
    });

    (await makePasskey(vaultId))?.output.fill(0);

    expect(given[0]?.some((byte) => byte !== 0)).toBe(true);
  });

  test.each([0, 31, 33, 64])("is not used when it has %i bytes", async (length) => {
    const device = anAuthenticator({
      atMaking: () => new ArrayBuffer(length),
      atAsking: () => new Uint8Array(length),
    });

    expect(await makePasskey(vaultId)).toBeUndefined();
    expect(device.asked).toHaveLength(1);
    expect(device.dropped).toHaveLength(1);
  });
});

describe("no passkey is left where", () => {
  test.each<[string, Partial<FakeAuthenticator>, number]>([
    ["the device has no such function", { atMaking: () => undefined, atAsking: () => undefined }, 1],
    ["the person calls the second window off", { atMaking: () => undefined, insteadOfAsking: cancelled }, 1],
    ["the second window gives nothing", { atMaking: () => undefined, insteadOfAsking: async () => null }, 1],
    ["the person was not verified", { flags: flag.present | flag.backupEligible | flag.backedUp }, 0],
    ["the device says nothing of the person", { data: () => new Uint8Array(32) }, 0],
    ["the flags are cut off, whatever stands before", { data: () => new Uint8Array(32).fill(0xff) }, 0],
  ])("%s", async (_what, change, asked) => {
    const device = anAuthenticator(change);

    expect(await makePasskey(vaultId)).toBeUndefined();
    expect(device.made).toHaveLength(1);
    expect(device.asked).toHaveLength(asked);
    expect(device.dropped).toEqual([{ rpId: DOMAIN, credentialId }]);
  });

  test("the browser answers as if the passkey was made before", async () => {
    const device = anAuthenticator();
    vi.stubGlobal("AuthenticatorAttestationResponse", class {});

    expect(await makePasskey(vaultId)).toBeUndefined();
    expect(device.dropped).toEqual([{ rpId: DOMAIN, credentialId }]);
  });

  test("the browser cannot tell the device so, or fails to", async () => {
    for (const signals of [undefined, cancelled]) {
      anAuthenticator({ flags: 0, signals });

      expect(await makePasskey(vaultId)).toBeUndefined();
    }
  });

  test.each<[string, () => Promise<null>]>([
    ["the person says no", cancelled],
    ["the browser gives nothing", async () => null],
  ])("%s, and nothing more is asked", async (_what, insteadOfMaking) => {
    const device = anAuthenticator({ insteadOfMaking });

    expect(await makePasskey(vaultId)).toBeUndefined();
    expect(device.made).toHaveLength(1);
    expect(device.asked).toEqual([]);
    expect(device.dropped).toEqual([]);
  });
});

describe("a browser without passkeys makes none, as it", () => {
  test("does not know what they are", async () => {
    vi.stubGlobal("navigator", { credentials: {} });

    expect(await makePasskey(vaultId)).toBeUndefined();
  });

  test("has nowhere to ask for them", async () => {
    const device = anAuthenticator();
    vi.stubGlobal("navigator", {});

    expect(await makePasskey(vaultId)).toBeUndefined();
    expect(device.made).toEqual([]);
  });
});

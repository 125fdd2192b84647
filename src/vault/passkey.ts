import type { PasskeyBackup, WayIn } from "../domain/ways-in.ts";
import { decodeBase64Url, encodeBase64Url } from "../shared/base64url.ts";
import type { PasskeyUnlocker, Unlocker, VaultHeader } from "./header.ts";
import type { PasskeyAnswer } from "./new-unlockers.ts";
import type { KeySource } from "./vault-protocol.ts";

// What the page asks of the device's screen lock: WebAuthn with the PRF extension. There is no server, so nothing is
// signed for anyone: the proof is the key that comes out.

const ASK_MS = 60_000;
const VERIFIED = 0x04; // flags of the authenticator data: the person was verified,
const MAY_BE_BACKED_UP = 0x08; // the passkey may be copied,
const IS_BACKED_UP = 0x10; // and has been

/** An unlocker as far as it may be shown. */
export function describeWayIn(unlocker: Unlocker): WayIn {
  const { type, id } = unlocker;
  switch (type) {
    case "passkey": {
      const { addedAt, backup } = unlocker;
      return { type, id, addedAt, backup, isUsableHere: isHere(unlocker) };
    }
    case "escrow": {
      const { addedAt, recipient, file } = unlocker;
      return { type, id, addedAt, recipient, file };
    }
    default:
      return { type, id };
  }
}

/** Has the person use the screen lock for one of the header's passkeys. Undefined when no key comes of it. */
export async function askPasskey({ vaultId, unlockers }: VaultHeader): Promise<KeySource | undefined> {
  const passkeys = unlockers.filter((unlocker) => unlocker.type === "passkey" && isHere(unlocker)) as PasskeyUnlocker[];
  if (passkeys.length === 0) return;
  const inputs = passkeys.map(async ({ credentialId, salt }) => [
    credentialId,
    { first: await prfInput(vaultId, salt) },
  ]);
  const credential = await orUndefined(async () =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId: location.hostname,
        timeout: ASK_MS,
        userVerification: "required",
        allowCredentials: passkeys.map(({ credentialId }) => toDescriptor(credentialId)),
        extensions: { prf: { evalByCredential: Object.fromEntries(await Promise.all(inputs)) } },
      },
    }),
  );
  if (!(credential instanceof PublicKeyCredential)) return;
  const output = prfOutput(credential);
  const id = passkeys.find(
    ({ credentialId }) => credentialId === encodeBase64Url(new Uint8Array(credential.rawId)),
  )?.id;
  return output === undefined || id === undefined ? undefined : { kind: "passkey", id, output };
}

/** Makes a passkey for this vault. Undefined when the device cannot, or the person said no; then none is left behind. */
export async function makePasskey(vaultId: string): Promise<PasskeyAnswer | undefined> {
  if (!isSupported()) return;
  const salt = encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const first = await prfInput(vaultId, salt);
  const credential = await orUndefined(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { id: location.hostname, name: "Safer Sleep Contacts" },
        // Shown by the device where it lists passkeys, so it names nobody.
        user: {
          id: crypto.getRandomValues(new Uint8Array(16)),
          name: "Safer Sleep Contacts",
          displayName: "Safer Sleep Contacts",
        },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
        timeout: ASK_MS,
        attestation: "none",
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          residentKey: "required",
          userVerification: "required",
        },
        extensions: { prf: { eval: { first } } },
      },
    }),
  );
  if (!(credential instanceof PublicKeyCredential)) return;
  const credentialId = encodeBase64Url(new Uint8Array(credential.rawId));
  const backup = backupOf(credential);
  const output = prfOutput(credential) ?? (await askOnce(credentialId, first));
  if (output !== undefined && backup !== undefined) {
    return { rpId: location.hostname, credentialId, backup, salt, output };
  }
  await orUndefined(() => dropPasskey(credentialId));
  return;
}

/** Tells the device that a passkey is of no use any more, where the browser can say so. */
async function dropPasskey(credentialId: string): Promise<void> {
  if (!("signalUnknownCredential" in PublicKeyCredential)) return;
  await PublicKeyCredential.signalUnknownCredential({ rpId: location.hostname, credentialId });
}

// Some authenticators say at the making only that they can, and answer when they are asked.
async function askOnce(credentialId: string, first: BufferSource) {
  const credential = await orUndefined(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId: location.hostname,
        timeout: ASK_MS,
        userVerification: "required",
        allowCredentials: [toDescriptor(credentialId)],
        extensions: { prf: { eval: { first } } },
      },
    }),
  );
  return credential instanceof PublicKeyCredential ? prfOutput(credential) : undefined;
}

function isHere({ rpId }: { rpId: string }): boolean {
  return isSupported() && rpId === location.hostname;
}

function isSupported(): boolean {
  return "PublicKeyCredential" in globalThis && "credentials" in navigator;
}

function toDescriptor(credentialId: string): PublicKeyCredentialDescriptor {
  return { type: "public-key", id: decodeBase64Url(credentialId) };
}

// Both parts are of fixed length, so no two pairs give one input.
function prfInput(vaultId: string, salt: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(`ss-vault/1|prf|${vaultId}|${salt}`));
}

function prfOutput(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return;
  const bytes = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return bytes.length === 32 ? Uint8Array.from(bytes) : undefined;
}

// Undefined when the person was not verified.
function backupOf({ response }: PublicKeyCredential): PasskeyBackup | undefined {
  if (!(response instanceof AuthenticatorAttestationResponse)) return;
  const flags = new Uint8Array(response.getAuthenticatorData())[32] ?? 0; // after the 32 bytes of the domain's hash
  if ((flags & VERIFIED) === 0) return;
  if ((flags & MAY_BE_BACKED_UP) === 0) return "device-bound";
  return (flags & IS_BACKED_UP) === 0 ? "may-sync" : "synced";
}

// Cancelled, timed out, not there, not allowed: the browser does not say which, so as not to tell sites who is there.
async function orUndefined<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

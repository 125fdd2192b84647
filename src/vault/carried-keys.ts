import { decodeBase64Url, encodeBase64Url } from "../shared/base64url.ts";
import { boundContext } from "./bound-context.ts";
import type { CarriedKey, VaultHeader } from "./header.ts";
import { deriveKeys, type VaultKeys } from "./keys.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A root key with the epoch and the vault it belongs to. */
export interface Epoch {
  rootKey: Bytes;
  vaultId: string;
  epoch: number;
}

/**
 * The keys of an authentic header, with those that it carries over from earlier epochs. Reads `rootKey` and leaves it.
 * Rejects if a carried key does not open, which no header that is authentic can cause.
 */
export async function withCarriedKeys(keys: VaultKeys, header: VaultHeader, rootKey: Bytes): Promise<VaultKeys> {
  const here = { rootKey, vaultId: header.vaultId, epoch: header.epoch };
  const carried = { ...keys };
  if (header.names !== undefined) carried.blind = await importNames(await openCarried(here, header.names, "names"));
  if (header.former !== undefined) {
    const { epoch } = header.former;
    const { rec } = await deriveKeys(await openFormer(here, header.former), header.vaultId, epoch);
    carried.former = { epoch, rec };
  }
  return carried;
}

/** What the header of the epoch after `before` carries over: the key that names rows, and the former root key. */
export async function carryOver(
  before: Epoch,
  next: Epoch,
  names: CarriedKey | undefined,
): Promise<Required<Pick<VaultHeader, "names" | "former">>> {
  const blind = names === undefined ? await namesOf(before) : await openCarried(before, names, "names");
  const carried = {
    names: await sealCarried(next, blind, "names"),
    former: { epoch: before.epoch, ...(await sealCarried(next, before.rootKey, formerName(before.epoch))) },
  };
  blind.fill(0);
  return carried;
}

function openFormer(here: Epoch, former: NonNullable<VaultHeader["former"]>): Promise<Bytes> {
  return openCarried(here, former, formerName(former.epoch));
}

function formerName(epoch: number): string {
  return `former/${epoch}`;
}

async function sealCarried(here: Epoch, key: Bytes, name: string): Promise<CarriedKey> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: carriedContext(here, name) };
  const wrapped = new Uint8Array(await crypto.subtle.encrypt(algorithm, await carryingKey(here), key));
  return { iv: encodeBase64Url(iv), wrapped: encodeBase64Url(wrapped) };
}

async function openCarried(here: Epoch, { iv, wrapped }: CarriedKey, name: string): Promise<Bytes> {
  const algorithm = { name: "AES-GCM", iv: decodeBase64Url(iv), additionalData: carriedContext(here, name) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, await carryingKey(here), decodeBase64Url(wrapped)));
}

function carriedContext({ vaultId, epoch }: Epoch, name: string): Bytes {
  return boundContext("ss-vault/1|carry|", vaultId, String(epoch), name);
}

async function carryingKey(here: Epoch): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", here.rootKey, "HKDF", false, ["deriveKey"]);
  const aes = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(hkdfFor(here, "carry"), base, aes, false, ["encrypt", "decrypt"]);
}

// The same bits that deriveKeys makes into the naming key of the first epoch.
async function namesOf(here: Epoch): Promise<Bytes> {
  const base = await crypto.subtle.importKey("raw", here.rootKey, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits(hkdfFor(here, "blind"), base, 256));
}

function hkdfFor({ vaultId, epoch }: Epoch, purpose: string): HkdfParams {
  const utf8 = new TextEncoder();
  return { name: "HKDF", hash: "SHA-256", salt: utf8.encode(vaultId), info: utf8.encode(`ss/1|${epoch}|${purpose}`) };
}

async function importNames(bytes: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  } finally {
    bytes.fill(0);
  }
}

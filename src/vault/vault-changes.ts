import * as z from "zod/mini";
import { assertNever } from "../shared/assert-never.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { carryOver, type Epoch, withCarriedKeys } from "./carried-keys.ts";
import {
  AGE_RECIPIENT,
  authenticateHeader,
  isHeaderAuthentic,
  type KdfCost,
  type Unlocker,
  VaultHeader,
} from "./header.ts";
import { deriveKeys, newRootKey, type VaultKeys } from "./keys.ts";
import {
  type RootKey,
  wrapForEscrow,
  wrapWithNewRecoveryKey,
  wrapWithPasskey,
  wrapWithPassphrase,
} from "./new-unlockers.ts";

// All that makes or changes a vault. Unlocking needs none of it, so the worker loads it only when it is asked for.

const Bytes32 = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.length === 32);

/** A change to a header, as the page asks for it. */
export const HeaderChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passphrase"), passphrase: z.string() }),
  z.strictObject({ kind: z.literal("recovery-key") }),
  z.strictObject({
    kind: z.literal("passkey"),
    answer: z.strictObject({
      rpId: z.string(),
      credentialId: z.string(),
      backup: z.enum(["device-bound", "may-sync", "synced"]),
      salt: z.string(),
      output: Bytes32,
    }),
  }),
  z.strictObject({ kind: z.literal("escrow"), recipient: z.string() }),
  z.strictObject({ kind: z.literal("remove"), id: z.string() }),
  z.strictObject({ kind: z.literal("new-keys"), passphrase: z.string() }),
]);
export type HeaderChange = z.infer<typeof HeaderChange>;

/** Why a change cannot be made, once the vault is open. */
export interface ChangeRefusal {
  kind: "recipient-unreadable" | "new-keys-unfinished" | "not-removable";
}

/** A header to save, the words of a recovery key made with it, and the keys to use once it is saved. */
export interface ChangedVault {
  header: VaultHeader;
  keys: VaultKeys;
  recoveryWords?: string[];
}

/** An open header: its root key is at hand, and whoever opened it overwrites that. */
export interface OpenedHeader {
  header: VaultHeader;
  keys: VaultKeys;
  rootKey: Uint8Array<ArrayBuffer>;
}

/** What a new passphrase costs, and the time. */
export interface ChangeOptions {
  kdf: KdfCost;
  now: () => Date;
}

/** A new vault with two ways in. The caller has checked the passphrase's strength. */
export async function createVault(
  passphrase: string,
  { kdf, now }: ChangeOptions,
): Promise<ChangedVault & { recoveryWords: string[] }> {
  const root = { vaultId: randomId(), rootKey: newRootKey() };
  const byPassphrase = await wrapWithPassphrase(root, passphrase, kdf);
  const recovery = await wrapWithNewRecoveryKey(root);
  const keys = await deriveKeys(root.rootKey, root.vaultId, 1);
  const header = await authenticateHeader(
    {
      format: "ss-vault/1",
      vaultId: root.vaultId,
      epoch: keys.epoch,
      createdAt: now().toISOString(),
      unlockers: [byPassphrase, recovery.unlocker],
    },
    keys.header,
  );
  return { header, keys, recoveryWords: recovery.words };
}

/** The header after a change. There stay a passphrase and a recovery key, whatever is asked. Throws for no known change. */
export async function changeHeader(
  opened: OpenedHeader,
  unparsed: unknown,
  options: ChangeOptions,
): Promise<Result<ChangedVault, ChangeRefusal>> {
  const change = HeaderChange.parse(unparsed);
  const { header, keys, rootKey } = opened;
  const root = { rootKey, vaultId: header.vaultId };
  const addedAt = options.now().toISOString();
  switch (change.kind) {
    case "passphrase":
      return ok(await replaced(opened, await wrapWithPassphrase(root, change.passphrase, options.kdf)));
    case "recovery-key": {
      const { unlocker, words } = await wrapWithNewRecoveryKey(root);
      return ok({ ...(await replaced(opened, unlocker)), recoveryWords: words });
    }
    case "passkey":
      return ok(await replaced(opened, await wrapWithPasskey(root, change.answer, addedAt)));
    case "escrow":
      if (!(await isRecipient(change.recipient))) return err({ kind: "recipient-unreadable" });
      return ok(await replaced(opened, await escrowFor(root, change.recipient, addedAt)));
    case "remove": {
      const unlockers = header.unlockers.filter(({ id, type }) => id !== change.id || !isRemovable(type));
      if (unlockers.length === header.unlockers.length) return err({ kind: "not-removable" });
      return ok({ header: await signed({ ...header, unlockers }, keys), keys });
    }
    case "new-keys":
      return header.former === undefined
        ? ok(await renewed(opened, change.passphrase, options))
        : err({ kind: "new-keys-unfinished" });
    default:
      return assertNever(change);
  }
}

/** The header without the former root key, or undefined if it is not the one that these keys belong to. */
export async function retireFormer(unparsed: unknown, keys: VaultKeys): Promise<ChangedVault | undefined> {
  const header = VaultHeader.parse(unparsed);
  if (header.epoch !== keys.epoch || !(await isHeaderAuthentic(header, keys.header))) return;
  const { former: _former, ...rest } = header;
  const { former: _keys, ...current } = keys;
  return { header: await signed(rest, keys), keys: current };
}

// Everything new at once, in one header: whoever had the old root key, or any secret to it, has nothing of the new one.
async function renewed({ header, rootKey }: OpenedHeader, passphrase: string, { kdf, now }: ChangeOptions) {
  const before: Epoch = { rootKey, vaultId: header.vaultId, epoch: header.epoch };
  const next: Epoch = { rootKey: newRootKey(), vaultId: header.vaultId, epoch: header.epoch + 1 };
  try {
    const byPassphrase = await wrapWithPassphrase(next, passphrase, kdf);
    const recovery = await wrapWithNewRecoveryKey(next);
    const escrows = [];
    for (const unlocker of header.unlockers) {
      if (unlocker.type === "escrow") escrows.push(await escrowFor(next, unlocker.recipient, now().toISOString()));
    }
    const carried = await carryOver(before, next, header.names);
    const keys = await deriveKeys(next.rootKey.slice(), next.vaultId, next.epoch);
    const changed = await signed(
      { ...header, epoch: next.epoch, unlockers: [byPassphrase, recovery.unlocker, ...escrows], ...carried },
      keys,
    );
    return {
      header: changed,
      keys: await withCarriedKeys(keys, changed, next.rootKey),
      recoveryWords: recovery.words,
    };
  } finally {
    next.rootKey.fill(0);
  }
}

async function isRecipient(text: string): Promise<boolean> {
  const { isRecipient } = await escrowFiles();
  return AGE_RECIPIENT.test(text) && isRecipient(text);
}

async function escrowFor(root: RootKey, recipient: string, addedAt: string) {
  const { escrowFile } = await escrowFiles();
  return wrapForEscrow(root, { recipient, addedAt }, (words) => escrowFile(words, recipient));
}

// With the whole of age, which few ever need.
function escrowFiles() {
  return import("./escrow-file.ts");
}

async function replaced({ header, keys }: OpenedHeader, unlocker: Unlocker): Promise<ChangedVault> {
  const others = header.unlockers.filter(({ type }) => type !== unlocker.type);
  return { header: await signed({ ...header, unlockers: [unlocker, ...others] }, keys), keys };
}

function signed({ mac: _, ...header }: Omit<VaultHeader, "mac"> & { mac?: string }, keys: VaultKeys) {
  return authenticateHeader(header, keys.header);
}

function isRemovable(type: Unlocker["type"]): boolean {
  return type === "passkey" || type === "escrow";
}

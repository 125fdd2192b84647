import * as z from "zod/mini";

// What the page and the vault's worker say to each other. Both sides parse what they receive.

const Bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
);
const RowId = z.string().check(z.minLength(1), z.maxLength(64));
const Version = z.int().check(z.gte(0), z.lte(2 ** 31 - 1));

const PlainRow = z.strictObject({ id: RowId, version: Version, plaintext: Bytes });
const SealedRow = z.strictObject({
  id: RowId,
  format: z.int(),
  epoch: z.int(),
  version: Version,
  iv: Bytes,
  ciphertext: Bytes,
});
const OpenedRow = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), id: RowId, version: Version, plaintext: Bytes }),
  z.strictObject({ ok: z.literal(false), id: RowId, version: Version }),
]);

/** What the root key is unwrapped with. For a passkey: which unlocker's it is, and what it answered. */
export const KeySource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passphrase"), passphrase: z.string() }),
  z.strictObject({ kind: z.literal("recovery-words"), words: z.string() }),
  z.strictObject({ kind: z.literal("passkey"), id: z.string(), output: Bytes }),
]);
export type KeySource = z.infer<typeof KeySource>;

/** Why a header may not open. */
export const unlockFailures = [
  "wrong-secret",
  "words-unreadable",
  "header-unreadable",
  "header-altered",
  "kdf-refused",
] as const;
export const UnlockFailure = z.strictObject({ kind: z.enum(unlockFailures) });

const seq = z.int();

/** One call to the worker. `seq` comes back in its reply. Headers are parsed by the engine itself, edits by edit-protocol.ts. */
export const VaultRequest = z.discriminatedUnion("call", [
  z.strictObject({ seq, call: z.literal("unlock"), header: z.unknown(), secret: KeySource }),
  z.strictObject({ seq, call: z.literal("edit"), edit: z.unknown() }),
  z.strictObject({ seq, call: z.literal("seal"), rows: z.array(PlainRow) }),
  z.strictObject({ seq, call: z.literal("open"), rows: z.array(SealedRow) }),
  z.strictObject({ seq, call: z.literal("namedRowId"), name: z.string() }),
]);
export type VaultRequest = z.infer<typeof VaultRequest>;

/** What each call comes back with when it is done. */
export const VaultAnswers = {
  unlock: resultOf(z.strictObject({ vaultId: z.string() }), UnlockFailure),
  edit: z.unknown(),
  seal: z.array(SealedRow),
  open: z.array(OpenedRow),
  namedRowId: RowId,
};
export type VaultAnswer<C extends VaultRequest["call"]> = z.infer<(typeof VaultAnswers)[C]>;

/**
 * The worker's reply. `broken` carries the name of the error that ended the call and never its message, which might
 * quote a secret. `garbled` answers a message that is not a VaultRequest, whose `seq` is therefore unknown.
 */
export const VaultReply = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("done"), seq, answer: z.unknown() }),
  z.strictObject({ outcome: z.literal("locked"), seq }),
  z.strictObject({ outcome: z.literal("broken"), seq, name: z.string() }),
  z.strictObject({ outcome: z.literal("garbled") }),
]);
export type VaultReply = z.infer<typeof VaultReply>;

/** The schema of a Result. */
export function resultOf<T extends z.ZodMiniType, E extends z.ZodMiniType>(value: T, error: E) {
  return z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error }),
  ]);
}

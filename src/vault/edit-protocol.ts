import * as z from "zod/mini";
import { VaultHeader } from "./header.ts";
import type { VaultCalls } from "./vault-calls.ts";
import { KeySource, resultOf, UnlockFailure, unlockFailures } from "./vault-protocol.ts";

// What the page and the vault's worker say to each other when a vault is made or changed. A contact needs none of it,
// so both sides load it when they are asked.

/** What is asked of the worker. The change itself is parsed by the engine. */
export const VaultEdit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("create"), passphrase: z.string() }),
  z.strictObject({ kind: z.literal("change"), header: z.unknown(), secret: KeySource, change: z.unknown() }),
  z.strictObject({ kind: z.literal("retire"), header: z.unknown() }),
  z.strictObject({ kind: z.literal("adopt") }),
]);
export type VaultEdit = z.infer<typeof VaultEdit>;

const ChangeFailure = z.strictObject({
  kind: z.enum([...unlockFailures, "recipient-unreadable", "new-keys-unfinished", "not-removable"]),
});
const ChangedHeader = z.strictObject({ header: VaultHeader, recoveryWords: z.exactOptional(z.array(z.string())) });

const EditAnswers = {
  create: z.strictObject({ header: VaultHeader, recoveryWords: z.array(z.string()) }),
  change: resultOf(ChangedHeader, ChangeFailure),
  retire: resultOf(ChangedHeader, UnlockFailure),
  adopt: z.undefined(),
};
type EditAnswer<K extends VaultEdit["kind"]> = z.infer<(typeof EditAnswers)[K]>;

/** Has the worker do it. Rejects like `VaultCalls.call`, and with a ZodError when the answer is of another form. */
export async function editVault<K extends VaultEdit["kind"]>(
  calls: VaultCalls,
  edit: Extract<VaultEdit, { kind: K }>,
): Promise<EditAnswer<K>> {
  const answer = await calls.call("edit", { edit });
  // The schema is the one filed under this very kind, so its output is this kind's answer.
  return EditAnswers[edit.kind].parse(answer) as EditAnswer<K>;
}

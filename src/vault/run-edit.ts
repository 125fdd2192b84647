import { assertNever } from "../shared/assert-never.ts";
import { VaultEdit } from "./edit-protocol.ts";
import type { VaultCore } from "./vault-core.ts";

/** Does what the page asked. Throws when that is of no known form. */
export function runEdit(core: VaultCore, unparsed: unknown): Promise<unknown> | undefined {
  const edit = VaultEdit.parse(unparsed);
  switch (edit.kind) {
    case "create":
      return core.create(edit.passphrase);
    case "change":
      return core.change(edit.header, edit.secret, edit.change);
    case "retire":
      return core.retire(edit.header);
    case "adopt":
      core.adopt();
      return undefined;
    default:
      return assertNever(edit);
  }
}

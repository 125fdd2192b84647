import { VaultLockedError } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import type { VaultCore } from "./vault-core.ts";
import { type VaultReply, VaultRequest } from "./vault-protocol.ts";

/** The end of a message channel: a worker's global scope, or a MessagePort. */
export interface MessageEnd {
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
}

/** Answers each request that arrives at `end` from `core`. Row buffers in answers are transferred, not copied. */
export function serveVault(end: MessageEnd, core: VaultCore): void {
  end.addEventListener("message", async (event) => {
    const request = VaultRequest.safeParse(event.data);
    const { reply, transfer }: Outcome = request.success
      ? await answer(core, request.data)
      : { reply: { outcome: "garbled" }, transfer: [] };
    end.postMessage(reply, { transfer });
  });
}

interface Outcome {
  reply: VaultReply;
  transfer: Transferable[];
}

async function answer(core: VaultCore, request: VaultRequest): Promise<Outcome> {
  const { seq } = request;
  try {
    const { answer, transfer = [] } = await run(core, request);
    return { reply: { outcome: "done", seq, answer }, transfer };
  } catch (error) {
    if (error instanceof VaultLockedError) return { reply: { outcome: "locked", seq }, transfer: [] };
    const name = error instanceof Error ? error.name : typeof error;
    return { reply: { outcome: "broken", seq, name }, transfer: [] };
  }
}

async function run(core: VaultCore, request: VaultRequest): Promise<{ answer: unknown; transfer?: Transferable[] }> {
  switch (request.call) {
    case "unlock":
      return { answer: await core.unlock(request.header, request.secret) };
    case "edit": {
      const { runEdit } = await import("./run-edit.ts");
      return { answer: await runEdit(core, request.edit) };
    }
    case "seal": {
      const rows = await core.seal(request.rows);
      return { answer: rows, transfer: rows.map(({ ciphertext }) => ciphertext.buffer) };
    }
    case "open": {
      const rows = await core.open(request.rows);
      return { answer: rows, transfer: rows.flatMap((row) => (row.ok ? [row.plaintext.buffer] : [])) };
    }
    case "namedRowId":
      return { answer: await core.namedRowId(request.name) };
    default:
      return assertNever(request);
  }
}

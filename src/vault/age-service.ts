import { assertNever } from "../shared/assert-never.ts";
import { checkTeamKey, openFile, sealFile } from "./age-cipher.ts";
import { type AgeReply, AgeRequest } from "./age-protocol.ts";
import type { MessageEnd } from "./vault-service.ts";

/** Answers each request that arrives at `end`. What breaks is answered as `stopped`, without the error's own words. */
export function serveFiles(end: MessageEnd): void {
  end.addEventListener("message", async (event) => {
    const request = AgeRequest.safeParse(event.data);
    const reply: AgeReply = request.success ? await answer(request.data) : stopped;
    const bytes = reply.ok ? reply.value : undefined;
    end.postMessage(reply, { transfer: bytes instanceof Uint8Array ? [bytes.buffer] : [] });
  });
}

const stopped: AgeReply = { ok: false, error: { kind: "stopped" } };

async function answer(request: AgeRequest): Promise<AgeReply> {
  try {
    switch (request.call) {
      case "seal":
        return await sealFile(request.content, request.lock);
      case "open":
        return await openFile(request.file, request.key);
      case "checkTeamKey":
        return checkTeamKey(request.recipient);
      default:
        return assertNever(request);
    }
  } catch {
    return stopped;
  }
}

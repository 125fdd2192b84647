import { backupLimits } from "../domain/backup-limits.ts";
import { err, ok, type Result } from "../shared/result.ts";

/** Content as gzip, which any system unpacks. Records are mostly the names of their fields, so it is a tenth. */
export async function pack(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** What was packed. Stops as soon as it grows past the limits, so that a small file cannot fill the memory. */
export async function unpack(
  packed: Uint8Array<ArrayBuffer>,
  { contentBytes, ratio }: { contentBytes: number; ratio: number } = backupLimits,
): Promise<Result<Uint8Array, { kind: "too-large" } | { kind: "not-a-backup" }>> {
  const most = Math.min(contentBytes, Math.max(packed.length, FREE_BYTES) * ratio);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) {
        await reader.cancel();
        return err({ kind: "too-large" });
      }
      chunks.push(next.value);
    }
  } catch {
    return err({ kind: "not-a-backup" });
  }
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return ok(content);
}

// Below this the ratio says nothing: a few hundred bytes of spaces pack to almost none.
const FREE_BYTES = 1024;

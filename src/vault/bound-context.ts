/**
 * The associated data of one encryption: what it is for and what it belongs to. Each part is preceded by its length
 * (32 bits, big-endian, in UTF-8 bytes), so no two lists of parts give the same bytes.
 */
export function boundContext(...parts: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map((part) => new TextEncoder().encode(part));
  const context = new Uint8Array(encoded.reduce((total, part) => total + 4 + part.length, 0));
  const view = new DataView(context.buffer);
  let at = 0;
  for (const part of encoded) {
    view.setUint32(at, part.length);
    context.set(part, at + 4);
    at += 4 + part.length;
  }
  return context;
}

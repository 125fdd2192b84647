/**
 * In place of `hash-wasm`, for tests that unlock often and are about something else: whoever has the header can be made
 * to wait by its cost, and here nobody needs to be. `vi.mock("hash-wasm", () => import("…/quick-kdf.ts"))`.
 */
export async function argon2id({ password, salt }: { password: Uint8Array; salt: Uint8Array }): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([...password, ...salt])));
}

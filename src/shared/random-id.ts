import { encodeBase64Url } from "./base64url.ts";

/** A fresh opaque id: 128 random bits as 22 base64url characters. It says nothing of what it names. */
export function randomId(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}

import { createHash } from "node:crypto";
import { vi } from "vitest";

/** Flags of authenticator data, as WebAuthn numbers them. */
export const flag = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10 };

export const DOMAIN = "contacts.example";

/** 32 bytes that depend on the text alone. */
export function hashOf(text: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(text).digest());
}

type PrfInput = BufferSource | undefined;

/**
 * A browser with WebAuthn, and a device whose screen lock makes passkeys in it. Each passkey answers an input with 32
 * bytes of its own for it, as the PRF extension promises. A test changes whatever it is about.
 */
export class FakeAuthenticator {
  /** What the browser was asked for, oldest first. */
  readonly made: PublicKeyCredentialCreationOptions[] = [];
  readonly asked: PublicKeyCredentialRequestOptions[] = [];
  readonly dropped: unknown[] = [];
  flags = flag.present | flag.verified;
  /** The authenticator data of the next passkey. */
  data = () => new Uint8Array([...hashOf(DOMAIN), this.flags, 0, 0, 0, 0]);
  /** What a passkey answers when it is made, and when it is asked. */
  atMaking: (own: Uint8Array<ArrayBuffer>) => BufferSource | undefined = (own) => own.buffer;
  atAsking: (own: Uint8Array<ArrayBuffer>) => BufferSource | undefined = (own) => own.buffer;
  /** What the browser's window gives instead of a credential. */
  insteadOfMaking: (() => Promise<null>) | undefined;
  insteadOfAsking: (() => Promise<null>) | undefined;
  /** Which of the passkeys that are allowed the person takes. */
  choose = (allowed: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> | undefined => allowed[0];
  signals: ((signalled: unknown) => Promise<void>) | undefined = async (signalled) => {
    this.dropped.push(signalled);
  };

  /** Puts it into the globals, until `vi.unstubAllGlobals()`. */
  plugIn(): this {
    vi.stubGlobal("location", new URL(`https://${DOMAIN}/`));
    vi.stubGlobal("PublicKeyCredential", this.signals === undefined ? Credential : withSignal(this.signals));
    vi.stubGlobal("AuthenticatorAttestationResponse", AttestationResponse);
    vi.stubGlobal("navigator", { credentials: { create: this.#create, get: this.#get } });
    return this;
  }

  #create = async ({ publicKey }: { publicKey: PublicKeyCredentialCreationOptions }) => {
    this.made.push(publicKey);
    if (this.insteadOfMaking !== undefined) return this.insteadOfMaking();
    const rawId = hashOf(`passkey ${this.made.length}`);
    const own = answerOf(rawId, publicKey.extensions?.prf?.eval?.first);
    return aCredential(rawId, this.atMaking(own), new AttestationResponse(this.data()));
  };

  #get = async ({ publicKey }: { publicKey: PublicKeyCredentialRequestOptions }) => {
    this.asked.push(publicKey);
    if (this.insteadOfAsking !== undefined) return this.insteadOfAsking();
    const rawId = this.choose((publicKey.allowCredentials ?? []).map(({ id }) => Uint8Array.from(id as Uint8Array)));
    if (rawId === undefined) return null;
    const prf = publicKey.extensions?.prf;
    const input = prf?.eval ?? prf?.evalByCredential?.[Buffer.from(rawId).toString("base64url")];
    return aCredential(rawId, this.atAsking(answerOf(rawId, input?.first)), {});
  };
}

/** What the passkey with this id answers to an input. */
export function answerOf(rawId: Uint8Array, input: PrfInput): Uint8Array<ArrayBuffer> {
  return hashOf(new Uint8Array([...rawId, ...new Uint8Array(input as ArrayBuffer)]));
}

/** What the browser's window does when the person calls it off, or nothing comes of it. */
export async function cancelled(): Promise<never> {
  throw new DOMException("The operation either timed out or was not allowed.", "NotAllowedError");
}

class Credential {
  readonly rawId: ArrayBuffer;
  readonly response: unknown;
  readonly #first: BufferSource | undefined;

  constructor(rawId: ArrayBuffer, first: BufferSource | undefined, response: unknown) {
    this.rawId = rawId;
    this.response = response;
    this.#first = first;
  }

  getClientExtensionResults() {
    return this.#first === undefined ? {} : { prf: { results: { first: this.#first } } };
  }
}

class AttestationResponse {
  readonly #data: Uint8Array<ArrayBuffer>;

  constructor(data: Uint8Array<ArrayBuffer>) {
    this.#data = data;
  }

  getAuthenticatorData(): ArrayBuffer {
    return this.#data.buffer;
  }
}

function withSignal(signalUnknownCredential: (signalled: unknown) => Promise<void>) {
  return class extends Credential {
    static signalUnknownCredential = signalUnknownCredential;
  };
}

// Of the very class that the browser says it has: that is how the app knows a credential.
function aCredential(rawId: Uint8Array<ArrayBuffer>, first: BufferSource | undefined, response: unknown) {
  return new (PublicKeyCredential as unknown as typeof Credential)(rawId.buffer, first, response);
}

import { writeFileSync } from "node:fs";
import { identityToRecipient } from "age-encryption";
import { encodeBase64Url } from "../../src/shared/base64url.ts";
import { KDF_FLOOR, type VaultHeader } from "../../src/vault/header.ts";
import { VaultCore } from "../../src/vault/vault-core.ts";

// Makes vault-v1.json and vault-v1-ways-in.json, the published vectors of the vault's format. What they describe lies on devices we cannot reach,
// so they are made again only for a format of another number, in a file of another name. From the repository's root:
//
//   WRITE_VECTORS=1 node -e 'import("vite").then(v => v.runnerImport("./tests/vectors/generate.ts"))'

const PASSPHRASE = "caf\u0065\u0301 aspect calm iron zebra ";
const NEXT_PASSPHRASE = "gravel tulip monkey saddle brisk";
const CREATED_AT = "2026-11-23T09:00:00.000Z";

const ROWS = [
  { id: "AAECAwQFBgcICQoLDA0ODw", version: 1, text: "{}" },
  { id: "EBESExQVFhcYGRobHB0eHw", version: 7, text: '{"note":"Cot in parents’ room, naïve 👶"}' },
  { id: "ICEiIyQlJicoKSorLC0uLw", version: 2_147_483_647, text: "x".repeat(1020) },
  { id: "MDEyMzQ1Njc4OTo7PD0-Pw", version: 2, text: "x".repeat(1021) },
];

async function writeVectors(): Promise<void> {
  write("vault-v1.json", await withFixedRandomness(buildVectors));
  write("vault-v1-ways-in.json", await withFixedRandomness(buildWaysInVectors));
}

function write(name: string, vectors: object): void {
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
}

/** The vectors, as today's code makes them. With fixed randomness they come out the same each time. */
export async function buildVectors() {
  const core = new VaultCore({ kdf: KDF_FLOOR, now: () => new Date(CREATED_AT) });
  const { header, recoveryWords } = await core.create(PASSPHRASE);
  const rows = await core.seal(
    ROWS.map(({ id, version, text }) => ({ id, version, plaintext: new TextEncoder().encode(text) })),
  );
  const namedRows = await Promise.all(
    ["settings", "author", "naïve 👶"].map(async (name) => ({ name, id: await core.namedRowId(name) })),
  );
  const secret = { kind: "passphrase", passphrase: PASSPHRASE } as const;
  const changed = await core.change(header, secret, { kind: "passphrase", passphrase: NEXT_PASSPHRASE });
  if (!changed.ok) throw new Error(changed.error.kind);

  return {
    format: "ss-vault/1",
    passphrase: PASSPHRASE,
    recoveryWords: recoveryWords.join(" "),
    header,
    rows: rows.map(({ iv, ciphertext, ...row }, index) => ({
      ...row,
      iv: encodeBase64Url(iv),
      ciphertext: encodeBase64Url(ciphertext),
      plaintext: ROWS[index]?.text,
    })),
    namedRows,
    changed: { passphrase: NEXT_PASSPHRASE, header: changed.value.header },
  };
}

// Made up, and known to everybody from now on.
const PASSKEY_OUTPUT = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);
const AGE_IDENTITY = "AGE-SECRET-KEY-1QYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQGPQYEE";

/** Vectors of a passkey, of an organisation's escrow, and of new keys, for which age's own file is as it came out. */
export async function buildWaysInVectors() {
  const core = new VaultCore({ kdf: KDF_FLOOR, now: () => new Date(CREATED_AT) });
  const secret = { kind: "passphrase", passphrase: PASSPHRASE } as const;
  const change = async (header: VaultHeader, asked: object) => {
    const changed = await core.change(header, secret, asked);
    if (!changed.ok) throw new Error(changed.error.kind);
    return changed.value;
  };
  const { header: plain } = await core.create(PASSPHRASE);
  const answer = {
    rpId: "contacts.example",
    credentialId: "AAECAwQFBgcICQoLDA0ODw",
    backup: "may-sync",
    salt: encodeBase64Url(Uint8Array.from({ length: 32 }, (_, index) => index)),
  };
  const withPasskey = await change(plain, { kind: "passkey", answer: { ...answer, output: PASSKEY_OUTPUT.slice() } });
  const recipient = await identityToRecipient(AGE_IDENTITY);
  const { header } = await change(withPasskey.header, { kind: "escrow", recipient });
  const [before] = await core.seal([{ id: "AAECAwQFBgcICQoLDA0ODw", version: 3, plaintext: utf8('{"epoch":1}') }]);
  const renewed = await change(header, { kind: "new-keys", passphrase: PASSPHRASE });
  core.adopt();
  const [after] = await core.seal([{ id: "EBESExQVFhcYGRobHB0eHw", version: 4, plaintext: utf8('{"epoch":2}') }]);
  return {
    format: "ss-vault/1",
    passphrase: PASSPHRASE,
    passkeyOutput: encodeBase64Url(PASSKEY_OUTPUT),
    ageIdentity: AGE_IDENTITY,
    header,
    renewed: { header: renewed.header, recoveryWords: renewed.recoveryWords?.join(" ") ?? "" },
    rows: [before, after].flatMap((row) =>
      row === undefined ? [] : [{ ...row, iv: encodeBase64Url(row.iv), ciphertext: encodeBase64Url(row.ciphertext) }],
    ),
    plaintexts: ['{"epoch":1}', '{"epoch":2}'],
    namedRow: { name: "settings", id: await core.namedRowId("settings") },
  };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Runs `action` with "random" bytes that count up, each draw starting where the one before ended. */
export async function withFixedRandomness<T>(action: () => Promise<T>): Promise<T> {
  const original = crypto.getRandomValues;
  let next = 1;
  crypto.getRandomValues = (array) => {
    if (array instanceof Uint8Array) for (let index = 0; index < array.length; index++) array[index] = next++;
    return array;
  };
  try {
    return await action();
  } finally {
    crypto.getRandomValues = original;
  }
}

if (process.env["WRITE_VECTORS"] !== undefined) await writeVectors();

import { writeFileSync } from "node:fs";
import { encodeBase64Url } from "../../src/shared/base64url.ts";
import { KDF_FLOOR } from "../../src/vault/header.ts";
import { VaultCore } from "../../src/vault/vault-core.ts";

// Makes vault-v1.json, the published vectors of the vault's format. What they describe lies on devices we cannot reach,
// so they are made again only for a format of another number, in a file of another name. From the repository's root:
//
//   node -e 'import("vite").then(v => v.runnerImport("./tests/vectors/generate.ts")).then(r => r.module.writeVectors())'

const PASSPHRASE = "caf\u0065\u0301 aspect calm iron zebra ";
const NEXT_PASSPHRASE = "gravel tulip monkey saddle brisk";
const CREATED_AT = "2026-11-23T09:00:00.000Z";

const ROWS = [
  { id: "AAECAwQFBgcICQoLDA0ODw", version: 1, text: "{}" },
  { id: "EBESExQVFhcYGRobHB0eHw", version: 7, text: '{"note":"Cot in parents’ room, naïve 👶"}' },
  { id: "ICEiIyQlJicoKSorLC0uLw", version: 2_147_483_647, text: "x".repeat(1020) },
  { id: "MDEyMzQ1Njc4OTo7PD0-Pw", version: 2, text: "x".repeat(1021) },
];

/** Writes the vectors beside this file. */
export async function writeVectors(): Promise<void> {
  const vectors = await withFixedRandomness(buildVectors);
  writeFileSync(new URL("vault-v1.json", import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
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
  const changed = await core.changePassphrase(header, secret, NEXT_PASSPHRASE);
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

import { Decrypter, Encrypter, type Identity, type Recipient } from "age-encryption";
import { backupLimits } from "../domain/backup-limits.ts";
import type { FileKey, FileLock, FileProblem } from "../domain/file-cipher.ts";
import { parseBoundedJson } from "../shared/bounded-json.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { readAgeHeader, WORK_FACTOR } from "./age-header.ts";
import { pack, unpack } from "./packed-content.ts";

/** Packs and encrypts content, then opens what it made as a restore would, and compares it byte for byte. */
export async function sealFile(
  content: Uint8Array<ArrayBuffer>,
  lock: FileLock,
): Promise<Result<Uint8Array<ArrayBuffer>, FileProblem>> {
  if (content.length > backupLimits.contentBytes) return err({ kind: "too-large" });
  const encrypter = new Encrypter();
  const decrypter = new Decrypter();
  if (lock.kind === "phrase") {
    encrypter.setPassphrase(lock.phrase);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    decrypter.addPassphrase(lock.phrase);
  } else {
    const known = checkTeamKey(lock.recipient);
    if (!known.ok) return known;
    encrypter.addRecipient(lock.recipient);
    // Only the team can open its file with its key; here it is opened with the file's own key, to read it back.
    const witness = new FileKeyWitness();
    encrypter.addRecipient(witness);
    decrypter.addIdentity(witness);
  }
  const file = asOwned(await encrypter.encrypt(await pack(content)));
  if (file.length > backupLimits.fileBytes) return err({ kind: "too-large" });
  const opened = await openContent(file, decrypter);
  return opened.ok && areSame(opened.value, content) ? ok(file) : err({ kind: "not-verified" });
}

/** The JSON inside a file. Nothing of a file that fails anywhere is given out. */
export async function openFile(file: Uint8Array<ArrayBuffer>, key: FileKey): Promise<Result<unknown, FileProblem>> {
  const decrypter = new Decrypter();
  try {
    if (key.kind === "phrase") decrypter.addPassphrase(key.phrase);
    else decrypter.addIdentity(key.identity);
  } catch {
    return err({ kind: "not-a-key" });
  }
  const content = await openContent(file, decrypter);
  if (!content.ok) return content;
  const text = decodeText(content.value);
  const json = text === undefined ? err("not-json" as const) : parseBoundedJson(text, backupLimits);
  return json.ok ? json : err({ kind: "not-a-backup" });
}

/** Whether this is a public age key of the plain kind, checksum included. */
export function checkTeamKey(recipient: string): Result<undefined, FileProblem> {
  // The other kinds of age key are not what the command-line tool of most systems reads.
  if (!/^age1[a-z0-9]{58}$/.test(recipient)) return err({ kind: "not-a-key" });
  try {
    new Encrypter().addRecipient(recipient);
    return ok(undefined);
  } catch {
    return err({ kind: "not-a-key" });
  }
}

async function openContent(
  file: Uint8Array<ArrayBuffer>,
  decrypter: Decrypter,
): Promise<Result<Uint8Array, FileProblem>> {
  if (file.length > backupLimits.fileBytes) return err({ kind: "too-large" });
  const header = readAgeHeader(file);
  if (!header.ok) return header;
  try {
    return await unpack(asOwned(await decrypter.decrypt(file)));
  } catch (error) {
    // The library tells this case apart by its message only.
    const isWrongKey = error instanceof Error && error.message.startsWith("no identity matched");
    return err({ kind: isWrongKey ? "wrong-key" : "damaged" });
  }
}

/** Sees the key of one file as it is made, adds nothing to the file, and opens that file. */
class FileKeyWitness implements Recipient, Identity {
  #fileKey: Uint8Array | null = null;

  wrapFileKey(fileKey: Uint8Array): [] {
    this.#fileKey = fileKey.slice();
    return [];
  }

  unwrapFileKey(): Uint8Array | null {
    return this.#fileKey;
  }
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

// The library's types leave open what kind of buffer it is. It makes each itself, and none that is shared.
function asOwned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

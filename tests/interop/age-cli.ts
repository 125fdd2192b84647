import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { FileKey, FileLock } from "../../src/domain/file-cipher.ts";
import { openFile, sealFile } from "../../src/vault/age-cipher.ts";
import { pack } from "../../src/vault/packed-content.ts";

const words = "amber basin candle dune ember fern";
const json = { said: "Zoë and Łukasz, 👶🏿", list: Array.from({ length: 20_000 }, (_, n) => n % 900) };
const text = JSON.stringify({
  parts: Array.from({ length: 30 }, (_, n) => ({ n, part: json.list.slice(n * 600, n * 600 + 600) })),
  said: json.said,
});

/** Files of ours through the age command-line tool, and files of the tool through us. Gives what each direction did. */
export async function tryAgeTool(age: string): Promise<{ direction: string; isSame: boolean }[]> {
  const folder = mkdtempSync(join(tmpdir(), "age-"));
  const at = (name: string) => join(folder, name);
  try {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    writeFileSync(at("key.txt"), `${identity}\n`);
    const content = Uint8Array.from(new TextEncoder().encode(text));
    writeFileSync(at("content.gz"), gzipSync(content));

    writeFileSync(at("team.age"), await sealed(content, { kind: "team-key", recipient }));
    writeFileSync(at("words.age"), await sealed(content, { kind: "phrase", phrase: words }));
    run(age, ["-d", "-i", at("key.txt"), "-o", at("team.gz"), at("team.age")]);
    typed(age, ["-d", "-o", at("words.gz"), at("words.age")], 1);
    run(age, ["-r", recipient, "-o", at("theirs.age"), at("content.gz")]);
    typed(age, ["-p", "-o", at("theirs-words.age"), at("content.gz")], 2);
    return [
      { direction: "ours for the team's key, opened by age", isSame: unpacked(at("team.gz")) === text },
      { direction: "ours for words, opened by age", isSame: unpacked(at("words.gz")) === text },
      {
        direction: "age's for a key, opened by us",
        isSame: await opened(at("theirs.age"), { kind: "identity", identity }),
      },
      {
        direction: "age's for words, opened by us",
        isSame: await opened(at("theirs-words.age"), { kind: "phrase", phrase: words }),
      },
      { direction: "gzip of ours, unpacked by zlib", isSame: gunzipSync(await pack(content)).toString() === text },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sealed(content: Uint8Array<ArrayBuffer>, lock: FileLock): Promise<Uint8Array> {
  const file = await sealFile(content, lock);
  if (!file.ok) throw new Error(file.error.kind);
  return file.value;
}

async function opened(path: string, key: FileKey): Promise<boolean> {
  const json = await openFile(Uint8Array.from(readFileSync(path)), key);
  return json.ok && JSON.stringify(json.value) === text;
}

function unpacked(path: string): string {
  return gunzipSync(readFileSync(path)).toString();
}

function run(command: string, args: string[], input?: string): void {
  const ended = spawnSync(command, args, { encoding: "utf8", ...(input === undefined ? {} : { input }) });
  if (ended.status !== 0) throw new Error(`${command} failed: ${ended.stderr}`);
}

// age reads words from a terminal only; "script" gives it one, and types what it is asked for.
function typed(age: string, args: string[], times: number): void {
  const command = [age, ...args].map((part) => `'${part}'`).join(" ");
  run("script", ["-qec", command, "/dev/null"], `${words}\n`.repeat(times));
}

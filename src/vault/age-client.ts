import { backupLimits } from "../domain/backup-limits.ts";
import type { FileCipher, FileKey, FileLock, FileProblem } from "../domain/file-cipher.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { readAgeHeader } from "./age-header.ts";
import { AgeReply, type AgeRequest, SealedFile } from "./age-protocol.ts";
import { generatePassphrase } from "./passphrase.ts";

const PHRASE_WORDS = 6;

/** How long one file may take, in milliseconds, before its worker is killed. A slow tablet needs some 10 s. */
export const FILE_TIMEOUT_MS = 60_000;

/** Makes and opens files, each in a worker that is ended when it has answered, and killed when it does not. */
export class AgeClient implements FileCipher {
  readonly #createWorker: () => Worker;
  #stop: (() => void) | undefined;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  newPhrase(): Promise<string> {
    return generatePassphrase(PHRASE_WORDS);
  }

  async checkTeamKey(recipient: string): Promise<Result<undefined, FileProblem>> {
    const reply = await this.#call({ call: "checkTeamKey", recipient });
    return reply.ok ? ok(undefined) : reply;
  }

  inspect(file: Uint8Array): Result<FileKey["kind"], FileProblem> {
    if (file.length > backupLimits.fileBytes) return err({ kind: "too-large" });
    const header = readAgeHeader(file);
    return header.ok ? ok(header.value.kind) : header;
  }

  async seal(content: Uint8Array<ArrayBuffer>, lock: FileLock): Promise<Result<Uint8Array<ArrayBuffer>, FileProblem>> {
    const reply = await this.#call({ call: "seal", content, lock });
    if (!reply.ok) return reply;
    const file = SealedFile.safeParse(reply.value);
    return file.success ? ok(file.data) : err({ kind: "stopped" });
  }

  async open(file: Uint8Array<ArrayBuffer>, key: FileKey): Promise<Result<unknown, FileProblem>> {
    const inspected = this.inspect(file);
    if (!inspected.ok) return inspected;
    return this.#call({
      call: "open",
      file,
      key: key.kind === "phrase" ? { ...key, phrase: asWritten(key.phrase) } : key,
    });
  }

  stop(): void {
    this.#stop?.();
  }

  #call(request: AgeRequest): Promise<Result<unknown, FileProblem>> {
    this.stop();
    const worker = this.#createWorker();
    return new Promise((resolve) => {
      const end = (reply: AgeReply) => {
        clearTimeout(timer);
        worker.terminate();
        if (this.#stop === stop) this.#stop = undefined;
        resolve(reply);
      };
      const stop = () => end(err({ kind: "stopped" as const }));
      const timer = setTimeout(stop, FILE_TIMEOUT_MS);
      this.#stop = stop;
      worker.addEventListener("message", (event: MessageEvent<unknown>) => {
        const reply = AgeReply.safeParse(event.data);
        end(reply.success ? reply.data : err({ kind: "stopped" as const }));
      });
      // The events' own messages are left out: they could quote what was being read.
      worker.addEventListener("error", stop);
      worker.addEventListener("messageerror", stop);
      worker.postMessage(request);
    });
  }
}

// Words of ours are in small letters with one space between them, however a keyboard put them in.
function asWritten(typed: string): string {
  const words = typed.normalize("NFKC").trim().split(/\s+/);
  const text = words.join(" ");
  return words.length === PHRASE_WORDS ? text.toLowerCase() : text;
}

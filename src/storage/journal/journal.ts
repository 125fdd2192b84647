import type { CommittedChange } from "../save-rows.ts";
import type { JournalEntry } from "./record.ts";
import type { JournalReply, JournalRequest } from "./serve-journal.ts";

/** How long a save waits for the journal, in milliseconds. */
export const APPEND_TIMEOUT_MS = 2000;

/** The journal as the page sees it: a worker appends what it is sent, in order. */
export class Journal {
  /** Why the last append did not succeed, as the name of an error; undefined while all is written. */
  failure: string | undefined;
  /** Whether something in it has been overtaken, so that it is to be written afresh at the next lock. */
  isOutgrown = false;
  readonly #createWorker: () => Worker;
  readonly #waiting = new Map<number, (reply: JournalReply) => void>();
  #worker: Worker | undefined;
  #seq = 0;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  /** Appends an entry. Resolves when it is on the disk, or when it is not to be waited for; never rejects. */
  async append(entry: JournalEntry): Promise<void> {
    this.isOutgrown ||= "header" in entry;
    const written = this.ask({ call: "append", entry }).then(({ failure }) => {
      this.failure = failure;
    });
    if (this.failure !== undefined) return; // a journal that fails slows no save down
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expiry = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.failure = "TimeoutError";
        resolve();
      }, APPEND_TIMEOUT_MS);
    });
    await Promise.race([written, expiry]);
    clearTimeout(timer);
  }

  /**
   * Appends the rows of a transaction that is under way. `committed` says whether it took effect: if not, its rows are
   * called off. Never rejects.
   */
  async keep(vaultId: string, change: CommittedChange, committed: Promise<boolean>): Promise<void> {
    const commit = crypto.randomUUID();
    const appended = this.append({ commit, vaultId, ...change });
    if (!(await committed)) void this.append({ abort: commit });
    await appended;
  }

  /** Opens the file, so that the first save does not wait for that. */
  warmUp(): void {
    void this.ask({ call: "append" });
  }

  /** Sends a request to the worker. Never rejects. */
  ask(request: DistributiveOmit<JournalRequest, "seq">): Promise<JournalReply> {
    const seq = ++this.#seq;
    return new Promise((resolve) => {
      this.#waiting.set(seq, resolve);
      this.#worker ??= this.#start();
      this.#worker.postMessage({ ...request, seq });
    });
  }

  /** Lets go of the file and ends the worker, unless somebody still waits for it. The next request starts another. */
  async rest(): Promise<void> {
    if (this.#worker === undefined) return;
    await this.ask({ call: "release" });
    if (this.#waiting.size > 0) return;
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const worker = this.#createWorker();
    const settle = (reply: JournalReply) => {
      this.#waiting.get(reply.seq)?.(reply);
      this.#waiting.delete(reply.seq);
    };
    worker.addEventListener("message", ({ data }: MessageEvent<JournalReply>) => settle(data));
    worker.addEventListener("error", () => {
      // Its script did not load, or broke. The next request starts another.
      this.#worker = undefined;
      for (const seq of this.#waiting.keys()) settle({ seq, failure: "WorkerError" });
    });
    return worker;
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

import { VaultLockedError } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import { type VaultAnswer, VaultAnswers, VaultReply, type VaultRequest } from "./vault-protocol.ts";

/** The vault's worker failed in a way nobody can mend at the keyboard. The message names the kind of failure only. */
export class VaultWorkerError extends Error {
  override name = "VaultWorkerError"; // set by hand: minifiers rename classes
}

type Call = VaultRequest["call"];
type Arguments<C extends Call> = Omit<Extract<VaultRequest, { call: C }>, "seq" | "call">;

interface Pending {
  settle(answer: unknown): void;
  fail(error: Error): void;
}

/** The page's end of one worker: numbers the calls and matches the replies. Ends for good with `end` or a failure. */
export class VaultCalls {
  readonly #worker: Worker;
  readonly #onFailed: () => void;
  readonly #pending = new Map<number, Pending>();
  #lastSeq = 0;
  #ended: Error | undefined;

  /** `onFailed` is told once if the worker dies or talks nonsense; every pending call has then been rejected. */
  constructor(worker: Worker, onFailed: () => void) {
    this.#worker = worker;
    this.#onFailed = onFailed;
    worker.addEventListener("message", (event: MessageEvent<unknown>) => this.#receive(event.data));
    // The events' own messages are left out: they could quote what was being parsed.
    worker.addEventListener("error", () => this.#failAll("the worker stopped"));
    worker.addEventListener("messageerror", () => this.#failAll("a reply could not be read"));
  }

  /** Rejects with VaultLockedError when the vault is or becomes locked, and with VaultWorkerError when the worker fails. */
  call<C extends Call>(call: C, args: Arguments<C>, transfer: Transferable[] = []): Promise<VaultAnswer<C>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const seq = ++this.#lastSeq;
    return new Promise((resolve, reject) => {
      const settle = (answer: unknown) => {
        const parsed = VaultAnswers[call].safeParse(answer);
        // The schema is the one filed under this very call, so its output is this call's answer.
        if (parsed.success) resolve(parsed.data as VaultAnswer<C>);
        else reject(new VaultWorkerError(`An answer to "${call}" did not match its schema`));
      };
      this.#worker.postMessage({ seq, call, ...args }, transfer); // throws when a buffer is already detached
      this.#pending.set(seq, { settle, fail: reject });
    });
  }

  /** Stops the worker, which frees its keys, and rejects what was pending with VaultLockedError. */
  end(): void {
    this.#stop(new VaultLockedError("The vault was locked"));
  }

  #receive(message: unknown): void {
    const parsed = VaultReply.safeParse(message);
    if (parsed.success && parsed.data.outcome !== "garbled") this.#settle(parsed.data);
    else this.#failAll("a message was garbled");
  }

  #settle(reply: Exclude<VaultReply, { outcome: "garbled" }>): void {
    const pending = this.#pending.get(reply.seq);
    this.#pending.delete(reply.seq);
    switch (reply.outcome) {
      case "done":
        pending?.settle(reply.answer);
        break;
      case "locked":
        pending?.fail(new VaultLockedError("The vault is locked"));
        break;
      case "broken":
        pending?.fail(new VaultWorkerError(`The vault's worker threw ${reply.name}`));
        break;
      default:
        assertNever(reply);
    }
  }

  #failAll(reason: string): void {
    if (this.#ended !== undefined) return;
    this.#stop(new VaultWorkerError(`The vault's worker failed: ${reason}`));
    this.#onFailed();
  }

  #stop(error: Error): void {
    this.#ended = error;
    this.#worker.terminate();
    for (const { fail } of this.#pending.values()) fail(error);
    this.#pending.clear();
  }
}

import type { JournalUpkeep, UpkeepCall } from "./journal-upkeep.ts";
import type { JournalMedium } from "./medium.ts";
import { encodeRecord, type JournalEntry } from "./record.ts";

/** What the page asks of the worker; `seq` comes back with the answer. */
export type JournalRequest = { seq: number } & ({ call: "append"; entry?: JournalEntry } | UpkeepCall);

/** What it hears. `failure` is the name of the error, when it failed. */
export interface JournalReply {
  seq: number;
  answer?: unknown;
  failure?: string;
}

/** The end of a message channel: a worker's global scope, or a MessagePort. Only our own page is at the other. */
export interface JournalEnd {
  addEventListener(type: "message", listener: (event: MessageEvent<JournalRequest>) => void): void;
  postMessage(reply: JournalReply): void;
}

/** The most records that are kept in memory while they cannot be written. The database has them all. */
const MOST_PENDING = 200;

/** Answers each request in turn. What could not be appended is written before the next. */
export function serveJournal(end: JournalEnd, open: () => Promise<JournalMedium>): void {
  let medium: JournalMedium | undefined;
  let upkeep: JournalUpkeep | undefined;
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let last = Promise.resolve();

  async function run(request: JournalRequest): Promise<unknown> {
    const entry = "entry" in request && request.entry;
    if (entry) pending = [...pending, encodeRecord(entry)].slice(-MOST_PENDING);
    medium ??= await open();
    if (request.call !== "append") {
      upkeep ??= (await import("./journal-upkeep.ts")).keepUp(medium);
      return upkeep.run(request);
    }
    await medium.append(pending);
    pending = [];
    return;
  }

  end.addEventListener("message", ({ data }) => {
    const { seq } = data;
    last = last.then(async () => {
      try {
        end.postMessage({ seq, answer: await run(data) });
      } catch (error) {
        end.postMessage({ seq, failure: error instanceof Error ? error.name : "Error" });
      }
    });
  });
}

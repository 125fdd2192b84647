import type { FinalContact } from "../domain/contact.ts";
import { type ChainExcerpt, describeFingerprint } from "../domain/event-log.ts";
import type { SaidLater } from "../domain/said-later.ts";

/** What every record file says of itself. The program that checks one holds it to these words. */
export const aboutRecordFiles =
  "A record of Safer Sleep Contacts with the part of the log it is checked by. Change nothing. To check it: npm run verify-record -- FILE";

/**
 * A finalised record as a file for professionals, so that somebody without the app can tell whether it was changed.
 * It holds the whole record as it was first written, restricted parts as well, and all that was said of it later.
 * Events about other families are in it as hashes only.
 */
export function recordFile(
  { record, later }: { record: FinalContact; later: readonly SaidLater[] },
  { after, links, parts, laterParts, fingerprint }: ChainExcerpt,
  options: { audience: "professional"; isTraining: boolean },
): { name: string; content: string } {
  const file = {
    format: "safer-sleep-record/1",
    about: aboutRecordFiles,
    audience: options.audience,
    training: options.isTraining,
    fingerprint: describeFingerprint(fingerprint),
    record,
    parts,
    // Not there where nothing was said, so that such files read as they always did.
    ...(later.length === 0 ? {} : { later, laterParts }),
    chain: { after, links },
  };
  return {
    name: `record-${record.event.date}-${describeFingerprint(fingerprint)}.json`,
    content: `${JSON.stringify(file, undefined, 2)}\n`,
  };
}

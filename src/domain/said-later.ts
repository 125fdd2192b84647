import type { FinalAmendment } from "./amendment.ts";
import type { ErrorMark } from "./error-mark.ts";

/** What was said of a record after it was finalised, and stands beside it. */
export type SaidLater = FinalAmendment | ErrorMark;

/** The key by which an event of the log names what was said of a record: it tells of which one. */
export function saidKey({ contactId, id }: Pick<SaidLater, "contactId" | "id">): string {
  return `${contactId}/${id}`;
}

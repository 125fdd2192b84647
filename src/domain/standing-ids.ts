import type { ContactEntry } from "./family.ts";

/** The ids of the rows that a family's entry of a contact names, besides the contact's own. */
export function standingIdsOf({ amendments = [], enteredInError }: ContactEntry): string[] {
  return [...amendments.map(({ id }) => id), ...(enteredInError === undefined ? [] : [enteredInError])];
}

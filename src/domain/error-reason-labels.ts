import type { ErrorReason } from "./error-mark.ts";

/** What each reason for a mark is called. By itself, because the mark is read with every row and its words seldom. */
export const errorReasonLabels: Record<ErrorReason, string> = {
  "wrong-family": "Recorded for the wrong family",
  "recorded-twice": "Recorded twice",
  "did-not-happen": "The contact did not take place",
  other: "Another reason",
};

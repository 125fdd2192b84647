/** What the check of a record file found. */
export interface RecordFileCheck {
  verdict: "whole" | "altered" | "unreadable";
  /** In a sentence each, what does not fit and where. */
  findings: string[];
}

/** Checks the text of a record file, against the fingerprint on another copy if there is one. */
export function checkRecordFile(text: string, expected?: string): RecordFileCheck;

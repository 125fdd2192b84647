const MARK = "summaries-to-rebuild";

/** Notes, so that it outlives the page, that the caseload has to be worked out again from the families. */
export function mark(): void {
  try {
    localStorage.setItem(MARK, "1");
  } catch {
    // Blocked or full. Then only this page knows, and does it after putting back.
  }
}

/** Whether it was noted. */
export function isMarked(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

/** Takes the note away. */
export function unmark(): void {
  try {
    localStorage.removeItem(MARK);
  } catch {
    // As above.
  }
}

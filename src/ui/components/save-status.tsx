import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { assertNever } from "../../shared/assert-never.ts";

/** Where the last answer is. `at` is a time in words, such as "2:14pm". */
export type SaveState =
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "failed"; message: string };

export interface SaveStatusProps {
  state: SaveState;
  /** Buttons offered after a failure. */
  actions?: ComponentChildren | undefined;
}

/**
 * Says whether the last answer is kept. Announced once while it is on the page, because "Saved" after every tap talks
 * over the next question; a failure is announced every time. https://www.w3.org/TR/WCAG22/#status-messages
 */
export function SaveStatus({ state, actions }: SaveStatusProps) {
  const [announcement, setAnnouncement] = useState("");
  const hasAnnounced = useRef(false);
  const text = describeState(state);

  useEffect(() => {
    // What was announced before stays on the page for those who read it line by line, and is not true any more.
    if (state.kind === "failed") setAnnouncement("");
    if (state.kind !== "saved" || hasAnnounced.current) return;
    hasAnnounced.current = true;
    setAnnouncement(text);
  }, [state.kind, text]);

  return (
    <>
      {state.kind === "failed" ? (
        <div class="app-save-status app-save-status--failed" role="alert">
          <p>{text}</p>
          {actions !== undefined && <div class="nhsuk-button-group">{actions}</div>}
        </div>
      ) : (
        <div class="app-save-status">
          <p>{text}</p>
        </div>
      )}
      <div class="nhsuk-u-visually-hidden" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}

function describeState(state: SaveState): string {
  switch (state.kind) {
    case "unsaved":
      return "";
    case "saving":
      return "Saving";
    case "saved":
      return `Saved ${state.at}`;
    case "failed":
      return state.message;
    default:
      return assertNever(state);
  }
}

import { formatTime, toLocal } from "../../domain/dates.ts";
import { assertNever } from "../../shared/assert-never.ts";
import type { SaveState } from "../../state/auto-saver.ts";
import type { SaveState as ShownSaveState } from "../components/save-status.tsx";
import { describeSaveFailure } from "./failures.ts";

/** What the screen says about the last answer: "Saved 2:14pm" only after the store confirmed. */
export function toSaveStatus(state: SaveState, timeZone: string): ShownSaveState {
  switch (state.state) {
    case "untouched":
      return { kind: "unsaved" };
    case "saving":
      return { kind: "saving" };
    case "saved":
      return { kind: "saved", at: formatTime(toLocal(state.at, timeZone).time) };
    case "failed":
      return { kind: "failed", message: `Your last answer was not saved. ${describeSaveFailure(state.failure)}` };
    default:
      return assertNever(state);
  }
}

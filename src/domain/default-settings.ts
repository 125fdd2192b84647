import type { Settings } from "./settings.ts";

/** Settings before the visitor has set anything. Lock times: design.md 6. */
export const defaultSettings: Settings = {
  you: { name: "", role: "Health visitor" },
  lock: { idleMinutes: 5, contactMinutes: 15 },
  localNumbers: [],
};

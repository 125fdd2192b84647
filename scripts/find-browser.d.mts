/** A Chromium that can be started, or in one sentence what to do to have one. */
export type FoundBrowser = { ok: true; path: string } | { ok: false; advice: string };

/**
 * Looks for a Chromium: the one named by PLAYWRIGHT_CHROMIUM or CHROME_PATH, Playwright's own, then Chromium, Chrome
 * and Edge where this system installs them. Installs nothing.
 */
export function findBrowser(): FoundBrowser;

/** As `findBrowser`, and when there is none tries to install one. */
export function findOrInstallBrowser(): FoundBrowser;

/** The flags to start it with: quiet, offline by itself, and without a sandbox only where root forbids one. */
export const browserFlags: readonly string[];

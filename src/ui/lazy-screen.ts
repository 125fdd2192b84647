import type { ComponentType } from "preact";
import { lazy } from "preact-iso";
import { MissingPartScreen } from "./screens/missing-part-screen.tsx";

/**
 * A screen whose code, and the styles of all screens after the first, are loaded when it is first shown, or ahead by
 * `preload`. Code that does not load shows MissingPartScreen in its place, for as long as the page lives: no browser
 * loads a failed module again. Failing ahead changes nothing.
 */
export function lazyScreen<P>(loadCode: () => Promise<ComponentType<P>>) {
  return lazyFirstScreen(async () => {
    const [code] = await Promise.all([loadCode(), import("./later-styles.ts")]);
    return code;
  });
}

/** A screen like those, that may come first and so has its styles in the page already. */
export function lazyFirstScreen<P>(load: () => Promise<ComponentType<P>>) {
  const screen = lazy<ComponentType<P>>(() => load().catch(() => MissingPartScreen));
  const { preload } = screen;
  return Object.assign(screen, { preload: () => load().then(preload) });
}

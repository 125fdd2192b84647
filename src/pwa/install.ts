import type { InstallState } from "../domain/device.ts";

/** What came of an offer to install. */
export type InstallAnswer = "accepted" | "dismissed" | "not-offered";

/** Follows whether the app can be installed. */
export interface Installer {
  state(): InstallState;
  /** Shows the browser's offer. Must be called within a tap; an offer can be shown once. */
  install(): Promise<InstallAnswer>;
  /** Calls back at each change of `state`. Returns how to stop. */
  onChange(listener: () => void): () => void;
}

/** The window, as far as installing goes. */
export interface InstallWindow extends Pick<EventTarget, "addEventListener"> {
  matchMedia(query: string): Pick<MediaQueryList, "matches">;
  navigator: { userAgent: string; maxTouchPoints: number; platform: string; standalone?: boolean };
}

/** Starts to follow. Call it before the first render: the browser makes its offer once, early. */
export function followInstall(view: InstallWindow = window): Installer {
  let offer: InstallOffer | undefined;
  let isInstalled = false;
  const listeners = new Set<() => void>();
  function changed(): void {
    for (const listener of listeners) listener();
  }

  view.addEventListener("beforeinstallprompt", (event) => {
    // Keeps the browser's own banner away: it would cover the set-up.
    event.preventDefault();
    if (!isInstallOffer(event)) return;
    offer = event;
    changed();
  });
  view.addEventListener("appinstalled", () => {
    offer = undefined;
    isInstalled = true;
    changed();
  });

  return {
    state() {
      if (isInstalled || isStandalone(view)) return { kind: "installed" };
      if (offer !== undefined) return { kind: "offered" };
      return isAppleTouchDevice(view) ? { kind: "home-screen" } : { kind: "not-offered" };
    },
    async install() {
      if (offer === undefined) return "not-offered";
      const shown = offer;
      offer = undefined;
      await shown.prompt();
      const { outcome } = await shown.userChoice;
      changed();
      return outcome;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Whether the app runs in a window of its own and not in a browser tab. */
export function isStandalone(view: InstallWindow = window): boolean {
  return view.navigator.standalone === true || view.matchMedia("(display-mode: standalone)").matches;
}

/** Whether this is an iPhone or iPad. An iPad calls itself a Mac, but no Mac has a touch screen. */
export function isAppleTouchDevice(view: InstallWindow = window): boolean {
  const { userAgent, platform, maxTouchPoints } = view.navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (platform === "MacIntel" && maxTouchPoints > 1);
}

/** Chromium's `beforeinstallprompt`, which no standard describes. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

function isInstallOffer(event: Event): event is InstallOffer {
  return "prompt" in event && "userChoice" in event;
}

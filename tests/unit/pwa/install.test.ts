import { expect, test } from "vitest";
import { followInstall, type InstallWindow, isAppleTouchDevice } from "../../../src/pwa/install.ts";

test("a desktop tab without an offer has nothing to install", async () => {
  const installer = followInstall(windowOf({}));

  expect(installer.state()).toEqual({ kind: "not-offered" });
  expect(await installer.install()).toBe("not-offered");
});

test("the browser's offer is kept for our button, and its own banner is held back", async () => {
  const view = windowOf({});
  const installer = followInstall(view);
  let changes = 0;
  installer.onChange(() => (changes += 1));

  const offer = anOffer("accepted");
  view.dispatchEvent(offer);

  expect(offer.defaultPrevented).toBe(true);
  expect(installer.state()).toEqual({ kind: "offered" });
  expect(changes).toBe(1);
  expect(await installer.install()).toBe("accepted");
  expect(offer.prompts).toBe(1);
});

test("an offer can be taken once", async () => {
  const view = windowOf({});
  const installer = followInstall(view);
  const offer = anOffer("dismissed");
  view.dispatchEvent(offer);

  expect(await installer.install()).toBe("dismissed");
  expect(await installer.install()).toBe("not-offered");
  expect(installer.state()).toEqual({ kind: "not-offered" });
  expect(offer.prompts).toBe(1);
});

test("an app that was just installed is installed, in the tab too", () => {
  const view = windowOf({});
  const installer = followInstall(view);
  view.dispatchEvent(anOffer("accepted"));

  view.dispatchEvent(new Event("appinstalled"));

  expect(installer.state()).toEqual({ kind: "installed" });
});

test("a window of its own is an installed app, however the browser says so", () => {
  expect(followInstall(windowOf({ isStandaloneMode: true })).state()).toEqual({ kind: "installed" });
  expect(followInstall(windowOf({ standalone: true })).state()).toEqual({ kind: "installed" });
});

test("an iPhone and an iPad are told to use the Home Screen, a Mac is not", () => {
  const iPhone = windowOf({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)", standalone: false });
  const iPad = windowOf({ userAgent: "Mozilla/5.0 (Macintosh)", platform: "MacIntel", maxTouchPoints: 5 });
  const mac = windowOf({ userAgent: "Mozilla/5.0 (Macintosh)", platform: "MacIntel", maxTouchPoints: 0 });

  expect(followInstall(iPhone).state()).toEqual({ kind: "home-screen" });
  expect(followInstall(iPad).state()).toEqual({ kind: "home-screen" });
  expect(isAppleTouchDevice(mac)).toBe(false);
});

test("a listener that stopped hears no more", () => {
  const view = windowOf({});
  const installer = followInstall(view);
  let changes = 0;
  const stop = installer.onChange(() => (changes += 1));

  stop();
  view.dispatchEvent(anOffer("accepted"));

  expect(changes).toBe(0);
});

interface WindowSettings extends Partial<InstallWindow["navigator"]> {
  isStandaloneMode?: boolean;
}

function windowOf({ isStandaloneMode = false, ...navigator }: WindowSettings): InstallWindow & EventTarget {
  return Object.assign(new EventTarget(), {
    matchMedia: () => ({ matches: isStandaloneMode }),
    navigator: {
      userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
      platform: "Linux x86_64",
      maxTouchPoints: 0,
      ...navigator,
    },
  });
}

function anOffer(outcome: "accepted" | "dismissed") {
  const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
    prompts: 0,
    userChoice: Promise.resolve({ outcome }),
    async prompt() {
      offer.prompts += 1;
    },
  });
  return offer;
}

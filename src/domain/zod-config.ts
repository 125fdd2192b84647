// Without this Zod probes `new Function`, which the content security policy reports as a violation. Zod shares the
// settings that stand here, whenever it loads; the page loads it only after its first screen.
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

globalThis.__zod_globalConfig ??= {};
globalThis.__zod_globalConfig.jitless = true;

export {};

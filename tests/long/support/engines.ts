import { serveRelease } from "../../e2e/support/release-server.ts";
import { buildRoot } from "../../faults/support/build.ts";
import { startAgentServer } from "./agent-server.ts";
import type { Engine } from "./engine.ts";
import { newFirefox } from "./firefox.ts";
import { newKeptWebKit } from "./kept-webkit.ts";
import { newWebKit, type WebKitPrograms } from "./webkit.ts";

/** Engines that scripts/engines.mjs found, with what each is started by. */
const { firefox, webkit }: { firefox?: string; webkit?: WebKitPrograms } = JSON.parse(process.env["ENGINES"] ?? "{}");

/** An engine on which nothing but its own profile is left after `cutApp`. */
interface Killable {
  engine: Engine;
  url: string;
  /** From now on the app has no host. */
  cutApp(): Promise<void>;
  stop(): Promise<void>;
}

/** Each engine that is to be tested, and how to get a fresh one. */
export const engines: [name: string, make: () => Engine][] = [];

/** Each engine whose space can be limited, made with about 20 MB of it. */
export const limited: [name: string, make: () => Engine][] = [];

/** Each engine that can be killed and started again on its profile. */
export const killable: [name: string, make: () => Promise<Killable>][] = [];

if (firefox !== undefined) {
  engines.push(["Firefox", () => newFirefox(firefox)]);
  // In kB, for all sites; one site gets a fifth of it.
  limited.push(["Firefox", () => newFirefox(firefox, { "dom.quotaManager.temporaryStorage.fixedLimit": 100 * 1024 })]);
  killable.push([
    "Firefox",
    async () => {
      const server = await serveRelease(buildRoot);
      const stop = () => server.stop();
      return { engine: newFirefox(firefox), url: server.url, cutApp: stop, stop };
    },
  ]);
}
if (webkit !== undefined) {
  engines.push(["WebKitGTK", () => newWebKit(webkit)]);
  killable.push([
    "WebKitGTK",
    async () => {
      const server = await startAgentServer(buildRoot);
      return {
        engine: newKeptWebKit(webkit, server),
        url: server.url,
        cutApp: async () => server.cutApp(),
        stop: () => server.close(),
      };
    },
  ]);
}

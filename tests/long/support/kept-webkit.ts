import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentServer } from "./agent-server.ts";
import type { Engine } from "./engine.ts";
import { type WebKitPrograms, webKitEnvironment } from "./webkit.ts";

/**
 * WebKitGTK's own small browser without automation: then it keeps its profile, and is driven by the page itself through
 * `server`. Nothing counts as the person's own click.
 */
export function newKeptWebKit({ miniBrowser, xvfb }: WebKitPrograms, server: AgentServer): Engine {
  const profile = mkdtempSync(join(tmpdir(), "webkit-"));
  const log = openSync(join(profile, "log"), "a");
  const display = `:${90 + Math.floor(Math.random() * 900)}`;
  const screen = start(xvfb, [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"], process.env);
  let browser: ChildProcess | undefined;

  function start(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
    return spawn(program, args, { env, stdio: ["ignore", log, log], detached: true });
  }

  async function end(child: ChildProcess | undefined): Promise<void> {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    // With the network and web processes, which are in its group.
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }

  return {
    name: "webkit",
    version: "",
    keepsProfile: true,
    profile,
    async start() {},
    async open(url) {
      await end(browser);
      browser = start(miniBrowser, [url], webKitEnvironment(profile, display));
    },
    evaluate: (expression) => server.evaluate(expression),
    click: (selector) =>
      server.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`).then(() => undefined),
    kill: () => end(browser),
    close: () => end(browser),
    async dispose() {
      await end(browser);
      await end(screen);
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "./engine.ts";

/** The programs that WebKitGTK is driven with. */
export interface WebKitPrograms {
  driver: string;
  miniBrowser: string;
  xvfb: string;
}

/** WebKitGTK's own small browser, over WebDriver. Under automation it keeps nothing when it ends. */
export function newWebKit({ driver, miniBrowser, xvfb }: WebKitPrograms): Engine {
  const profile = mkdtempSync(join(tmpdir(), "webkit-"));
  const children: ChildProcess[] = [];
  let base = "";
  let session = "";
  let version = "";

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    // WebDriver's own form; what is in it is what was asked for, or an error.
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  function run(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
    const log = openSync(join(profile, "log"), "a");
    // Detached, and with a log of its own: it would keep our output open after us.
    const child = spawn(program, args, { env, stdio: ["ignore", log, log], detached: true });
    children.push(child);
    return child;
  }

  function endAll(): void {
    for (const { pid, exitCode } of children.splice(0)) {
      if (pid === undefined || exitCode !== null) continue;
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
  }

  return {
    name: "webkit",
    keepsProfile: false,
    profile,
    get version() {
      return version;
    },
    async start() {
      const display = `:${90 + Math.floor(Math.random() * 900)}`;
      const port = await freePort();
      run(xvfb, [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"], process.env);
      run(driver, [`--port=${port}`, "--host=127.0.0.1"], webKitEnvironment(profile, display));
      base = `http://127.0.0.1:${port}`;
      const capabilities = {
        alwaysMatch: {
          "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation"] },
          timeouts: { script: 60_000, pageLoad: 60_000 },
        },
      };
      const started = await untilAnswered(() =>
        ask<{ sessionId: string; capabilities: { browserName: string; browserVersion: string } }>("POST", "/session", {
          capabilities,
        }),
      );
      session = `/session/${started.sessionId}`;
      version = `${started.capabilities.browserName}/${started.capabilities.browserVersion}`;
    },
    async open(url) {
      await ask("POST", `${session}/url`, { url });
    },
    async evaluate(expression) {
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await ask<{ value?: unknown; error?: string }>("POST", `${session}/execute/async`, {
        script,
        args: [],
      });
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async click(selector) {
      const element = await ask<Record<string, string>>("POST", `${session}/element`, {
        using: "css selector",
        value: selector,
      });
      await ask("POST", `${session}/element/${Object.values(element)[0]}/click`, {});
    },
    async kill() {
      endAll();
    },
    async close() {
      await ask("DELETE", session);
      endAll();
    },
    async dispose() {
      endAll();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** The environment in which WebKitGTK runs without a screen or graphics, and keeps its files under `home`. */
export function webKitEnvironment(home: string, display: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
    DISPLAY: display,
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
  };
}

async function untilAnswered<T>(askAgain: () => Promise<T>): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      return await askAgain();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((later) => setTimeout(later, 500));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? found(address.port) : failed(new Error("No port"))));
    });
  });
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { serveRelease } from "../../e2e/support/release-server.ts";

/** A host of the app through which its page is driven, for a browser that nobody else can drive. */
export interface AgentServer {
  readonly url: string;
  /** Has the page evaluate an expression, and gives what it came to. Rejects when no page answers in time. */
  evaluate(expression: string): Promise<unknown>;
  /** From now on only what drives the page is answered: for the app there is no host any more. */
  cutApp(): void;
  close(): Promise<void>;
}

/** How long a page may take to ask for its next command and to answer it. */
const ANSWER_MS = 20_000;

interface Command {
  expression: string;
  settle(outcome: { value?: unknown; error?: string }): void;
}

/**
 * Serves a build with one more script in its page. The script asks for commands, imports each as a module of its own,
 * because the page's policy lets nobody evaluate text, and sends back what it gave.
 */
export async function startAgentServer(root: string): Promise<AgentServer> {
  const app = await serveRelease(root);
  const commands = new Map<string, Command>();
  const waiting: string[] = [];
  let asking: ((id: string) => void) | undefined;
  let isCut = false;
  let count = 0;

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/agent")) await answerAgent(pathname, request, response);
    else if (isCut) request.socket.destroy();
    else await passOn(app.url + request.url, response);
  });

  async function answerAgent(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    const id = pathname.split("/").at(-1) ?? "";
    if (pathname === "/agent.js") script(response, agent);
    else if (pathname === "/agent/next") {
      const next = waiting.shift() ?? (await new Promise<string>((asked) => (asking = asked)));
      response.end(next);
    } else if (pathname.startsWith("/agent/command/")) {
      script(
        response,
        `export const value = await (${commands.get(id.replace(".js", ""))?.expression ?? "undefined"});`,
      );
    } else {
      let body = "";
      for await (const part of request) body += part;
      commands.get(id)?.settle(JSON.parse(body));
      response.end();
    }
  }

  await new Promise<void>((listening) => server.listen(0, "localhost", () => listening()));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === "object" ? address?.port : ""}`,
    evaluate(expression) {
      const id = String(++count);
      return new Promise((done, failed) => {
        const timer = setTimeout(() => settle({ error: "The page did not answer" }), ANSWER_MS);
        function settle({ value, error }: { value?: unknown; error?: string }): void {
          clearTimeout(timer);
          commands.delete(id);
          if (error === undefined) done(value);
          else failed(new Error(error));
        }
        commands.set(id, { expression, settle });
        if (asking) asking(id);
        else waiting.push(id);
        asking = undefined;
      });
    },
    cutApp() {
      isCut = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await app.stop();
    },
  };
}

async function passOn(url: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(url, { headers: { "accept-encoding": "identity" } });
  for (const [name, value] of answer.headers) if (name !== "content-length") response.setHeader(name, value);
  response.statusCode = answer.status;
  if (!answer.headers.get("content-type")?.includes("text/html")) {
    response.end(Buffer.from(await answer.arrayBuffer()));
    return;
  }
  response.end((await answer.text()).replace("</head>", '<script type="module" src="/agent.js"></script></head>'));
}

function script(response: ServerResponse, text: string): void {
  response.setHeader("Content-Type", "text/javascript");
  response.end(text);
}

const agent = `
for (;;) {
  const id = await (await fetch("/agent/next")).text();
  const outcome = await import("/agent/command/" + id + ".js").then(
    ({ value }) => ({ value }),
    (error) => ({ error: String(error) }),
  );
  await fetch("/agent/result/" + id, { method: "POST", body: JSON.stringify(outcome) });
}
`;

export interface StaticServer {
  /** Address to open, without a trailing slash. Always `localhost`, which browsers treat as secure. */
  readonly url: string;
  /** Serves another folder from now on, as a new release would. */
  setRoot(root: string): void;
  /** Stops listening and drops open connections, so that nothing answers at `url`. */
  close(): Promise<void>;
}

/**
 * Serves a built app with the headers of deploy/headers.mjs. Port 0 takes any free one. A request for which `isCut` says
 * so breaks off without an answer, as on a train. Rejects when the port is taken.
 */
export function startServer(options: {
  root: string;
  port?: number;
  host?: string;
  isCut?: (url: string) => boolean;
}): Promise<StaticServer>;

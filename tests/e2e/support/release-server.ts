import { startServer } from "../../../scripts/serve.mjs";

/** A server of its own for a test that stops the host or puts a new release on it. */
export interface ReleaseServer {
  readonly url: string;
  /** Puts another build in the place of the one served so far. */
  release(folder: string): void;
  /** The connection breaks off after so many more answers. */
  cutAfter(answers: number): void;
  /** Stops the host: from now on only what the device holds can answer. Can be called twice. */
  stop(): Promise<void>;
}

/** Serves `folder` on a free port. */
export async function serveRelease(folder = "dist"): Promise<ReleaseServer> {
  let answersLeft = Number.POSITIVE_INFINITY;
  const server = await startServer({ root: folder, isCut: () => answersLeft-- <= 0 });
  let isStopped = false;
  return {
    url: server.url,
    release: (next) => server.setRoot(next),
    cutAfter(answers) {
      answersLeft = answers;
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await server.close();
    },
  };
}

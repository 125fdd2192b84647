/** One browser of another maker on a profile of its own, driven from outside. */
export interface Engine {
  readonly name: "firefox" | "webkit";
  /** The browser's own name and version, once it has started. */
  readonly version: string;
  /** Whether what a site stored is still there when the browser starts again. */
  readonly keepsProfile: boolean;
  /** The folder of the profile. */
  readonly profile: string;
  /** Starts the browser on its profile, with one empty window. */
  start(): Promise<void>;
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page, awaits what it gives, and hands it over as JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A click by the browser itself on the only element that fits: it counts as the person's own. */
  click(selector: string): Promise<void>;
  /** Ends the browser at once, as a flat battery does. */
  kill(): Promise<void>;
  /** Closes the browser. */
  close(): Promise<void>;
  /** Closes the browser and deletes the profile. */
  dispose(): Promise<void>;
}

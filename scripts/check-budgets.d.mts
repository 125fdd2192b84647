/** A figure of the build and what it may be, in bytes. */
export interface Budget {
  name: string;
  bytes: number;
  limit: number;
}

/** What the built app weighs; the sizes of scripts and styles are those after brotli. */
export interface Weight {
  scripts: { file: string; bytes: number; part: string }[];
  /** All scripts that no contact needs. */
  apart: number;
  budgets: Budget[];
}

/** What the build in the folder `root` weighs, with brotli at its best or at `quality`. Throws when it is none that can be read. */
export function weigh(root: string, quality?: number): Weight;

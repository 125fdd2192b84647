import type { ResponseKind } from "../deploy/headers.d.mts";

/** One thing that is wrong at an address, in words. */
export interface HeaderProblem {
  address: string;
  words: string;
}

/** What was asked of a host and what is wrong there. */
export interface HeaderCheck {
  asked: { address: string; kind: ResponseKind | "missing" }[];
  problems: HeaderProblem[];
}

/**
 * Asks a running host for one file of each kind, for a page by its path, and for a file that does not exist, and holds
 * each answer against deploy/headers.mjs. Rejects when the host does not answer at all.
 */
export function checkHeaders(address: string): Promise<HeaderCheck>;

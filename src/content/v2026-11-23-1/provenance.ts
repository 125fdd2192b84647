import type { ReleaseProvenance } from "../release.ts";
import facts from "./facts.json" with { type: "json" };
import triggers from "./follow-up-triggers.json" with { type: "json" };
import sources from "./sources.json" with { type: "json" };

/** What the checklists prepared on 23 November 2026 rest on. */
export const provenance: ReleaseProvenance = { version: "2026-11-23.1", facts, sources, triggers };

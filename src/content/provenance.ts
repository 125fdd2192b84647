import { Provenance } from "../domain/provenance.ts";
import { provenance as firstProvenance } from "./v2026-11-23-1/provenance.ts";

// Append only, as the releases are.
const releases = [firstProvenance] as const;

/** The facts, sources and triggers behind the checklists of `version`; undefined if this app never had that version. */
export function provenanceOf(version: string): Provenance | undefined {
  const release = releases.find((candidate) => candidate.version === version);
  return release && Provenance.parse({ facts: release.facts, sources: release.sources, triggers: release.triggers });
}

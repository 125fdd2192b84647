import type { ContactKind } from "../domain/contact-kind.ts";

/** One released version of the three checklists, as it stands in the files: nothing is trusted before it is parsed. */
export type Release = { version: string; checklist: (kind: ContactKind) => unknown };

/** What one released version rests on, as it stands in the files. */
export type ReleaseProvenance = { version: string; facts: unknown; sources: unknown; triggers: unknown };

import { Checklist } from "../domain/checklist.ts";
import type { ContactKind } from "../domain/contact-kind.ts";
import { release as firstRelease } from "./v2026-11-23-1/release.ts";

// Append only. A draft and a record keep the version they were made with, so no release is ever edited or
// removed. To change what a contact asks, copy the newest folder under its new version and add it here and in
// provenance.ts.
const releases = [firstRelease] as const;
const current = releases[releases.length - 1] ?? firstRelease;
const parsed = new Map<string, Checklist>();

/** The version that a new contact of this kind starts with. */
export function currentVersion(kind: ContactKind): string {
  return checklistFor(kind).version;
}

/** The checklist that a new contact of this kind starts with. */
export function checklistFor(kind: ContactKind): Checklist {
  return parse(kind, current);
}

/** The checklist of a contact that was started with `version`; undefined if this app never had that version. */
export function checklistVersion(kind: ContactKind, version: string): Checklist | undefined {
  const release = releases.find((candidate) => candidate.version === version);
  return release ? parse(kind, release) : undefined;
}

// Parsed on first use, because a start-up that shows no contact needs none of it.
function parse(kind: ContactKind, release: (typeof releases)[number]): Checklist {
  const key = `${release.version} ${kind}`;
  const known = parsed.get(key);
  if (known) return known;
  const checklist = Checklist.parse(release.checklist(kind));
  parsed.set(key, checklist);
  return checklist;
}

import { isSameJson } from "../shared/stable-json.ts";
import type { Contact } from "./contact.ts";
import type { ContactEntry, Family } from "./family.ts";
import { AmendmentId, type ContactId, ErrorMarkId, type FamilyId, toId } from "./ids.ts";
import type { FamilyRestore } from "./record-archive.ts";
import type { Stored } from "./repositories.ts";
import { detailsOf } from "./restore-compare.ts";
import type { ContactPlan, FamilyPlan, RestorePlan } from "./restore-plan.ts";
import { draftToKeep, mergedEntry, standingToWrite } from "./restore-standing.ts";
import type { StandingRow } from "./standing-row.ts";

/** What to do about one conflict: keep what is here, take what is in the file, or keep both side by side. */
export type RestoreChoice = "here" | "file" | "both";

/** What was chosen for each conflict, by the id of the record. */
export type RestoreChoices = ReadonlyMap<FamilyId | ContactId, RestoreChoice>;

/** The choices that there are for a contact in conflict. A finalised record here is never replaced. */
export function choicesFor({ here, file }: ContactPlan): readonly RestoreChoice[] {
  const isReplaceable = here?.value.status === "draft" && here.value.familyId === file.familyId;
  return isReplaceable ? ["here", "file", "both"] : ["here", "both"];
}

/**
 * The families to write, each with its contacts: what is not here, what the file has more of, and what was chosen. A
 * conflict for which nothing was chosen stays as it is here. Made again after it took effect, it gives nothing to write.
 */
export function restoreChanges(plan: RestorePlan, choices: RestoreChoices, newId: () => ContactId): FamilyRestore[] {
  return plan.families.flatMap((family) => changesOf(family, choices, newId));
}

function changesOf(plan: FamilyPlan, choices: RestoreChoices, newId: () => ContactId): FamilyRestore[] {
  const base = detailsToKeep(plan, choices);
  if (base === undefined || plan.state === "removed") return [];
  const contacts: Stored<Contact>[] = [];
  const added: StandingRow[] = [];
  const copies = new Map<ContactId, ContactEntry>();
  for (const contact of plan.contacts) {
    const written = contactToWrite(contact, choices, newId);
    contacts.push(...written);
    for (const { value } of written.filter(({ value }) => value.id !== contact.file.id)) {
      const { entry, rows } = copyOf(contact.file.id, value, plan, newId);
      copies.set(value.id, entry);
      added.push(...rows);
    }
  }
  const entries = mergeEntries(plan, contacts).map((entry) => copies.get(entry.id) ?? entry);
  const family: Family = {
    ...base,
    contacts: entries.map((entry) => {
      const ours = plan.here?.value.contacts.find(({ id }) => id === entry.id);
      const draft = ours && draftToKeep(ours, entry, plan.standing);
      if (draft === undefined) return entry;
      const id = toId(AmendmentId, newId());
      added.push({ type: "amendment", value: { ...draft, id } });
      return { ...entry, amendments: [...(entry.amendments ?? []), { id, status: draft.status }] };
    }),
  };
  const isUnchanged = contacts.length === 0 && plan.here !== undefined && isSameJson(plan.here.value, family);
  if (isUnchanged) return [];
  const standing = [...standingToWrite(family.contacts, plan.standing), ...added];
  return [
    {
      family: { value: family, version: plan.here?.version ?? 0 },
      contacts,
      ...(standing.length === 0 ? {} : { standing }),
    },
  ];
}

// A contact that is kept beside the one here takes along what the file says of it, under ids of its own.
function copyOf(from: ContactId, copy: Contact, { file, standing }: FamilyPlan, newId: () => ContactId) {
  const listed = file?.contacts.find(({ id }) => id === from);
  const rows: StandingRow[] = [];
  const entry = { ...entryFor(copy, undefined), ...(listed?.date === undefined ? {} : { date: listed.date }) };
  for (const { id } of listed?.amendments ?? []) {
    const row = standing.file.find(({ value }) => value.id === id);
    if (row?.type !== "amendment") continue;
    const value = { ...row.value, id: toId(AmendmentId, newId()), contactId: copy.id };
    rows.push({ type: "amendment", value });
    entry.amendments = [...(entry.amendments ?? []), { id: value.id, status: value.status }];
  }
  const mark = standing.file.find(({ value }) => value.id === listed?.enteredInError);
  if (mark?.type === "error-mark") {
    const value = { ...mark.value, id: toId(ErrorMarkId, newId()), contactId: copy.id };
    rows.push({ type: "error-mark", value });
    entry.enteredInError = value.id;
  }
  return { entry, rows };
}

function detailsToKeep({ id, state, here, file }: FamilyPlan, choices: RestoreChoices) {
  const takesFile = state === "newer-in-file" || (state === "conflict" && choices.get(id) === "file");
  const chosen = here === undefined || (takesFile && file !== undefined) ? file : here.value;
  return chosen && detailsOf(chosen);
}

function contactToWrite(plan: ContactPlan, choices: RestoreChoices, newId: () => ContactId): Stored<Contact>[] {
  const { state, here, file } = plan;
  const choice = state === "conflict" ? choices.get(file.id) : undefined;
  if (state === "new") return [{ value: file, version: 0 }];
  if (choice === "both") return [{ value: { ...file, id: newId() }, version: 0 }];
  const replaces = state === "newer-in-file" || (choice === "file" && choicesFor(plan).includes("file"));
  return replaces ? [{ value: file, version: here?.version ?? 0 }] : [];
}

// All that either list names, in the order in which they were begun. What a written contact says of itself stands.
function mergeEntries(
  { here, file, contacts, standing }: FamilyPlan,
  written: readonly Stored<Contact>[],
): ContactEntry[] {
  const entries = new Map<ContactId, ContactEntry>();
  for (const entry of file?.contacts ?? []) entries.set(entry.id, entry);
  const ours = here?.value.contacts ?? [];
  for (const entry of ours) {
    const theirs = entries.get(entry.id);
    const state = contacts.find((plan) => plan.file.id === entry.id)?.state;
    entries.set(entry.id, theirs === undefined ? entry : mergedEntry(entry, theirs, { state, standing }));
  }
  for (const { value } of written) entries.set(value.id, entryFor(value, entries.get(value.id)));
  // Kept as it is here: so is what the list says of it.
  for (const { file: contact, state } of contacts) {
    const own = ours.find(({ id }) => id === contact.id);
    const isWritten = written.some(({ value }) => value.id === contact.id);
    if (own && !isWritten && state !== "same") entries.set(own.id, own);
  }
  // Nothing came in: the order is the one that stands here.
  if (entries.size === ours.length) return ours.map((entry) => entries.get(entry.id) ?? entry);
  return [...entries.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

function entryFor(contact: Contact, listed: ContactEntry | undefined): ContactEntry {
  const { id, kind, status, startedAt } = contact;
  // What was said later of this very record is said of it still, and its day may have been corrected.
  if (status === "final" && listed?.status === "final" && listed.removedAt === undefined) return listed;
  return {
    id,
    kind,
    status,
    startedAt,
    ...(contact.status === "final" ? { date: contact.event.date } : {}),
    ...(listed?.handOver === undefined || contact.status === "draft" ? {} : { handOver: listed.handOver }),
  };
}

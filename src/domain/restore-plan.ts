import { isSameJson } from "../shared/stable-json.ts";
import type { Backup, BackupContact, BackupFamily } from "./backup.ts";
import type { Contact } from "./contact.ts";
import type { Family } from "./family.ts";
import type { ContactId, FamilyId } from "./ids.ts";
import type { AllRecords } from "./record-archive.ts";
import type { Stored } from "./repositories.ts";
import { compareContacts, compareFamilies, type RecordState } from "./restore-compare.ts";
import { isFinalOf, mergedEntry, type StandingPlan } from "./restore-standing.ts";
import { standingIdsOf } from "./standing-ids.ts";
import type { StandingRow } from "./standing-row.ts";

/** How many records stand in each way to those here. */
export type StateCounts = Record<RecordState, number>;

/** A contact in the file, and the one here. */
export interface ContactPlan {
  state: RecordState;
  here: Stored<Contact> | undefined;
  file: Contact;
}

/** A family with all that the file holds of it. */
export interface FamilyPlan {
  id: FamilyId;
  /** Of the family's own details. */
  state: RecordState;
  here: Stored<Family> | undefined;
  /** Undefined where the file holds contacts of the family and not the family itself. */
  file: Family | undefined;
  contacts: readonly ContactPlan[];
  standing: StandingPlan;
}

/** What a restore would do. Nothing is written by making it. */
export interface RestorePlan {
  families: readonly FamilyPlan[];
  counts: { families: StateCounts; contacts: StateCounts };
  /** Contacts that cannot be put anywhere: neither the file nor this device has their family. */
  withoutFamily: number;
  /** Records of which the file says something later that cannot stand beside what is here. It stays in the file. */
  saidOtherwise: number;
}

/** Compares a backup with what is here, record by record. */
export function planRestore(records: AllRecords, backup: Backup): RestorePlan {
  const isSameVault = records.vaultId === backup.vaultId;
  const families = new Map(records.families.map((stored) => [stored.value.id, stored]));
  const contacts = new Map(records.contacts.map((stored) => [stored.value.id, stored]));
  const inFile = new Map(backup.families.map((stored) => [stored.value.id, stored]));
  const contactsInFile = groupByFamily(backup.contacts);
  const standingInFile = groupByFamily(backup.standing ?? []);

  const standingHere = new Map<string, StandingRow>((records.standing ?? []).map((row) => [row.value.id, row]));
  const isRemoved = (id: string) => standingHere.get(id)?.type === "receipt";

  const planContact = (file: BackupContact): ContactPlan => {
    const here = contacts.get(file.value.id);
    if (isRemoved(file.value.id)) return { state: "removed", here, file: file.value };
    if (isRemoved(file.value.familyId)) return { state: "family-removed", here, file: file.value };
    const state = compareContacts(here, file, { isSameVault });
    const isHereAsCopy = state === "conflict" && records.contacts.some(({ value }) => isCopy(value, file.value));
    return { state: isHereAsCopy ? "same" : state, here, file: file.value };
  };
  const familyState = (id: FamilyId, here: Stored<Family> | undefined, file: BackupFamily | undefined): RecordState => {
    if (isRemoved(id)) return "removed";
    return file === undefined ? "same" : compareFamilies(here, file, { isSameVault });
  };
  const planFamily = (id: FamilyId, file: BackupFamily | undefined): FamilyPlan => {
    const here = families.get(id);
    return {
      id,
      state: familyState(id, here, file),
      here,
      file: file?.value,
      contacts: (contactsInFile.get(id) ?? []).map(planContact),
      standing: { file: standingInFile.get(id) ?? [], here: standingHere },
    };
  };
  const orphans = [...contactsInFile.keys()].filter((id) => !inFile.has(id));
  const plans = [
    ...backup.families.map((file) => planFamily(file.value.id, file)),
    ...orphans.filter((id) => families.has(id) || isRemoved(id)).map((id) => planFamily(id, undefined)),
  ];
  const homeless = orphans
    .filter((id) => !families.has(id) && !isRemoved(id))
    .flatMap((id) => contactsInFile.get(id) ?? []);
  return {
    families: plans,
    counts: {
      families: count(plans.filter(({ file }) => file !== undefined)),
      contacts: count(plans.flatMap((plan) => plan.contacts)),
    },
    withoutFamily: homeless.length,
    saidOtherwise: plans.reduce((sum, plan) => sum + countSaidOtherwise(plan), 0),
  };
}

// What the file says later of a record, and what the record's entry here does not say after the restore.
function countSaidOtherwise({ here, file, contacts, standing }: FamilyPlan): number {
  const inFile = new Map<string, StandingRow>(standing.file.map((row) => [row.value.id, row]));
  return contacts.filter(({ file: { id }, state }) => {
    const ours = here?.value.contacts.find((entry) => entry.id === id);
    const theirs = file?.contacts.find((entry) => entry.id === id);
    if (ours === undefined || theirs === undefined || state === "removed" || state === "family-removed") return false;
    const after = new Set(standingIdsOf(mergedEntry(ours, theirs, { state, standing })));
    return standingIdsOf(theirs).some((one) => {
      const isHere = standing.here.has(one) && !isSameJson(standing.here.get(one), inFile.get(one));
      return !after.has(one) || (isHere && !isFinalOf(inFile.get(one), standing.here.get(one)));
    });
  }).length;
}

/** Whether one contact is the other, kept beside it under an id of its own by an earlier restore. */
function isCopy(one: Contact, other: Contact): boolean {
  if (one.familyId !== other.familyId || one.startedAt !== other.startedAt || one.id === other.id) return false;
  return isSameJson({ ...one, id: "" }, { ...other, id: "" });
}

function groupByFamily<T extends { value: { familyId: FamilyId } }>(
  contacts: readonly T[],
): ReadonlyMap<FamilyId, T[]> {
  const groups = new Map<FamilyId, T[]>();
  for (const contact of contacts) {
    const { familyId } = contact.value;
    const group = groups.get(familyId);
    if (group) group.push(contact);
    else groups.set(familyId, [contact]);
  }
  return groups;
}

function count(plans: readonly { state: RecordState }[]): StateCounts {
  const counts: StateCounts = {
    new: 0,
    same: 0,
    "newer-here": 0,
    "newer-in-file": 0,
    conflict: 0,
    removed: 0,
    "family-removed": 0,
  };
  for (const { state } of plans) counts[state]++;
  return counts;
}

/** The records that somebody has to choose for, by id. */
export function conflictsOf(plan: RestorePlan): readonly (FamilyId | ContactId)[] {
  return plan.families.flatMap((family) => [
    ...(family.state === "conflict" ? [family.id] : []),
    ...family.contacts.filter(({ state }) => state === "conflict").map(({ file }) => file.id),
  ]);
}

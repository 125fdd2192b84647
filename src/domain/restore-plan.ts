import { isSameJson } from "../shared/stable-json.ts";
import type { Backup, BackupContact, BackupFamily } from "./backup.ts";
import type { Contact } from "./contact.ts";
import type { Family } from "./family.ts";
import type { ContactId, FamilyId } from "./ids.ts";
import type { AllRecords } from "./record-archive.ts";
import type { Stored } from "./repositories.ts";
import { compareContacts, compareFamilies, type RecordState } from "./restore-compare.ts";

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
}

/** What a restore would do. Nothing is written by making it. */
export interface RestorePlan {
  families: readonly FamilyPlan[];
  counts: { families: StateCounts; contacts: StateCounts };
  /** Contacts that cannot be put anywhere: neither the file nor this device has their family. */
  withoutFamily: number;
}

/** Compares a backup with what is here, record by record. */
export function planRestore(records: AllRecords, backup: Backup): RestorePlan {
  const isSameVault = records.vaultId === backup.vaultId;
  const families = new Map(records.families.map((stored) => [stored.value.id, stored]));
  const contacts = new Map(records.contacts.map((stored) => [stored.value.id, stored]));
  const inFile = new Map(backup.families.map((stored) => [stored.value.id, stored]));
  const contactsInFile = groupByFamily(backup.contacts);

  const planContact = (file: BackupContact): ContactPlan => {
    const here = contacts.get(file.value.id);
    const state = compareContacts(here, file, { isSameVault });
    const isHereAsCopy = state === "conflict" && records.contacts.some(({ value }) => isCopy(value, file.value));
    return { state: isHereAsCopy ? "same" : state, here, file: file.value };
  };
  const planFamily = (id: FamilyId, file: BackupFamily | undefined): FamilyPlan => {
    const here = families.get(id);
    return {
      id,
      state: file === undefined ? "same" : compareFamilies(here, file, { isSameVault }),
      here,
      file: file?.value,
      contacts: (contactsInFile.get(id) ?? []).map(planContact),
    };
  };
  const orphans = [...contactsInFile.keys()].filter((id) => !inFile.has(id));
  const plans = [
    ...backup.families.map((file) => planFamily(file.value.id, file)),
    ...orphans.filter((id) => families.has(id)).map((id) => planFamily(id, undefined)),
  ];
  const homeless = orphans.filter((id) => !families.has(id)).flatMap((id) => contactsInFile.get(id) ?? []);
  return {
    families: plans,
    counts: {
      families: count(plans.filter(({ file }) => file !== undefined)),
      contacts: count(plans.flatMap((plan) => plan.contacts)),
    },
    withoutFamily: homeless.length,
  };
}

/** Whether one contact is the other, kept beside it under an id of its own by an earlier restore. */
function isCopy(one: Contact, other: Contact): boolean {
  if (one.familyId !== other.familyId || one.startedAt !== other.startedAt || one.id === other.id) return false;
  return isSameJson({ ...one, id: "" }, { ...other, id: "" });
}

function groupByFamily(contacts: readonly BackupContact[]): ReadonlyMap<FamilyId, BackupContact[]> {
  const groups = new Map<FamilyId, BackupContact[]>();
  for (const contact of contacts) {
    const { familyId } = contact.value;
    const group = groups.get(familyId);
    if (group) group.push(contact);
    else groups.set(familyId, [contact]);
  }
  return groups;
}

function count(plans: readonly { state: RecordState }[]): StateCounts {
  const counts: StateCounts = { new: 0, same: 0, "newer-here": 0, "newer-in-file": 0, conflict: 0 };
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

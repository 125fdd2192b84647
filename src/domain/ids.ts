import * as z from "zod/mini";

const opaqueId = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** Names a family. Opaque and random, so that it may stand in an address. */
export const FamilyId = opaqueId().brand<"FamilyId">();
export type FamilyId = z.infer<typeof FamilyId>;

/** Names one contact with a family. */
export const ContactId = opaqueId().brand<"ContactId">();
export type ContactId = z.infer<typeof ContactId>;

/** Names a baby, from the record of birth on. */
export const BabyId = opaqueId().brand<"BabyId">();
export type BabyId = z.infer<typeof BabyId>;

/** Names a grown-up: a carer of the family, or someone else who was there at one contact. */
export const PersonId = opaqueId().brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

/** Names an entry inside a contact: a sleep space, a plan for a night, a follow-up of the visitor's own. */
export const EntryId = opaqueId().brand<"EntryId">();
export type EntryId = z.infer<typeof EntryId>;

/** Names an amendment of a record that stands. */
export const AmendmentId = opaqueId().brand<"AmendmentId">();
export type AmendmentId = z.infer<typeof AmendmentId>;

/** Names the mark that says a record was entered in error. */
export const ErrorMarkId = opaqueId().brand<"ErrorMarkId">();
export type ErrorMarkId = z.infer<typeof ErrorMarkId>;

/** A new id of the given schema from 22 random base64url characters. */
export function toId<T>(schema: { parse(value: unknown): T }, random: string): T {
  return schema.parse(random);
}

import * as z from "zod/mini";
import { EnteredDate, Moment } from "./dates.ts";
import { ContactId } from "./ids.ts";
import { ShortText } from "./text.ts";

/** A number to call, as the visitor's team uses it. */
export const LocalNumber = z.strictObject({
  label: ShortText,
  phone: ShortText,
  checkedOn: z.optional(EnteredDate),
});
export type LocalNumber = z.infer<typeof LocalNumber>;

/** How long the app may lie untouched before it locks, in minutes. design.md 6: 1 to 15. */
export const LockMinutes = z.int().check(z.minimum(1), z.maximum(15));

/** A contact that the last backup holds, by the version of its row. Only of those that are nowhere but in the app. */
export const BackedUpContact = z.strictObject({ id: ContactId, version: z.int() });
export type BackedUpContact = z.infer<typeof BackedUpContact>;

/** The most contacts that are remembered as backed up; what is beyond counts as not backed up. */
export const mostBackedUp = 2_000;
/** How many days a record stays on the device after it is in the patient record, before it may be removed. */
export const KeepDays = z.int().check(z.minimum(1), z.maximum(365));

/** What the visitor set on this device. Kept sealed like every record. */
export const Settings = z.strictObject({
  /** The visitor, as author of records. */
  you: z.strictObject({
    name: ShortText,
    role: ShortText,
    registration: z.optional(ShortText),
    organisation: z.optional(ShortText),
    /** Goes on the parent copy as the number to ring. */
    teamPhone: z.optional(ShortText),
  }),
  lock: z.strictObject({ idleMinutes: LockMinutes, contactMinutes: LockMinutes }),
  /** Where in the local red book the safer-sleep advice stands. Editions differ, so no page is built in. */
  redBookPlace: z.optional(ShortText),
  localNumbers: z.array(LocalNumber).check(z.maxLength(12)),
  backup: z.optional(
    z.strictObject({
      /** The team's public age key. Without one, each backup gets words of its own. */
      teamKey: z.optional(ShortText),
      last: z.optional(
        z.strictObject({ at: Moment, contacts: z.array(BackedUpContact).check(z.maxLength(mostBackedUp)) }),
      ),
    }),
  ),
  keepDays: z.optional(KeepDays),
  /** The latest moment that the device's clock was seen to show, to the hour. An earlier one puts it in doubt. */
  clockSeenAt: z.optional(Moment),
});
export type Settings = z.infer<typeof Settings>;

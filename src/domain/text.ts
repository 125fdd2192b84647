import * as z from "zod/mini";
import { textCaps } from "../shared/text-caps.ts";

/** A name, a label: one line. */
export const ShortText = z.string().check(z.maxLength(textCaps.line));

/** A sentence or two in somebody's own words. */
export const Words = z.string().check(z.maxLength(textCaps.words));

/** A note. */
export const Note = z.string().check(z.maxLength(textCaps.note));

/** How much text is sensible in each kind of field, as the inputs and forms advise. Contacts store more all the same. */
export const textLimits = { short: 100, words: 300, note: 2000 } as const;

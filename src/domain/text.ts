import * as z from "zod/mini";

/** A name, a label: one line of up to 100 characters. */
export const ShortText = z.string().check(z.maxLength(100));

/** A sentence or two in somebody's own words: up to 300 characters. */
export const Words = z.string().check(z.maxLength(300));

/** A note: up to 2,000 characters. */
export const Note = z.string().check(z.maxLength(2000));

/** The longest text each kind of field takes, for the inputs that fill them. */
export const textLimits = { short: 100, words: 300, note: 2000 } as const;

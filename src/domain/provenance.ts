import * as z from "zod/mini";

const Text = z.string().check(z.minLength(1), z.maxLength(600));

/** A published source of advice, with how it was read: in the publisher's own page, second hand, or general knowledge. */
export const Source = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  title: Text,
  publisher: Text,
  year: z.optional(Text),
  url: z.optional(z.url({ protocol: /^https$/ })),
  reading: z.enum(["read", "second-hand", "general-knowledge"]),
});
export type Source = z.infer<typeof Source>;

/** A fact of clinical.md section 2 that advice rests on, with its sources. */
export const Fact = z.strictObject({
  id: z.string().check(z.regex(/^F\d{1,2}$/)),
  topic: Text,
  sources: z.array(z.string()).check(z.minLength(1)),
});
export type Fact = z.infer<typeof Fact>;

/** What the checklists of one version rest on. No contact asks for it, so it is kept apart from them. */
export const Provenance = z.strictObject({
  facts: z.array(Fact),
  sources: z.array(Source).check(z.minLength(1)),
  /** What brings each follow-up about, as clinical.md 8.5 words it; by the id of the follow-up. */
  triggers: z.record(z.string(), Text),
});
export type Provenance = z.infer<typeof Provenance>;

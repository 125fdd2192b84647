import type { FinalContact } from "../../../src/domain/contact.ts";

/** A contact in which each free text was replaced by one that names its own path, with those texts by path. */
export interface MarkedContact {
  contact: FinalContact;
  texts: Map<string, string>;
}

/** Keys that hold what people type. Anything else in a contact is an id, a date, a moment or an option. */
const freeTextKeys: ReadonlySet<string> = new Set([
  ...["name", "role", "registration", "language", "localRecordId", "who", "placeNote", "interpreterNote"],
  ...["placeOther", "roomOther", "note", "changedTogether", "matchNote", "detail", "words", "wentOver", "what"],
  ...["inCharge", "whoPacks", "whoKnows", "ifItGoesWrong", "fewNote", "guidanceNote", "otherCarersNote", "agreesNote"],
  ...["notes", "forTheBaby", "reference", "spokeTo", "action", "owner", "nextContactNote"],
]);

/** Paths that end in one of those keys and yet hold one of a list of options. */
const isOption = /^\.subject\.carers\.\d+\.role$|^\.answers\.topics\.results\.[\w-]+\.action$/;

/** Replaces every free text of the contact by what `text` gives for its path. */
export function withTexts(contact: FinalContact, text: (path: string) => string): FinalContact {
  // The same shape with other texts is the same type.
  return replace(contact, "", text) as FinalContact;
}

/** Replaces every free text of the contact by a mark of its own: "mark-12-" stands at one path only. */
export function marked(contact: FinalContact): MarkedContact {
  const texts = new Map<string, string>();
  const changed = withTexts(contact, (path) => {
    const mark = `mark-${texts.size}-`;
    texts.set(path, mark);
    return mark;
  });
  return { contact: changed, texts };
}

function replace(value: unknown, path: string, text: (path: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner, index) => replace(inner, `${path}.${index}`, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const at = `${path}.${key}`;
      const isTyped = freeTextKeys.has(key) && typeof inner === "string" && !isOption.test(at);
      return [key, isTyped ? text(at) : replace(inner, at, text)];
    }),
  );
}

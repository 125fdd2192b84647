/** The values a header may hold: no nulls, booleans or fractions, so there is little to disagree on. */
export type CanonicalValue = string | number | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/**
 * One text for one value (RFC 8785, for strings, safe integers, arrays and plain objects), so that a MAC over it
 * does not depend on who wrote the JSON. Throws a TypeError for any other value and for ill-formed UTF-16.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") return canonicalInteger(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (Object.prototype.toString.call(value) !== "[object Object]") throw new TypeError("No canonical form: not JSON");

  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // `<` compares UTF-16 code units, as RFC 8785 section 3.2.3 asks
    .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

function canonicalString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError("No canonical form: ill-formed text");
  return JSON.stringify(text);
}

function canonicalInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError("No canonical form: not a safe integer");
  return JSON.stringify(value);
}

/**
 * Whether everything that `part` says is also said, in the same words, by `whole`, so that taking `whole` in its place
 * loses nothing. An empty text says nothing.
 */
export function isContained(part: unknown, whole: unknown): boolean {
  if (part === "" && typeof whole === "string") return true;
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((item) => whole.some((other) => isContained(item, other)));
  }
  if (isObject(part)) {
    return (
      isObject(whole) &&
      Object.entries(part).every(
        ([name, member]) => member === undefined || (Object.hasOwn(whole, name) && isContained(member, whole[name])),
      )
    );
  }
  return part === whole;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

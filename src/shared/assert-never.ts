/** Ends a switch over a union: adding a member breaks the build here instead of the record later. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value of type ${typeof value}`);
}

/** The value of a result that has to be a success. Throws an error named after its failure where it is not. */
export function got<T>(result: { ok: true; value: T } | { ok: false; error: { kind: string } }): T {
  if (!result.ok) throw new Error(`A result that had to be a success is a failure: ${result.error.kind}`);
  return result.value;
}

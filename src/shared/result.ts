/** The outcome of something a person can cause or mend. What cannot happen throws instead. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** A success carrying `value`. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** An expected failure carrying `error`. */
export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}

const RANGE = 2 ** 16;

/** A random whole number from 0 to `size - 1`, each equally likely. `size` is at most 65,536. */
export function randomIndex(size: number): number {
  const limit = RANGE - (RANGE % size); // draws at or above the last whole multiple would favour the low numbers
  for (;;) {
    const [draw = limit] = crypto.getRandomValues(new Uint16Array(1));
    if (draw < limit) return draw % size;
  }
}

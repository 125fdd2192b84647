import * as fc from "fast-check";

/** Runs a property, and fails with the smallest counterexample. For properties that are not asynchronous. */
export function holds<Drawn>(property: fc.IProperty<Drawn>, parameters?: fc.Parameters<Drawn>): void {
  // Only an asynchronous property makes fast-check give a promise.
  void fc.assert(property, parameters);
}

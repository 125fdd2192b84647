import type { LoadFailure } from "../domain/repositories.ts";

/** Something that is read from the store: on its way, here, or not to be had. */
export type Loadable<T> =
  | { status: "loading" }
  | { status: "ready"; value: T }
  | { status: "failed"; failure: LoadFailure };

import { IDBDatabase, IDBFactory, IDBObjectStore, IDBTransaction } from "fake-indexeddb";

/** How one IndexedDB call goes wrong. */
export type Fault =
  /** The call throws. */
  | "throws"
  /** The request is accepted and then fails, which aborts its transaction. */
  | "fails"
  /** The transaction aborts when it is about to commit. */
  | "aborts-at-commit"
  /** The transaction commits, but the caller is told that it was aborted. */
  | "lost-after-commit"
  /** Nothing is heard of the transaction again until it is aborted. */
  | "hangs"
  /** The transaction commits and cannot be aborted any more, but nothing is heard of it until `release`. */
  | "hangs-in-commit";

export interface FaultPlan {
  fault: Fault;
  /** Which of the calls that can go wrong in this way does, counted from 0. */
  at: number;
  /** The name of the DOMException. */
  error?: string;
  /** Every call from `at` on goes wrong. */
  isLasting?: boolean;
}

export interface Faults {
  /** Calls that could have gone wrong in this way so far. */
  readonly calls: number;
  readonly hasStruck: boolean;
  /** Lets transactions that hang go on. */
  release(): void;
  /** Puts IndexedDB right. */
  stop(): void;
}

// The parts of fake-indexeddb's transaction that a fault has to reach. Its types do not declare them.
interface Internals {
  _state: string;
  _started: boolean;
  _requests: unknown[];
  _rollbackLog: unknown[];
  mode: IDBTransactionMode;
  _start(): void;
  _abort(name: string | null): void;
  _execRequestAsync(request: { operation: () => unknown }): IDBRequest;
}

/** Makes IndexedDB go wrong as planned, until `stop`. Needs "fake-indexeddb/auto". */
export function startFaults({ fault, at, error = "UnknownError", isLasting = false }: FaultPlan): Faults {
  const undo: (() => void)[] = [];
  const held: (() => void)[] = [];
  let calls = 0;
  let hasStruck = false;
  const strikes = () => {
    const isNow = isLasting ? calls >= at : calls === at;
    calls++;
    hasStruck ||= isNow;
    return isNow;
  };
  // fake-indexeddb transactions have these members; `Internals` names only ones that this file uses.
  const transactions = IDBTransaction.prototype as unknown as Internals;

  switch (fault) {
    case "throws":
      for (const [prototype, names] of patchable) {
        for (const name of names) {
          undo.push(
            patch(
              prototype,
              name,
              (original) =>
                function (this: unknown, ...args: unknown[]) {
                  if (strikes()) throw new DOMException("", error);
                  return original.apply(this, args);
                },
            ),
          );
        }
      }
      break;
    case "fails":
      undo.push(
        patch(
          transactions,
          "_execRequestAsync",
          (original) =>
            function (this: unknown, request: { operation: () => unknown }) {
              if (!strikes()) return original.call(this, request);
              const operation = () => {
                throw new DOMException("", error);
              };
              return original.call(this, { ...request, operation });
            },
        ),
      );
      break;
    default:
      undo.push(
        patch(
          transactions,
          "_start",
          (original) =>
            function (this: Internals): void {
              // Transactions that have ended are started once more, to no effect.
              const isLive = this.mode !== "versionchange" && this._state !== "finished";
              const isConcerned = isLive && (this._requests.length === 0 || fault === "hangs");
              if (!isConcerned || !strikes()) {
                original.call(this);
                return;
              }
              if (fault === "aborts-at-commit") {
                this._state = "active";
                this._abort(error);
              } else if (fault === "lost-after-commit") {
                this._rollbackLog = [];
                this._state = "active";
                this._abort(error);
              } else {
                this._started = true; // else it would be started again beside the next one
                if (fault === "hangs-in-commit") this._state = "committing";
                held.push(() => original.call(this));
              }
            },
        ),
      );
  }
  return {
    get calls() {
      return calls;
    },
    get hasStruck() {
      return hasStruck;
    },
    release() {
      for (const go of held.splice(0)) go();
    },
    stop() {
      for (const restore of undo.splice(0)) restore();
    },
  };
}

const patchable: [object, string[]][] = [
  [IDBFactory.prototype, ["open"]],
  [IDBDatabase.prototype, ["transaction"]],
  [IDBTransaction.prototype, ["objectStore"]],
  [IDBObjectStore.prototype, ["get", "getAll", "getAllKeys", "put", "delete"]],
];

type AnyFunction = (this: never, ...args: never[]) => unknown;

function patch(prototype: object, name: string, replace: (original: (...args: unknown[]) => unknown) => AnyFunction) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (!descriptor) throw new Error(`No ${name} to replace`);
  Object.defineProperty(prototype, name, { ...descriptor, value: replace(descriptor.value) });
  return () => Object.defineProperty(prototype, name, descriptor);
}

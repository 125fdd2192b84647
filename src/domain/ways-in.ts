import type { UnlockProblem } from "./vault-access.ts";

/** One way into a vault, as far as it may be shown. */
export type WayIn =
  | { type: "passphrase"; id: string }
  | { type: "recovery-key"; id: string }
  | {
      type: "passkey";
      id: string;
      addedAt: string;
      /** Whether the browser may copy the passkey to the person's other devices. */
      backup: PasskeyBackup;
      /** Whether this browser can ask for it at the address that the app has now. */
      isUsableHere: boolean;
    }
  | {
      type: "escrow";
      id: string;
      addedAt: string;
      /** The organisation's public key, in the age format. */
      recipient: string;
      /** The age file that holds 12 recovery words. Only the organisation's private key opens it. */
      file: string;
    };

/** Where a passkey is kept, by the flags that its authenticator gave: backup not possible, possible, made. */
export type PasskeyBackup = "device-bound" | "may-sync" | "synced";

/**
 * A change to what opens a vault. The passphrase and one recovery key can be replaced and never removed, so there are
 * always two ways in of different kinds.
 */
export type WayInChange =
  /** Other recovery words in place of the present ones. */
  | { kind: "recovery-key" }
  /** This device's screen lock, in place of one added before. */
  | { kind: "passkey" }
  /** The organisation's own key, in place of one added before. */
  | { kind: "escrow"; recipient: string }
  /** Removes a passkey or an escrow. */
  | { kind: "remove"; id: string }
  /** A new root key, and with it new recovery words and a new escrow file. Passkeys are removed. */
  | { kind: "new-keys" };

/** Why a change was not made. Each way in is as it was. */
export type ChangeProblem =
  | UnlockProblem
  /** This is not a public key of the kind that age makes ("age1" and 58 characters). */
  | { kind: "recipient-unreadable" }
  /** The browser or the device cannot make a key with its screen lock, or the person said no. */
  | { kind: "screen-lock-unavailable" }
  /** Records are still under the keys before the present ones. */
  | { kind: "new-keys-unfinished" }
  /** There is no such way in, or it may not be removed. */
  | { kind: "not-removable" };

/** What a prepared change gives to keep: the words of the new recovery key, if it made one. They are shown once. */
export interface PreparedChange {
  recoveryWords?: readonly string[] | undefined;
}

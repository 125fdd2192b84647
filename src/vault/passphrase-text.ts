/**
 * The form of a passphrase that keys are derived from: NFKC, so that an accent typed on one keyboard equals the same
 * accent from another, and without white space at the ends, which keyboards add when they complete a word.
 */
export function normalisePassphrase(passphrase: string): string {
  return passphrase.normalize("NFKC").trim();
}

/** What is refused before any work is done for it. A backup of ours never comes near these. */
export const backupLimits = {
  /** Bytes of the encrypted file. */
  fileBytes: 20 * 1024 * 1024,
  /** Bytes of what is inside, unpacked. */
  contentBytes: 100 * 1024 * 1024,
  /** How many times as large as packed the content may be. */
  ratio: 100,
  /** Lists and objects inside one another. */
  depth: 24,
  /** Families, and contacts. */
  records: 50_000,
  /** Members of any list or object inside a record. */
  members: 1_000,
} as const;

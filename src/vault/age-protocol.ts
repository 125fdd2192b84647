import * as z from "zod/mini";

// What the page and the worker for files say to each other. Both sides parse what they receive.

const Bytes = z.custom<Uint8Array<ArrayBuffer>>(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
);

const FileLock = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("team-key"), recipient: z.string() }),
  z.strictObject({ kind: z.literal("phrase"), phrase: z.string() }),
]);

const FileKey = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("identity"), identity: z.string() }),
  z.strictObject({ kind: z.literal("phrase"), phrase: z.string() }),
]);

/** The one call that a worker gets. */
export const AgeRequest = z.discriminatedUnion("call", [
  z.strictObject({ call: z.literal("seal"), content: Bytes, lock: FileLock }),
  z.strictObject({ call: z.literal("open"), file: Bytes, key: FileKey }),
  z.strictObject({ call: z.literal("checkTeamKey"), recipient: z.string() }),
]);
export type AgeRequest = z.infer<typeof AgeRequest>;

const FileProblem = z.strictObject({
  kind: z.enum([
    "not-a-backup",
    "too-large",
    "too-costly",
    "wrong-key",
    "not-a-key",
    "damaged",
    "newer",
    "not-verified",
    "stopped",
  ]),
});

/** The worker's one reply: what the call gave, or why not. */
export const AgeReply = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: FileProblem }),
]);
export type AgeReply = z.infer<typeof AgeReply>;

/** What sealing gives. */
export const SealedFile = Bytes;

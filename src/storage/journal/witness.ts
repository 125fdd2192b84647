import * as z from "zod/mini";
import { CivilDate } from "../../domain/dates.ts";
import type { Witness } from "../../domain/second-copy.ts";
import { logWitnessOf, witnessOf } from "./is-witnessed.ts";

const StoredWitness = z.strictObject({
  vaultId: z.string().check(z.maxLength(64)),
  madeOn: CivilDate,
  records: z.int().check(z.gte(0)),
});

const CACHE = "vault-witness";

/** What the witness of a database says, or undefined if there is none that can be read. */
export async function readWitness(databaseName: string): Promise<Witness | undefined> {
  return parse(fromLocal(databaseName)) ?? parse(await fromCache(databaseName));
}

/** Writes the witness down in both places. A place that refuses is passed over: the other stands. */
export async function writeWitness(databaseName: string, witness: Witness): Promise<void> {
  const name = witnessOf(databaseName);
  const text = JSON.stringify(witness);
  if (fromLocal(databaseName) !== text) quietly(() => localStorage.setItem(name, text));
  if ((await fromCache(databaseName)) === text) return;
  await quietly(async () => {
    const cache = await caches.open(CACHE);
    await cache.put(name, new Response(text));
  });
}

/** Takes the witness away, so that the app meets this device as a new one. */
export async function removeWitness(databaseName: string): Promise<void> {
  localStorage.removeItem(witnessOf(databaseName));
  localStorage.removeItem(logWitnessOf(databaseName));
  await (await caches.open(CACHE)).delete(witnessOf(databaseName));
}

function fromLocal(databaseName: string): string | undefined {
  return quietly(() => localStorage.getItem(witnessOf(databaseName)) ?? undefined);
}

async function fromCache(databaseName: string): Promise<string | undefined> {
  return quietly(async () => (await caches.match(witnessOf(databaseName)))?.text());
}

function parse(text: string | undefined): Witness | undefined {
  if (text === undefined) return;
  const parsed = StoredWitness.safeParse(quietly(() => JSON.parse(text)));
  return parsed.success ? parsed.data : undefined;
}

function quietly<T>(action: () => Promise<T>): Promise<T | undefined>;
function quietly<T>(action: () => T): T | undefined;
function quietly<T>(action: () => T | Promise<T>): T | undefined | Promise<T | undefined> {
  try {
    const value = action();
    return value instanceof Promise ? value.catch(() => undefined) : value;
  } catch {
    return;
  }
}

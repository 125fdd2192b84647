import * as z from "zod/mini";
import { CivilDate } from "../../domain/dates.ts";
import type { Witness } from "../../domain/second-copy.ts";
import { WITNESS } from "./is-witnessed.ts";

const StoredWitness = z.strictObject({
  vaultId: z.string().check(z.maxLength(64)),
  madeOn: CivilDate,
  records: z.int().check(z.gte(0)),
});

/** What the witness says, or undefined if there is none that can be read. */
export async function readWitness(): Promise<Witness | undefined> {
  return parse(fromLocal()) ?? parse(await fromCache());
}

/** Writes the witness down in both places. A place that refuses is passed over: the other stands. */
export async function writeWitness(witness: Witness): Promise<void> {
  const text = JSON.stringify(witness);
  if (fromLocal() !== text) quietly(() => localStorage.setItem(WITNESS, text));
  if ((await fromCache()) === text) return;
  await quietly(async () => {
    const cache = await caches.open("vault-witness");
    await cache.put(WITNESS, new Response(text));
  });
}

/** Takes the witness away, so that the app meets this device as a new one. */
export async function removeWitness(): Promise<void> {
  localStorage.removeItem(WITNESS);
  await caches.delete("vault-witness");
}

function fromLocal(): string | undefined {
  return quietly(() => localStorage.getItem(WITNESS) ?? undefined);
}

async function fromCache(): Promise<string | undefined> {
  return quietly(async () => (await caches.match(WITNESS))?.text());
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

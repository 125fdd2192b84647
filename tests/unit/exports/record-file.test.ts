import "fake-indexeddb/auto";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: the rule takes the declarations beside the script for the script
import { checkRecordFile } from "../../../scripts/verify-record.mjs";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { describeFingerprint } from "../../../src/domain/event-log.ts";
import { recordFile } from "../../../src/exports/record-file.ts";
import { got } from "../../support/got.ts";
import { aWindow, freshDisk } from "../storage/disk.ts";
import { aDraft, aFamily, aRecord, withNote } from "../storage/records.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const script = fileURLToPath(new URL("../../../scripts/verify-record.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "record-file-"));
let text: string;
let fingerprint: string;
let otherNames: string[];

beforeAll(async () => {
  const sealer = freshDisk();
  const window = aWindow(sealer);
  const mine = got(await window.families.add(aFamily()));
  const others = aFamily({ carers: [{ ...aFamily().carers[0]!, name: "Somebody Else" }] });
  let other = got(await window.families.add(others));
  let { contact, family } = got(await window.contacts.start(aDraft(mine.value), mine));
  for (let n = 0; n < 75; n++) {
    contact = got(await window.contacts.saveDraft({ ...contact, value: withNote(contact.value, `note ${n}`) }));
    if (n % 20 === 0) other = got(await window.families.save(other));
  }
  got(await window.lookOver()); // puts the first events away
  const record = aRecord(contact.value, family.value);
  const pair = got(await window.contacts.finalise({ ...contact, value: record }, family));
  ({ family } = pair);
  got(await window.families.save(other));

  fingerprint = describeFingerprint(got(await window.log.fingerprint(record.id, []))!);
  const excerpt = got(await window.log.excerpt(pair.contact.value as FinalContact, []))!;
  text = recordFile({ record: pair.contact.value as FinalContact, later: [] }, excerpt, {
    audience: "professional",
    isTraining: false,
  }).content;
  otherNames = [other.value.id, "Somebody Else"];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a record file", () => {
  test("that nobody changed is whole, from the first tap to the record, with the fingerprint of every other export", () => {
    const file = JSON.parse(text);

    expect(checkRecordFile(text, fingerprint)).toEqual({ verdict: "whole", findings: [] });
    expect(file.fingerprint).toBe(fingerprint);
    expect(file.chain.links[0].event.kind).toBe("started");
    expect(file.chain.links.at(-1).event.kind).toBe("finalised");
    expect(file.chain.links).toHaveLength(1 + 75 + 4 + 1 + 1); // start, taps, the other family, checkpoint, finalised
  });

  test("holds nothing of other families but hashes", () => {
    for (const name of otherNames) expect(text).not.toContain(name);
  });

  test("in which any one value was changed, taken out, added or moved is noticed", () => {
    const paths = [...pathsOf(JSON.parse(text))];
    const alteration = fc.record({
      path: fc.constantFrom(...paths),
      how: fc.constantFrom("change", "remove", "add", "move"),
      value: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant({})),
    });
    let altered = 0;
    fc.assert(
      fc.property(alteration, ({ path, how, value }) => {
        const file: Json = JSON.parse(text);
        alter(file, path, { how, value });
        if (JSON.stringify(file) === JSON.stringify(JSON.parse(text))) return;
        altered++;

        const { verdict, findings } = checkRecordFile(JSON.stringify(file));

        expect(verdict, `${how} ${path.join(".")}`).not.toBe("whole");
        expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
    expect(altered).toBeGreaterThan(2000);
  });

  test("says which event was changed", () => {
    const file = JSON.parse(text);
    file.chain.links[40].event.at = "2020-01-01T00:00:00Z";
    const seq = file.chain.links[40].event.seq;

    expect(checkRecordFile(JSON.stringify(file)).findings).toEqual(
      expect.arrayContaining([expect.stringContaining(`Event ${seq} (answered, 2020-01-01`)]),
    );
  });

  test("says which value of the record was changed, added or taken out", () => {
    for (const path of pathsOf(JSON.parse(text).record)) {
      const file = JSON.parse(text);
      const parent = path.slice(0, -1).reduce((at, key) => at[key], file.record);
      const key = path.at(-1)!;
      if (typeof parent[key] === "object" || path.join("/") === "id") continue;
      parent[key] = `${parent[key]}x`;

      expect(checkRecordFile(JSON.stringify(file)).findings).toContain(
        `In the record, /${path.join("/")} was changed.`,
      );
    }
    const file = JSON.parse(text);
    file.record.extra = 1;
    delete file.record.event.time;

    expect(checkRecordFile(JSON.stringify(file)).findings).toEqual([
      expect.stringContaining("The record is not as it was when it was finalised"),
      "In the record, /extra was added.",
      "In the record, /event/time was taken out.",
    ]);
  });

  test("in which a list was made an object that looks like it is noticed", () => {
    const file = JSON.parse(text);
    file.record.subject.carers = { ...file.record.subject.carers };

    expect(checkRecordFile(JSON.stringify(file)).findings).toContain("In the record, /subject/carers was taken out.");
  });

  test("in which an event was dropped, or two were swapped, says at which number", () => {
    const dropped = JSON.parse(text);
    const { seq } = dropped.chain.after;
    dropped.chain.links.splice(9, 1);
    const swapped = JSON.parse(text);
    const [first, second] = swapped.chain.links.slice(20, 22);
    swapped.chain.links.splice(20, 2, second, first);
    const shortened = JSON.parse(text);
    shortened.chain.links.pop();

    expect(checkRecordFile(JSON.stringify(dropped)).findings[0]).toMatch(`Event ${seq + 10} `);
    expect(checkRecordFile(JSON.stringify(swapped)).findings[0]).toMatch(`Event ${seq + 21} `);
    expect(checkRecordFile(JSON.stringify(shortened)).findings[0]).toMatch("events were taken off the end");
  });

  test("that was written anew so that it fits together is caught by the fingerprint on another copy", () => {
    expect(checkRecordFile(text, "78-0123456789abcdef").verdict).toBe("altered");
  });

  test.each([
    ["whole", () => text, 0, "WHOLE"],
    ["altered", () => text.replace("Jo Ward", "Jo Wart"), 1, "The record is not as it was when it was finalised"],
    ["not a record file", () => "{}", 2, "not a record file"],
    ["not JSON", () => "%PDF", 2, "not a record file"],
  ])("%s: the program says so in words and by how it ends", (name, make, status, words) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, make());

    const ended = spawnSync(process.execPath, [script, path], { encoding: "utf8" });

    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toContain(words);
  });

  test("that is not there cannot be checked", () => {
    expect(spawnSync(process.execPath, [script, join(folder, "none.json")]).status).toBe(2);
    expect(spawnSync(process.execPath, [script]).status).toBe(2);
  });
});

function* pathsOf(value: Json, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield* pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function alter(file: Json, path: readonly (string | number)[], { how, value }: { how: string; value: Json }): void {
  // Every path starts in an object and leads through what was found there.
  const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string | number, Json>)[key]!, file);
  const key = path.at(-1)!;
  if (Array.isArray(parent)) {
    const index = Number(key);
    if (how === "change") parent[index] = value;
    if (how === "remove") parent.splice(index, 1);
    if (how === "add") parent.splice(index, 0, value);
    if (how === "move") parent.push(...parent.splice(index, 1));
  } else {
    const members = parent as Record<string, Json>;
    if (how === "change" || how === "move") members[key] = value;
    if (how === "remove") delete members[key];
    if (how === "add") members[`${key}x`] = value;
  }
}

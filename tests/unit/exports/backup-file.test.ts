import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { backupLimits } from "../../../src/domain/backup-limits.ts";
import type { Contact } from "../../../src/domain/contact.ts";
import { ContactKind } from "../../../src/domain/contact-kind.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { Family } from "../../../src/domain/family.ts";
import { CarerRole, InterpreterKind } from "../../../src/domain/family.ts";
import type { Settings } from "../../../src/domain/settings.ts";
import { backupContent, backupFileName, readBackup } from "../../../src/exports/backup-file.ts";
import { parseBoundedJson } from "../../../src/shared/bounded-json.ts";
import { pack, unpack } from "../../../src/vault/packed-content.ts";
import { arbitraryDraft, arbitraryFamily, arbitraryFinalContact } from "../../support/arbitraries.ts";
import { aBaby, aFamily, aFinalContact, born, expecting } from "../../support/builders.ts";
import { everyOption } from "./filled-answers.ts";

vi.setConfig({ testTimeout: 60_000 });

const settings: Settings = {
  ...defaultSettings,
  you: { name: "Jo Ward", role: "Health visitor", registration: "12A3456E", organisation: "Riverside", teamPhone: "1" },
  redBookPlace: "page 12",
  localNumbers: [{ label: "MASH", phone: "0118 496 0000", checkedOn: { day: "1", month: "2", year: "2026" } }],
  backup: { teamKey: "age1team", last: { at: "2026-11-01T10:00:00Z", contacts: [] } },
};

function contentOf(families: Family[], contacts: Contact[]): Uint8Array<ArrayBuffer> {
  const stored = <T>(value: T, index: number) => ({ value, version: index + 1 });
  const records = { vaultId: "vault", families: families.map(stored), contacts: contacts.map(stored), unreadable: 0 };
  return backupContent({ records, settings, madeAt: "2026-11-27T14:05:00Z", build: "0.1.0+test" });
}

/** Through the file and back, as a restore on another device reads it. */
async function restored(families: Family[], contacts: Contact[]) {
  const unpacked = await unpack(Uint8Array.from(await pack(contentOf(families, contacts))));
  if (!unpacked.ok) throw new Error(unpacked.error.kind);
  const json = parseBoundedJson(new TextDecoder("utf-8", { fatal: true }).decode(unpacked.value), backupLimits);
  if (!json.ok) throw new Error(json.error);
  const backup = await readBackup(json.value);
  if (!backup.ok) throw new Error(backup.error.kind);
  return backup.value;
}

async function json(change: (backup: Record<string, unknown>) => Record<string, unknown> = (same) => same) {
  const contact = aFinalContact();
  const backup = JSON.parse(new TextDecoder().decode(contentOf([aFamily()], [contact])));
  return readBackup(change(backup));
}

describe("every field and option survives the backup and its restore", () => {
  test.each(everyOption().map(({ path, option, filled }) => [path, option, filled] as const))(
    "of the answers: %s = %s",
    async (_path, _option, { answers }) => {
      const contact = aFinalContact({ answers });

      expect((await restored([], [contact])).contacts).toEqual([{ version: 1, value: contact }]);
    },
  );

  test.each(ContactKind.options)("of any %s contact, draft or final, in any combination", async (kind) => {
    const of = checklistFor(kind);
    await fc.assert(
      fc.asyncProperty(arbitraryDraft(of), arbitraryFinalContact(of), async (draft, final) => {
        fc.pre(draft.id !== final.id);
        const { contacts } = await restored([], [draft, final]);
        expect(contacts.map(({ value }) => value)).toEqual([draft, final]);
      }),
      { numRuns: 60 },
    );
  });

  test("of any family", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFamily, async (family) => {
        expect((await restored([family], [])).families).toEqual([{ version: 1, value: family }]);
      }),
      { numRuns: 200 },
    );
  });

  test("of a family with everything there is to say, for each role and each interpreter", async () => {
    for (const role of CarerRole.options) {
      for (const interpreter of InterpreterKind.options) {
        const family = aFamily({
          carers: [{ ...aFamily().carers[0]!, role }],
          stage: born(aBaby({ nhsNumber: "9434765919" as never })),
          language: "Polish",
          interpreter,
          phone: "0118 496 0000",
          localRecordId: "L-17",
        });
        expect((await restored([family], [])).families[0]?.value).toEqual(family);
      }
    }
    const unborn = aFamily({ stage: expecting(null) });
    expect((await restored([unborn], [])).families[0]?.value).toEqual(unborn);
  });
});

test("the visitor's settings go along, but not the team key nor what was backed up before", async () => {
  const { backup: _, ...kept } = settings;

  expect((await restored([], [])).settings).toEqual(kept);
});

test("half a character, which an iPad can leave behind, survives as it is", async () => {
  const family = aFamily({ phone: "\ud83d half" });

  expect((await restored([family], [])).families[0]?.value.phone).toBe("\ud83d half");
});

test("the file's name says nothing of anybody", () => {
  expect(backupFileName("2026-11-27")).toBe("safer-sleep-backup-2026-11-27.age");
});

describe("is not a backup", () => {
  test("and the same without a change is one", async () => {
    expect(await json()).toMatchObject({ ok: true });
  });

  test.each<[string, (backup: Record<string, unknown>) => Record<string, unknown>]>([
    ["another format", (backup) => ({ ...backup, format: "other" })],
    ["one without families", ({ families: _, ...backup }) => backup],
    ["one with something more", (backup) => ({ ...backup, extra: 1 })],
    ["one whose counts are wrong", (backup) => ({ ...backup, counts: { families: 2, contacts: 1 } })],
    [
      "one with a record twice",
      (backup) => ({
        ...backup,
        families: [backup["families"], backup["families"]].flat(),
        counts: { families: 2, contacts: 1 },
      }),
    ],
    ["one with a huge count", (backup) => ({ ...backup, counts: { families: 1e308, contacts: 1 } })],
    ["version 0", (backup) => ({ ...backup, version: 0 })],
    ["one with too many records", (backup) => ({ ...backup, contacts: Array(50_001).fill(0) })],
    ["one whose date is none", (backup) => ({ ...backup, madeAt: "yesterday" })],
  ])("%s", async (_what, change) => {
    expect(await json(change)).toEqual({ ok: false, error: { kind: "not-a-backup" } });
  });

  test("one of a newer app, which says so", async () => {
    expect(await json((backup) => ({ ...backup, version: 2, moreThanWeKnow: true }))).toEqual({
      ok: false,
      error: { kind: "newer" },
    });
  });

  test.each([null, 1, "safer-sleep-backup", [], {}])("%j", async (value) => {
    expect(await readBackup(value)).toEqual({ ok: false, error: { kind: "not-a-backup" } });
  });
});

import { afterEach, expect, test, vi } from "vitest";
import { VaultEdit } from "../../../src/vault/edit-protocol.ts";
import { runEdit } from "../../../src/vault/run-edit.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** An engine that only notes what is asked of it. */
function aNotingCore() {
  const core = new VaultCore();
  const asked: unknown[][] = [];
  for (const call of ["create", "change", "retire"] as const) {
    vi.spyOn(core, call).mockImplementation(async (...args: unknown[]) => {
      asked.push([call, ...args]);
      return `the answer to ${call}` as never;
    });
  }
  vi.spyOn(core, "adopt").mockImplementation(() => void asked.push(["adopt"]));
  return { core, asked };
}

const secret = { kind: "passphrase", passphrase: "a b" };

test.each([
  [{ kind: "create", passphrase: "a b" }, ["create", "a b"], "the answer to create"],
  [
    { kind: "change", header: { of: "any form" }, secret, change: { kind: "shred" } },
    ["change", { of: "any form" }, secret, { kind: "shred" }],
    "the answer to change",
  ],
  [{ kind: "retire", header: { of: "any form" } }, ["retire", { of: "any form" }], "the answer to retire"],
  [{ kind: "adopt" }, ["adopt"], undefined],
])("the engine is asked once for what the page asks: $kind", async (edit, call, answer) => {
  const { core, asked } = aNotingCore();

  expect(await runEdit(core, edit)).toBe(answer);
  expect(asked).toEqual([call]);
});

test.each([
  ["nothing", undefined],
  ["an unknown kind", { kind: "shred" }],
  ["more than belongs to it", { kind: "adopt", header: {} }],
  ["a secret of no known kind", { kind: "change", header: {}, secret: { kind: "dna" }, change: {} }],
])("%s is asked of no engine", (_what, edit) => {
  const { core, asked } = aNotingCore();

  expect(() => runEdit(core, edit)).toThrow(expect.objectContaining({ name: "$ZodError" }));
  expect(asked).toEqual([]);
});

test("an edit that is in the protocol and not run throws", () => {
  const { core, asked } = aNotingCore();
  vi.spyOn(VaultEdit, "parse").mockReturnValue({ kind: "shred" } as never);

  expect(() => runEdit(core, { kind: "shred" })).toThrow("Unexpected value of type object");
  expect(asked).toEqual([]);
});

import { describe, expect, test } from "vitest";
import type { LoadFailure, SaveFailure } from "../../../src/domain/repositories.ts";
import type { PassphraseProblem, UnlockProblem } from "../../../src/domain/vault-access.ts";
import { describeAge, describeDue, describeNext } from "../../../src/ui/words/due-words.ts";
import {
  describeLoadFailure,
  describePassphraseProblem,
  describeSaveFailure,
  describeUnlockProblem,
} from "../../../src/ui/words/failures.ts";
import { toSaveStatus } from "../../../src/ui/words/save-words.ts";

const cause = new Error("secret detail");

/** A word that tells the reader to do something. */
const doThis = /\b(Copy|open|Free|Unlock|unlock|Keep|try|Go|Tell|Close|Check|Wait|Reload|Enter|Choose)\b/;

// Keyed by kind, so that a new kind of failure does not compile without a case here.
const saveFailures: { [Kind in SaveFailure["kind"]]: Extract<SaveFailure, { kind: Kind }> } = {
  "changed-elsewhere": { kind: "changed-elsewhere" },
  full: { kind: "full" },
  locked: { kind: "locked" },
  "timed-out": { kind: "timed-out" },
  "not-verified": { kind: "not-verified" },
  unavailable: { kind: "unavailable", cause },
};
const loadFailures: { [Kind in LoadFailure["kind"]]: Extract<LoadFailure, { kind: Kind }> } = {
  missing: { kind: "missing" },
  unreadable: { kind: "unreadable" },
  "not-as-saved": { kind: "not-as-saved" },
  locked: { kind: "locked" },
  unavailable: { kind: "unavailable", cause },
};
const unlockProblems: { [Kind in UnlockProblem["kind"]]: Extract<UnlockProblem, { kind: Kind }> } = {
  "wrong-secret": { kind: "wrong-secret", waitSeconds: 0 },
  wait: { kind: "wait", seconds: 30 },
  "header-altered": { kind: "header-altered" },
  "header-unreadable": { kind: "header-unreadable" },
  "kdf-refused": { kind: "kdf-refused" },
  "no-vault": { kind: "no-vault" },
  "screen-lock-failed": { kind: "screen-lock-failed" },
  unavailable: { kind: "unavailable", cause },
};
const passphraseProblems: { [Kind in PassphraseProblem["kind"]]: Extract<PassphraseProblem, { kind: Kind }> } = {
  "too-short": { kind: "too-short" },
  "too-easy": { kind: "too-easy" },
  "vault-exists": { kind: "vault-exists" },
  unavailable: { kind: "unavailable", cause },
};

describe("every failure says what to do, and nothing of its cause", () => {
  const sentences = [
    ...Object.values(saveFailures).map((failure) => ["save", failure.kind, describeSaveFailure(failure)]),
    ...Object.values(loadFailures).map((failure) => ["load", failure.kind, describeLoadFailure(failure, "record")]),
    ...Object.values(unlockProblems).map((failure) => [
      "unlock",
      failure.kind,
      describeUnlockProblem(failure, "passphrase"),
    ]),
    ...Object.values(passphraseProblems).map((failure) => [
      "passphrase",
      failure.kind,
      describePassphraseProblem(failure),
    ]),
  ];

  test.each(sentences)("%s: %s", (_, __, sentence) => {
    expect(sentence).toMatch(doThis);
    expect(sentence).not.toContain("secret detail");
  });

  test("no two ways in which a save fails read the same", () => {
    expect(new Set(Object.values(saveFailures).map(describeSaveFailure)).size).toBe(6);
  });

  test("what cannot be read is said not to be deleted", () => {
    expect(describeLoadFailure({ kind: "unreadable" }, "contact")).toMatch(/^This contact .*Nothing has been deleted/);
    expect(describeLoadFailure({ kind: "missing" }, "family")).toMatch(/^There is no such family/);
  });

  test("a wait is said in seconds, after a wrong try too", () => {
    expect(describeUnlockProblem({ kind: "wait", seconds: 1 }, "passphrase")).toBe("Wait 1 second, then try again.");
    expect(describeUnlockProblem({ kind: "wrong-secret", waitSeconds: 30 }, "recovery key")).toBe(
      "The recovery key is not correct. Wait 30 seconds, then try again.",
    );
  });
});

describe("what is due", () => {
  test.each([
    ["2026-11-26", "1 day"],
    ["2026-11-28", "3 days"],
    ["2027-01-06", "42 days"],
  ])("overdue on %s says by how much", (today, days) => {
    const due = { status: "overdue", kind: "new-birth", closes: "2026-11-25" } as const;

    expect(describeDue(due, today)).toMatchObject({ tag: `Overdue by ${days}`, colour: "orange" });
    expect(describeNext(due, today)).toContain(`overdue by ${days}.`);
  });

  test("each status has a tag, a colour beside it and a sentence", () => {
    const today = "2026-11-27";
    const opens = "2026-12-01";
    const closes = "2026-12-05";

    expect(describeDue({ status: "due", kind: "new-birth", closes }, today)).toMatchObject({
      tag: "Due by 5 December",
      colour: "yellow",
    });
    expect(describeNext({ status: "due", kind: "new-birth", closes }, today)).toContain("is due by 5 December");
    expect(describeDue({ status: "coming", kind: "antenatal", opens }, today)).toMatchObject({
      tag: "From 1 December",
      colour: "grey",
    });
    expect(describeNext({ status: "coming", kind: "antenatal", opens }, today)).toContain("You can start now.");
    expect(describeDue({ status: "record-birth", dueDate: opens }, today)).toEqual({
      line: "Due date was 1 December",
      tag: "Record the birth",
      colour: "blue",
    });
    expect(describeNext({ status: "record-birth", dueDate: opens }, today)).toContain("record the birth");
    expect(describeDue({ status: "due-date-unknown" }, today).tag).toBe("Add the due date");
    expect(describeNext({ status: "due-date-unknown" }, today)).toContain("Add it when you know it");
    expect(describeDue({ status: "none" }, today)).toMatchObject({ tag: "No contact due", colour: "grey" });
    expect(describeNext({ status: "none" }, today)).toBe("All 3 contacts are done.");
  });
});

test.each([
  [{ born: true, keyDate: "2026-11-23" }, "Born today"],
  [{ born: true, keyDate: "2026-11-22" }, "1 day old"],
  [{ born: true, keyDate: "2026-10-27" }, "27 days old"],
  [{ born: true, keyDate: "2026-10-26" }, "4 weeks old"],
  [{ born: true, keyDate: "2026-10-01" }, "7 weeks old"],
  [{ born: false, keyDate: "2027-01-04" }, "Due 4 January"],
  [{ born: false }, "Due date not known"],
])("the age of %o is %s", (family, words) => {
  expect(describeAge(family, "2026-11-23")).toBe(words);
});

describe("the words about saving", () => {
  test("give the time of the device's zone, and only for what the store confirmed", () => {
    expect(toSaveStatus({ state: "untouched" }, "Europe/London")).toEqual({ kind: "unsaved" });
    expect(toSaveStatus({ state: "saving" }, "Europe/London")).toEqual({ kind: "saving" });
    expect(toSaveStatus({ state: "saved", at: "2027-06-01T13:14:00Z" }, "Europe/London")).toEqual({
      kind: "saved",
      at: "2:14pm",
    });
  });

  test("say that the last answer was not saved, and what to do", () => {
    expect(toSaveStatus({ state: "failed", failure: { kind: "full" } }, "Europe/London")).toEqual({
      kind: "failed",
      message: "Your last answer was not saved. This device has no space left. Free some space, then try again.",
    });
  });
});

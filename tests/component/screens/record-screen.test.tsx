import { cleanup, render, screen, waitFor, within } from "@testing-library/preact";
import type { ComponentChild } from "preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import type { HandOver } from "../../../src/domain/family.ts";
import { ContactId } from "../../../src/domain/ids.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { ParentCopyScreen } from "../../../src/ui/screens/parent-copy-screen.tsx";
import { RecordScreen } from "../../../src/ui/screens/record-screen.tsx";
import { aDraft, aFamily, aFinalContact, anId, type SomeAnswers } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { pressButton } from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const id = anId(ContactId, "record");
const withNotes: SomeAnswers = { concerns: { level: "follow-up", notes: "Bruise seen on arm" } };
const pasted = "I have pasted it into the record";

describe("the record", () => {
  test("that was just finalised says so, and that it is not copied yet", async () => {
    await showRecord({ query: "?done=1" });

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Record finalised");
    expect(screen.getByText("Contact finalised")).toBeTruthy();
    expect(screen.getByText("Not copied yet.")).toBeTruthy();
    expect(screen.queryByText(pasted)).toBeNull();
  });

  test("opened later does not claim to be just finalised", async () => {
    await showRecord();

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("New birth contact");
    expect(screen.queryByText("Contact finalised")).toBeNull();
  });

  test("can be said to be pasted once it was copied, and then names the day", async () => {
    const { device } = await showRecord();

    await pressButton("Copy text for your record system");
    await screen.findByText(/^Text copied\. Paste it now/);
    expect(device.copied).toHaveLength(1);
    expect(screen.queryByText("Copy professional notes")).toBeNull();
    await pressButton(pasted);

    await screen.findByText(/In the family's record\. You marked it on\s+23 November 2026/);
    expect(screen.queryByText("Not copied yet.")).toBeNull();
    expect(screen.queryByText(pasted)).toBeNull();
  });

  test("has its fingerprint on the screen and in the text, and the log says that it was copied", async () => {
    const { device, real } = await showRecord();

    await pressButton("Copy text for your record system");
    await screen.findByText(/^Text copied/);

    expect(screen.getByText("Record fingerprint")).toBeTruthy();
    expect(screen.getByText("42-0123456789abcdef")).toBeTruthy();
    expect(device.copied[0]).toContain("Record fingerprint: 42-0123456789abcdef");
    expect(real.events.at(-1)).toMatchObject({ kind: "exported", contact: id, what: "record text" });
  });

  test("is saved as a file after a warning, without a name that says whose it is, and the log says so", async () => {
    const { device, real } = await showRecord();
    const event = { seq: 42, at: "2026-11-23T14:05:00Z", kind: "finalised", rows: {} };
    real.excerpt = {
      after: { seq: 41, head: "0".repeat(64) },
      links: [{ event, head: "0123456789abcdef" }],
      parts: {},
      laterParts: {},
      fingerprint: { seq: 42, head: "0123456789abcdef" },
    };

    await pressButton("Save as a file");
    await screen.findByText("Anyone who has the file can read this record");
    expect(device.files).toEqual([]);
    await pressButton("Save the file");

    await screen.findByText(/The file is saved/);
    expect(device.files[0]?.name).toMatch(/^record-\d{4}-\d\d-\d\d-42-0123456789abcdef\.json$/);
    expect(JSON.parse(new TextDecoder().decode(device.files[0]?.content))).toMatchObject({
      fingerprint: "42-0123456789abcdef",
    });
    expect(real.events.at(-1)).toEqual({ kind: "exported", contact: id, what: "record file" });
  });

  test("that is older than the log gives no file, and says why", async () => {
    const { device } = await showRecord();

    await pressButton("Save as a file");
    await screen.findByText("Anyone who has the file can read this record");
    await pressButton("Save the file");

    await screen.findByText(/older than the app's log/);
    expect(device.files).toEqual([]);
  });

  test("with professional notes must have both copied", async () => {
    const { device } = await showRecord({ answers: withNotes });

    await pressButton("Copy text for your record system");
    await screen.findByText(/^Text copied/);
    expect(screen.queryByText(pasted)).toBeNull();
    await pressButton("Copy professional notes");
    await screen.findByText(/^Professional notes copied/);

    expect(screen.getByText(pasted)).toBeTruthy();
    expect(device.copied[0]).not.toContain("Bruise");
    expect(device.copied[1]).toContain("Bruise");
  });

  test("that was marked before shows the day and asks nothing more", async () => {
    await showRecord({ handOver: { textCopiedAt: "2026-11-24T10:00:00Z", inRecordAt: "2026-11-24T10:05:00Z" } });

    expect(screen.getByText(/You marked it on\s+24 November 2026/)).toBeTruthy();
    expect(screen.queryByText(pasted)).toBeNull();
  });

  test("gives the text to copy by hand where the browser forbids copying", async () => {
    const { device } = await showRecord();
    device.allowsCopying = false;

    await pressButton("Copy text for your record system");

    const field = await screen.findByLabelText<HTMLTextAreaElement>(/does not let the app copy/);
    expect(field.value).toContain("Amina Khan");
    expect(screen.queryByText(/^Text copied/)).toBeNull();
    device.allowsCopying = true;
    await pressButton("Copy text for your record system");
    await waitFor(() => expect(screen.queryByLabelText(/does not let the app copy/)).toBeNull());
  });

  test("says when copying or marking could not be noted", async () => {
    const { real } = await showRecord({ handOver: { textCopiedAt: "2026-11-24T10:00:00Z" } });
    real.saveFailure = { kind: "full" };

    await pressButton("Copy text for your record system");
    await screen.findByText(/^The text is copied, but that it was copied is not saved\. This device has no space/);
    await pressButton(pasted);

    await screen.findByText("This device has no space left. Free some space, then try again.");
    expect(screen.getByText("Not copied yet.")).toBeTruthy();
  });

  test("prints, and leads to the parent copy", async () => {
    const { device } = await showRecord();

    await pressButton("Print record");

    expect(device.calls).toEqual(["print"]);
    expect(screen.getByRole("link", { name: "Parent copy" }).getAttribute("href")).toBe(`/contact/${id}/parent-copy`);
  });

  test("of training says so on paper", async () => {
    await showRecord({ isTraining: true });

    expect(screen.getByText("TRAINING: made-up family, not a real record.")).toBeTruthy();
  });

  test("that is a draft still opens as the draft", async () => {
    await show(<RecordScreen id={id} />, { isDraft: true });

    await waitFor(() => expect(location.pathname).toBe(`/contact/${id}`));
  });

  test("that is not there, or has an address of no record, says so", async () => {
    await show(<RecordScreen id="nonsense" />);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Page not found");
    cleanup();

    await show(<RecordScreen id={anId(ContactId, "other")} />);
    await screen.findByText("This record is not on this device");
  });
});

describe("the parent copy", () => {
  test("holds the parent copy and nothing of the professional record", async () => {
    const { device } = await show(<ParentCopyScreen id={id} />, { answers: withNotes });
    await screen.findByRole("article");

    const main = screen.getByRole("main");
    expect(main.textContent).not.toMatch(/Bruise|concern|Professional|Copy text/i);
    expect(
      within(main)
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["Print parent copy"]);
    await pressButton("Print parent copy");
    expect(device.calls).toEqual(["print"]);
  });

  test("of training says so on paper", async () => {
    await show(<ParentCopyScreen id={id} />, { isTraining: true });

    await screen.findByText("TRAINING: made-up family, not a real record.");
  });

  test("of a draft, of an address of no record and of a missing record is not shown", async () => {
    await show(<ParentCopyScreen id={id} />, { isDraft: true });
    await screen.findByText("Page not found");
    cleanup();
    await show(<ParentCopyScreen id="nonsense" />);
    await screen.findByText("Page not found");
    cleanup();

    await show(<ParentCopyScreen id={anId(ContactId, "other")} />);
    await screen.findByText("This record is not on this device");
  });
});

interface RecordOptions {
  query?: string;
  answers?: SomeAnswers;
  handOver?: HandOver;
  isTraining?: boolean;
  isDraft?: boolean;
}

async function showRecord(options: RecordOptions = {}) {
  const fakes = await show(<RecordScreen id={id} />, options);
  await screen.findByText("Print record");
  return fakes;
}

async function show(element: ComponentChild, options: RecordOptions = {}) {
  const fakes = await anUnlockedApp();
  const given = { id, checklistVersion: currentVersion("new-birth"), answers: options.answers ?? {} };
  const contact = options.isDraft ? aDraft(given) : aFinalContact(given);
  const { kind, status, startedAt } = contact;
  const { handOver } = options;
  fakes.real.putContact(contact);
  fakes.real.putFamily(
    aFamily({ contacts: [{ id, kind, status, startedAt, ...(handOver === undefined ? {} : { handOver }) }] }),
  );
  if (options.isTraining) fakes.app.kind.value = "training";
  history.replaceState(null, "", `/contact/${id}/record${options.query ?? ""}`);
  render(
    <AppProvider value={fakes.app}>
      <LocationProvider>{element}</LocationProvider>
    </AppProvider>,
  );
  return fakes;
}

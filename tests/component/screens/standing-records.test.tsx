import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import type { ComponentChild } from "preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import { beginAmendment } from "../../../src/domain/amend.ts";
import type { ContactEntry, HandOver } from "../../../src/domain/family.ts";
import { AmendmentId, ContactId, ErrorMarkId, FamilyId } from "../../../src/domain/ids.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { AppShell } from "../../../src/ui/app-shell.tsx";
import { CaseloadScreen } from "../../../src/ui/screens/caseload-screen.tsx";
import { FamilyScreen } from "../../../src/ui/screens/family-screen.tsx";
import { ParentCopyScreen } from "../../../src/ui/screens/parent-copy-screen.tsx";
import { RecordScreen } from "../../../src/ui/screens/record-screen.tsx";
import { SettingsScreen } from "../../../src/ui/screens/settings-screen.tsx";
import { AmendScreen } from "../../../src/ui/screens/standing/amend-screen.tsx";
import { ErrorScreen } from "../../../src/ui/screens/standing/error-screen.tsx";
import { RemovalScreen } from "../../../src/ui/screens/standing/removal-screen.tsx";
import { loadStandingParts } from "../../../src/ui/screens/standing-part.tsx";
import { aFamily, aFinalContact, anId } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { chipOf, press, pressButton, tap, type } from "./contact-page.tsx";

// The first load of this code takes its time on a busy machine.
beforeAll(async () => void (await loadStandingParts()));
beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const id = anId(ContactId, "record");
const familyId = anId(FamilyId, "family");
const amendmentId = anId(AmendmentId, "amendment");
const handedOver: HandOver = { textCopiedAt: "2026-10-01T10:00:00Z", inRecordAt: "2026-10-01T10:05:00Z" };
const author = { name: "Sam Lee", role: "health visitor" };
const answers = { topics: { results: { "NB-back": { result: "explained-back" as const } } } };

describe("a record that stands", () => {
  test("can be amended: the draft is stored, and the steps open on it", async () => {
    const { real } = await show(<RecordScreen id={id} />);

    await press(await screen.findByRole("button", { name: "Amend this record" }));

    await waitFor(() => expect(location.pathname).toBe(`/contact/${id}/amend`));
    const family = await real.families.load(familyId);
    expect(family.ok && family.value.value.contacts[0]?.amendments).toMatchObject([{ status: "draft" }]);
  });

  test("says when an amendment could not be begun", async () => {
    const { real } = await show(<RecordScreen id={id} />);
    const amend = await screen.findByRole("button", { name: "Amend this record" });
    real.saveFailure = { kind: "full" };

    await press(amend);

    await screen.findByText(/^The amendment was not begun\. This device has no space left/);
  });

  test("that was amended shows who, when, why and what changed, and the original one tap away", async () => {
    await show(<RecordScreen id={id} />, { amended: "Wrong result tapped" });

    const main = await screen.findByRole("main");
    expect(
      within(main).getAllByText(/^Amended on 24 November 2026, 9:05am by Sam Lee.*: Wrong result tapped$/),
    ).toHaveLength(2);
    expect(main.textContent).toContain("Before: Explained back. Now: Not yet.");
    const link = screen.getByRole("link", { name: "See the record as it was first written" });
    expect(link.getAttribute("href")).toBe(`/contact/${id}/record?as=written`);
    cleanup();

    await show(<RecordScreen id={id} />, { amended: "Wrong result tapped", query: "?as=written" });
    await screen.findByText(/^This is the record as it was first written\./);
    expect(screen.getByRole("main").textContent).not.toContain("Not yet");
    expect(screen.queryByRole("button", { name: /Copy text/ })).toBeNull();
    expect(screen.getByRole("link", { name: "See the record as it stands now" })).toBeTruthy();
  });

  test("of which an amendment cannot be opened says so and shows the rest", async () => {
    const fakes = await show(null, { amended: "Wrong result tapped" });
    fakes.real.standingRecords.unreadable.add(amendmentId);
    fakes.open(<RecordScreen id={id} />);

    await screen.findByText(/^An amendment of this record could not be opened/);
    expect(screen.getByRole("main").textContent).toContain("Amina Khan");
  });

  test("that was entered in error says so at the top, cannot be amended, and has no parent copy", async () => {
    const { device } = await show(<RecordScreen id={id} />, { marked: true });

    const main = await screen.findByRole("main");
    expect(within(main).getByRole("heading", { level: 2, name: /Entered in error$/ })).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Parent copy" })).toBeNull();
    await pressButton("Copy text for your record system");
    await screen.findByText(/^Text copied/);
    expect(device.copied[0]).toMatch(/^ENTERED IN ERROR\./);
    expect(screen.queryByRole("button", { name: "Amend this record" })).toBeNull();
    await pressButton("No patient record has it wrong now");
    await screen.findByText(/In the family's record\./);
    cleanup();

    await show(<ParentCopyScreen id={id} />, { marked: true });
    await screen.findByText("Page not found");
  });
});

describe("amending", () => {
  test("lists the steps, and can be taken back while nothing differs", async () => {
    const { real } = await show(<AmendScreen id={id} />, { drafted: true });
    await screen.findByText(/The record stays as it was written\./);

    await pressButton("Remove this amendment");

    await waitFor(() => expect(location.pathname).toBe(`/contact/${id}/record`));
    const family = await real.families.load(familyId);
    expect(family.ok && family.value.value.contacts[0]?.amendments).toEqual([]);
  });

  test("shows each change, asks for the reason, and stores both as they are made", async () => {
    const fakes = await show(<AmendScreen id={id} step="topics" />, { drafted: true });
    await screen.findByText("What did you talk about?");
    await press(screen.getAllByRole("radio", { name: "Not yet" })[0]!);
    await fakes.app.flushAll();
    cleanup();

    fakes.open(<AmendScreen id={id} step="check" />);
    await screen.findByText(/Before: Explained back\. Now: Not yet\./);
    await pressButton("Finalise amendment");
    expect((await screen.findByRole("alert")).textContent).toContain("Say why you amend this record");
    await type("Why do you amend this record?", "Wrong result tapped");
    await fakes.app.flushAll();
    const draft = await fakes.real.standingRecords.loadAmendment(amendmentId);
    expect(draft.ok && draft.value.value).toMatchObject({ status: "draft", reason: "Wrong result tapped" });
    await pressButton("Finalise amendment");

    await waitFor(() => expect(location.pathname).toBe(`/contact/${id}/record`));
    const stored = await fakes.real.standingRecords.loadAmendment(amendmentId);
    expect(stored.ok && stored.value.value).toMatchObject({
      status: "final",
      author: { name: "Jo Ward" },
      answers: { topics: { results: { "NB-back": { result: "not-yet" } } } },
    });
    const record = await fakes.real.contacts.load(id);
    expect(record.ok && record.value.value).toEqual(aRecord());
  });

  test("that the store refuses stays a draft and says so", async () => {
    const fakes = await show(<AmendScreen id={id} step="topics" />, { drafted: true });
    await screen.findByText("What did you talk about?");
    await press(screen.getAllByRole("radio", { name: "Not yet" })[0]!);
    await fakes.app.flushAll();
    cleanup();
    fakes.open(<AmendScreen id={id} step="check" />);
    await screen.findByText(/Before: Explained back/);
    await type("Why do you amend this record?", "Wrong result tapped");
    await fakes.app.flushAll();
    fakes.real.saveFailure = { kind: "timed-out" };

    await pressButton("Finalise amendment");

    await screen.findByText(/^The amendment was not finalised\./);
  });

  test("at an address without a draft says that none is begun", async () => {
    await show(<AmendScreen id={id} />);
    await screen.findByRole("heading", { level: 1, name: "No amendment is begun" });
    cleanup();
    await show(<AmendScreen id="nonsense" />);
    await screen.findByText("Page not found");
    cleanup();
    await show(<AmendScreen id={id} step="nonsense" />, { drafted: true });
    await screen.findByText("Page not found");
  });
});

describe("marking as entered in error", () => {
  test("asks what is wrong, and what happened where it is another reason", async () => {
    const { real } = await show(<ErrorScreen id={id} />);
    await screen.findByText("What is wrong with it?");

    await pressButton("Mark as entered in error");
    expect((await screen.findByRole("alert")).textContent).toContain("Select what is wrong with it");
    await tap("What is wrong with it?", "Another reason");
    await pressButton("Mark as entered in error");
    expect(screen.getByRole("alert").textContent).toContain("Say what happened");
    await type("What happened?", "Saved in the wrong room");
    await pressButton("Mark as entered in error");

    await waitFor(() => expect(location.pathname).toBe(`/contact/${id}/record`));
    const family = await real.families.load(familyId);
    const mark = family.ok ? family.value.value.contacts[0]?.enteredInError : undefined;
    expect(await real.standingRecords.loadErrorMark(mark!)).toMatchObject({
      ok: true,
      value: { reason: "other", note: "Saved in the wrong room", author: { name: "Jo Ward" } },
    });
  });

  test("says when it could not be stored, and keeps what was chosen", async () => {
    const { real } = await show(<ErrorScreen id={id} />);
    await screen.findByText("What is wrong with it?");
    await tap("What is wrong with it?", "Recorded twice");
    real.saveFailure = { kind: "unavailable", cause: undefined };

    await pressButton("Mark as entered in error");

    await screen.findByText(/^The record was not marked\. The store on this device did not answer/);
    expect(chipOf("What is wrong with it?", "Recorded twice").checked).toBe(true);
  });

  test("is not offered twice", async () => {
    await show(<ErrorScreen id={id} />, { marked: true });
    await screen.findByText("Page not found");
  });
});

describe("removal", () => {
  test("is offered on the family page, previewed, done in one tap, and leaves a receipt there", async () => {
    const fakes = await show(<FamilyScreen id={familyId} />, { handOver: handedOver });
    const offer = await screen.findByRole("link", { name: "1 record can be removed from this device" });
    expect(offer.getAttribute("href")).toBe(`/family/${familyId}/remove`);
    cleanup();

    fakes.open(<RemovalScreen id={familyId} />);
    await screen.findByText(/^New birth contact of 23 November 2026, in the patient record since 1 October 2026$/);
    expect(screen.getByText(/It will not show what was said before/)).toBeTruthy();
    await pressButton("Remove 1 record from this device");
    await waitFor(() => expect(location.pathname).toBe(`/family/${familyId}`));
    expect(await fakes.real.contacts.load(id)).toMatchObject({ ok: false });
    cleanup();

    fakes.open(<FamilyScreen id={familyId} />);
    await screen.findByText(
      /^In the patient record since 1 October 2026.*Removed from this device on 23 November 2026.* by Jo Ward/,
    );
    expect(screen.queryByRole("link", { name: /^Record/ })).toBeNull();
  });

  test("offers nothing that was not handed over, or not long enough ago", async () => {
    await show(<RemovalScreen id={familyId} />);
    await screen.findByText(/^No records of this family can be removed now\. A record can go 30 days after/);
    cleanup();
    await show(<RemovalScreen id={familyId} />, { handOver: { inRecordAt: "2026-11-01T10:00:00Z" } });
    await screen.findByText(/^No records of this family can be removed now/);
    expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
  });

  test("offers nothing while the clock is in doubt", async () => {
    const fakes = await show(null, { handOver: handedOver });
    await fakes.app.clock.remember("2027-11-23T10:00:00Z");
    fakes.open(<RemovalScreen id={familyId} />);

    await screen.findByText(/^Nothing can be removed while this device's clock may be wrong/);
    expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
  });

  test("that fails removes nothing and says so", async () => {
    const { real } = await show(<RemovalScreen id={familyId} />, { handOver: handedOver });
    await screen.findByText(/in the patient record since/);
    real.saveFailure = { kind: "changed-elsewhere" };

    await pressButton("Remove 1 record from this device");

    await screen.findByText(/^Nothing was removed\. This was changed in another window/);
    expect(await real.contacts.load(id)).toMatchObject({ ok: true });
  });

  test("takes the family too once nothing is left and nothing is to come", async () => {
    const fakes = await show(<RemovalScreen id={familyId} />, {
      entry: { kind: "six-to-eight-week", removedAt: "2026-11-20T10:00:00Z", handOver: handedOver },
    });
    await screen.findByRole("heading", { name: "Remove the family" });

    await pressButton("Remove this family from this device");

    await waitFor(() => expect(location.pathname).toBe("/caseload"));
    expect(await fakes.real.families.load(familyId)).toMatchObject({ ok: false });
    expect(fakes.app.caseload.labelOf(familyId)).toBeUndefined();
  });

  test("has its days in the settings, and lists the families that have something to remove", async () => {
    const { app } = await show(<SettingsScreen section="removal" />, { handOver: handedOver });
    const row = await screen.findByRole("link", { name: /Amina Khan/ });
    expect(row.getAttribute("href")).toBe(`/family/${familyId}/remove`);

    fireEvent.change(screen.getByLabelText("Offer to remove records after"), { target: { value: "90" } });
    await pressButton("Save");

    await screen.findByText("Your choice is saved.");
    expect(app.settings.value.value.keepDays).toBe(90);
  });
});

describe("a clock in doubt", () => {
  test("is said in plain words on every page, and where days are due, until the visitor has checked it", async () => {
    const { app } = await show(null);
    await app.clock.remember("2026-12-23T10:00:00Z");
    open(
      app,
      <AppShell>
        <CaseloadScreen />
      </AppShell>,
    );

    await screen.findByRole("heading", { name: /This device's clock may be wrong$/ });
    expect(screen.getByText(/^It says 23 November 2026, 2:05pm\. It shows an earlier time than before/)).toBeTruthy();
    expect(screen.getByText(/^What is due may be wrong/)).toBeTruthy();
    await pressButton("I have checked. The clock is right");

    await waitFor(() => expect(screen.queryByText(/^What is due may be wrong/)).toBeNull());
    expect(app.clock.doubt.value).toBeUndefined();
    await waitFor(() => expect(app.settings.value.value.clockSeenAt).toBe("2026-11-23T14:05:00.000Z"));
  });

  test("that shows a day before the app was made cannot be called right", async () => {
    const { app, device } = await show(null);
    device.clock.setTo("2020-01-01T10:00:00Z");
    app.tick();
    open(
      app,
      <AppShell>
        <CaseloadScreen />
      </AppShell>,
    );

    await screen.findByText(/It shows a day before this app was made/);
    expect(screen.queryByRole("button", { name: /The clock is right/ })).toBeNull();
  });
});

interface Options {
  handOver?: HandOver;
  amended?: string;
  drafted?: boolean;
  marked?: boolean;
  entry?: Partial<ContactEntry>;
  query?: string;
}

function aRecord() {
  return aFinalContact({ id, checklistVersion: currentVersion("new-birth"), answers });
}

/** Opens a page over a store with one family and one record. */
async function show(element: ComponentChild, options: Options = {}) {
  const fakes = await anUnlockedApp();
  const { real, app } = fakes;
  await app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, name: "Jo Ward" } }));
  const record = aRecord();
  const { kind, status, startedAt, event } = record;
  const draft = beginAmendment(record, {
    id: amendmentId,
    number: 1,
    now: "2026-11-24T09:00:00Z",
    clockSuspect: false,
  });
  const entry: ContactEntry = { id, kind, status, startedAt, date: event.date, ...options.entry };
  if (options.handOver) entry.handOver = options.handOver;
  if (options.drafted) {
    real.standingRecords.putAmendment(draft);
    entry.amendments = [{ id: amendmentId, status: "draft" }];
  }
  if (options.amended !== undefined) {
    const { resumeAt: _, ...kept } = draft;
    real.standingRecords.putAmendment({
      ...kept,
      status: "final",
      event,
      reason: options.amended,
      author,
      madeAt: "2026-11-24T09:05:00Z",
      answers: { ...kept.answers, topics: { results: { "NB-back": { result: "not-yet" } }, groups: {} } },
    });
    entry.amendments = [{ id: amendmentId, status: "final" }];
  }
  if (options.marked) {
    const mark = anId(ErrorMarkId, "mark");
    real.standingRecords.putMark({
      id: mark,
      contactId: id,
      familyId,
      reason: "wrong-family",
      author,
      madeAt: "2026-11-24T09:05:00Z",
    });
    entry.enteredInError = mark;
  }
  if (entry.removedAt === undefined) real.putContact(record);
  app.caseload.show(real.putFamily(aFamily({ contacts: [entry] })).value);
  history.replaceState(null, "", `/contact/${id}/record${options.query ?? ""}`);
  if (element !== null) open(app, element);
  return { ...fakes, open: (next: ComponentChild) => open(app, next) };
}

function open(app: Awaited<ReturnType<typeof anUnlockedApp>>["app"], element: ComponentChild) {
  return render(
    <AppProvider value={app}>
      <LocationProvider>{element}</LocationProvider>
    </AppProvider>,
  );
}

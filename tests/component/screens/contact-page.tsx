import { act, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { currentVersion } from "../../../src/content/checklists.ts";
import type { ContactAnswers, ContactStep } from "../../../src/domain/contact.ts";
import type { ContactKind } from "../../../src/domain/contact-kind.ts";
import type { Family } from "../../../src/domain/family.ts";
import { ContactId } from "../../../src/domain/ids.ts";
import type { Settings } from "../../../src/domain/settings.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { ContactScreen } from "../../../src/ui/screens/contact-screen.tsx";
import { aDraft, aFamily, aFinalContact, anId, expecting, type SomeAnswers } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

export const draftId = anId(ContactId, "draft");

interface ContactPageOptions {
  kind?: ContactKind;
  family?: Partial<Family>;
  answers?: SomeAnswers;
  /** Records before this contact. */
  finals?: readonly Parameters<typeof aFinalContact>[0][];
  settings?: Partial<Settings>;
}

/** Opens one step of a draft, or all steps, on a fake store. */
export async function openContact(step: ContactStep | undefined, options: ContactPageOptions = {}) {
  const { kind = "new-birth", finals = [] } = options;
  const fakes = await anUnlockedApp();
  await fakes.app.saveSettings((settings) => ({
    ...settings,
    you: { ...settings.you, name: "Jo Ward" },
    ...options.settings,
  }));
  const draft = aDraft({
    id: draftId,
    kind,
    checklistVersion: currentVersion(kind),
    startedAt: "2026-11-23T14:05:00Z",
    ...(options.answers === undefined ? {} : { answers: options.answers }),
  });
  const records = finals.map((final) => aFinalContact({ checklistVersion: currentVersion("new-birth"), ...final }));
  const family = aFamily({
    ...(kind === "antenatal" ? { stage: expecting() } : {}),
    ...options.family,
    contacts: [...records, draft].map((contact) => ({
      id: contact.id,
      kind: contact.kind,
      status: contact.status,
      startedAt: contact.startedAt,
    })),
  });
  fakes.real.putFamily(family);
  for (const contact of [...records, draft]) fakes.real.putContact(contact);

  const path = `/contact/${draftId}${step === undefined ? "" : `/${step}`}`;
  history.replaceState(null, "", path);
  const { unmount } = render(
    <AppProvider value={fakes.app}>
      <LocationProvider>
        <ContactScreen id={draftId} {...(step === undefined ? {} : { step })} />
      </LocationProvider>
    </AppProvider>,
  );
  await waitFor(() => screen.getByRole("heading", { level: 1 }));

  /** The answers as the store has them, once all that was changed is stored. */
  async function stored(): Promise<ContactAnswers> {
    await fakes.app.flushAll();
    const contact = await fakes.real.contacts.load(draftId);
    if (!contact.ok) throw new Error(`The contact is ${contact.error.kind}`);
    return contact.value.value.answers;
  }

  return { ...fakes, family, stored, unmount };
}

/** One question by its legend. A fieldset is a group by nature; finding it by role takes seconds on a long page. */
export function question(legend: string | RegExp): HTMLFieldSetElement {
  const found = findQuestion(legend);
  if (found === undefined) throw new Error(`There is no question ${legend}`);
  return found;
}

/** One question by its legend, if it is asked. */
export function findQuestion(legend: string | RegExp): HTMLFieldSetElement | undefined {
  return [...document.querySelectorAll("fieldset")].find((fieldset) =>
    fits(fieldset.querySelector("legend")?.textContent, legend),
  );
}

/** One option of one question, by the words that label it. */
export function chipOf(legend: string | RegExp, option: string | RegExp): HTMLInputElement {
  const chip = chipsOf(legend).find((candidate) => fits(labelOf(candidate), option));
  if (chip === undefined) throw new Error(`${legend} has no option ${option}`);
  return chip;
}

/** All options of one question. */
export function chipsOf(legend: string | RegExp): HTMLInputElement[] {
  return [...question(legend).querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")];
}

/** The words that label an option. */
export function labelOf(chip: HTMLInputElement): string {
  return document.getElementById(chip.getAttribute("aria-labelledby") ?? "")?.textContent ?? "";
}

/** Taps one option of one question, and lets the page draw what came of it. */
export async function tap(legend: string | RegExp, option: string | RegExp): Promise<void> {
  await press(chipOf(legend, option));
}

/** Taps a button, and lets the page draw what came of it. */
export async function pressButton(name: string | RegExp): Promise<void> {
  const button = [...document.querySelectorAll("button")].find((candidate) => fits(candidate.textContent, name));
  if (button === undefined) throw new Error(`There is no button ${name}`);
  await press(button);
}

/** Taps whatever it is, and lets the page draw what came of it. */
export async function press(target: Element): Promise<void> {
  await act(() => {
    fireEvent.click(target);
  });
}

/** Types into a field. */
export async function type(label: string | RegExp, value: string): Promise<void> {
  await act(() => {
    fireEvent.input(fieldOf(label), { target: { value } });
  });
}

/** One text field by its label. Looking for it among all roles and labels takes seconds on a long page. */
export function fieldOf(label: string | RegExp): HTMLInputElement | HTMLTextAreaElement {
  const found = findField(label);
  if (found === undefined) throw new Error(`There is no field ${label}`);
  return found;
}

/** One text field by its label, if it is shown. */
export function findField(label: string | RegExp): HTMLInputElement | HTMLTextAreaElement | undefined {
  const named = [...document.querySelectorAll("label")].find((candidate) => fits(candidate.textContent, label));
  const field = named === undefined ? null : document.getElementById(named.htmlFor);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : undefined;
}

function fits(text: string | null | undefined, wanted: string | RegExp): boolean {
  const words = (text ?? "").replace(/\s+/g, " ").trim();
  return typeof wanted === "string" ? words === wanted : wanted.test(words);
}

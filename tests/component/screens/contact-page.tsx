import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
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

/** The options of one question. */
export function question(name: string | RegExp) {
  return within(screen.getByRole("group", { name }));
}

/** Taps one option of one question, and lets the page draw what came of it. */
export async function tap(legend: string | RegExp, option: string | RegExp): Promise<void> {
  await act(() => {
    fireEvent.click(chipOf(legend, option));
  });
}

/** One option of one question. */
export function chipOf(legend: string | RegExp, option: string | RegExp): HTMLInputElement {
  const found = question(legend).queryByRole<HTMLInputElement>("radio", { name: option });
  return found ?? question(legend).getByRole<HTMLInputElement>("checkbox", { name: option });
}

/** Types into a field. */
export async function type(label: string | RegExp, value: string): Promise<void> {
  await act(() => {
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  });
}

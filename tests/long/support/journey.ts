import type { Screen } from "./in-page.ts";

/** What set-up gave. */
export interface Owner {
  passphrase: string;
}

/** From nothing to an empty caseload. The first page has to be open. */
export async function setUp(screen: Screen): Promise<Owner> {
  await screen.press("Set up this device");
  await screen.press("Skip for now");
  await screen.press("Use these 5 words");
  const passphrase = await screen.until("the passphrase that was offered", () => {
    const field = [...document.querySelectorAll("label")].find((label) => label.textContent?.trim() === "Passphrase");
    return (document.getElementById(field?.htmlFor ?? "") as HTMLInputElement | null)?.value ?? "";
  });
  await screen.press("Continue");
  await screen.heading("Save your recovery sheet");
  const words = await screen.until("12 recovery words", () => {
    const sheet = document
      .querySelector("section[aria-label='Recovery sheet'], [aria-labelledby] ol, ol")
      ?.closest("main");
    const items = [...(sheet?.querySelectorAll("ol li") ?? [])].map((item) => item.textContent?.trim() ?? "");
    return items.length === 12 ? items : undefined;
  });
  await screen.run(() => {
    const box = document.querySelector<HTMLInputElement>("main input[type=checkbox]");
    if (box && !box.checked) box.click();
  });
  await screen.press("Continue");
  await screen.heading("Check your recovery sheet");
  const asked = await screen.run(() =>
    [...document.querySelectorAll("input[id^=word-]")].map(({ id }) => Number(id.replace("word-", ""))),
  );
  for (const number of asked) await screen.fill(`Word ${number}`, words?.[number - 1] ?? "");
  await screen.press("Continue");
  await screen.fill("Your name", "Jo Ward");
  await screen.press("Continue");
  await screen.press("Go to your caseload");
  await screen.heading("Caseload");
  return { passphrase };
}

/** Adds a family with a baby of 11 days, from the caseload. */
export async function addFamily(screen: Screen, parent: string): Promise<void> {
  await screen.press("Add a family");
  await screen.fill("Parent's name or initials", parent);
  await screen.choose("baby", "Baby born").catch(() => undefined);
  const born = new Date(Date.now() - 11 * 24 * 60 * 60 * 1000);
  await screen.fill("Day", String(born.getDate()));
  await screen.fill("Month", String(born.getMonth() + 1));
  await screen.fill("Year", String(born.getFullYear()));
  await screen.press("Add family");
  await screen.heading(parent);
}

/** A new birth contact from the family's page to the finalised record, all well. */
export async function recordContact(screen: Screen, parent: string): Promise<void> {
  await screen.press("Start new birth contact");
  await answerContact(screen, parent);
}

/** From the first step of an open contact to the finalised record. */
export async function answerContact(screen: Screen, parent: string): Promise<void> {
  await screen.heading("Who is with you?");
  await screen.choose("People here", parent);
  await screen.press("Continue");
  await screen.heading("baby sleep?");
  await screen.choose("sleep in at night?", "Cot");
  await screen.choose("Which room?", "Parents' room");
  await screen.choose("Did you see it today?", "Seen");
  await screen.choose("What did you see?", "Clear, flat and firm, nothing else in it");
  await screen.choose("And in the day?", "Same place");
  await screen.press("Continue");
  await screen.heading("Anything that makes advice different");
  await screen.choose("Which of these are true?", "None of these");
  await screen.choose("Ask only when the parent is alone", "Asked alone: none of these");
  await screen.press("Continue");
  await screen.heading("What did you talk about?");
  await screen.run(() => {
    for (const input of document.querySelectorAll<HTMLInputElement>("input[type=radio][value=explained-back]")) {
      if (input.getClientRects().length > 0) input.click();
    }
  });
  await screen.press("Continue");
  await screen.heading("Nights that might be different");
  for (const night of [0, 1]) {
    await screen.run((index) => {
      const groups = [...document.querySelectorAll("fieldset")];
      const events = groups.find((group) => group.querySelector("legend")?.textContent?.includes("What if…"));
      events?.querySelectorAll<HTMLInputElement>("input[type=checkbox]")[index]?.click();
    }, night);
    await screen.choose("What will you do?", undefined, night);
  }
  await screen.press("Continue");
  await screen.heading("Find it again, and agreement");
  await screen.choose("Did the parent find the guidance?", "Found it without help");
  await screen.choose("The others who put baby down to sleep", "Spoken to directly");
  await screen.choose("confirm what they understood?", "Said it back");
  await screen.choose("Does the parent agree with this record and plan?", "Yes");
  await screen.press("Continue");
  await screen.heading("Do you have any concerns?");
  await screen.choose("Today", "No concerns today");
  await screen.choose("Next contact");
  await screen.press("Continue");
  await screen.heading("Check before you finalise");
  await screen.press("Finalise record");
  await screen.heading("Record finalised");
}

/** Unlocks; ends where the app was locked. */
export async function unlock(screen: Screen, passphrase: string): Promise<void> {
  await screen.heading("Unlock");
  await screen.fill("Passphrase", passphrase);
  await screen.press("Unlock");
  await screen.until("the app to open", () => toPress("Lock") !== undefined);
}

declare function toPress(name: string): HTMLElement | undefined;

/** Waits until the worker controls the page and holds all that it needs without signal. */
export async function untilOffline(screen: Screen): Promise<void> {
  await screen.until("a worker that controls the page", async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.state === "activated" && navigator.serviceWorker.controller !== null;
  });
}

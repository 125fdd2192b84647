import { expect, type Page } from "@playwright/test";
import { addFamily, expectSaved, type Owner, setUp, startContact } from "../../e2e/support/app.ts";

/** A new vault with one family whose new birth contact is open at its first step, where nothing is answered. */
export async function startFirstContact(page: Page): Promise<Owner & { contactUrl: string; familyUrl: string }> {
  const owner = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  const familyUrl = page.url();
  await startContact(page, "new birth contact");
  return { ...owner, familyUrl, contactUrl: page.url() };
}

/** Answers the first question of the first step and waits until it is stored. */
export async function answerFirstQuestion(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Amina Khan" }).check();
  await expectSaved(page);
}

/** The last part of an address such as "/family/<id>". */
export function idIn(url: string): string {
  const id = /\/(?:family|contact)\/([^/?]+)/.exec(new URL(url).pathname)?.[1];
  expect(id).toBeDefined();
  return id ?? "";
}

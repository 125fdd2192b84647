import type { Page } from "@playwright/test";

/** Stands at whatever address was open, so that unlocking goes back there and the title says nothing of it. */
const lockScreen = "Unlock - Safer Sleep Contacts";

/** Which address had which title, so that two addresses with one title are found. Ids in addresses do not count. */
export class Titles {
  readonly #addresses = new Map<string, string>();

  /** What is wrong with the title of this address, if anything. */
  check(title: string, address: string): string[] {
    if (title === lockScreen) return [];
    const known = this.#addresses.get(title);
    if (known === undefined) this.#addresses.set(title, address);
    return known === undefined || known === address ? [] : [`${known} and ${address} are both called "${title}"`];
  }
}

/** What is wrong with the frame of the open page: its title, landmarks, first heading, and the names of its groups. */
export async function frameFaults(page: Page, titles: Titles): Promise<string[]> {
  const { title, isHidden, counts, namelessGroups, looseChips } = await page.evaluate(() => {
    const count = (selector: string) => document.querySelectorAll(selector).length;
    const nameOf = (group: Element) => group.querySelector(":scope > legend")?.textContent?.trim();
    return {
      title: document.title,
      // What covers the app at once is a page of advice, and shows nothing of the app.
      isHidden: document.title === "Safer sleep for babies",
      counts: { h1: count("h1"), main: count("main"), header: count("#app > header"), footer: count("#app > footer") },
      namelessGroups: [...document.querySelectorAll("fieldset")].filter((group) => !nameOf(group)).length,
      looseChips: [...document.querySelectorAll(".app-chip__input")].filter((chip) => !chip.closest("fieldset")).length,
    };
  });
  const frame = isHidden ? 0 : 1;
  const expected = { h1: 1, main: 1, header: frame, footer: frame };
  const address = new URL(page.url()).pathname.replace(/\/[\w-]{16,}/g, "/:id");
  return [
    ...(JSON.stringify(counts) === JSON.stringify(expected) ? [] : [`The page has ${JSON.stringify(counts)}`]),
    ...(isHidden || / - Safer Sleep Contacts$/.test(title) ? [] : [`The title is "${title}"`]),
    ...(namelessGroups > 0 ? [`${namelessGroups} fieldsets have no legend`] : []),
    ...(looseChips > 0 ? [`${looseChips} chips are in no fieldset`] : []),
    ...titles.check(title.replace(/^Error: /, ""), address),
  ];
}

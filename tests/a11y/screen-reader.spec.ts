import { expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  expectSaved,
  setUp,
  startContact,
  stepHeadings,
} from "../e2e/support/app.ts";
import { fillDisk } from "./support/look.ts";

test.use({ actionTimeout: 10_000 });

test("A topic is read as a group with its name and five results, none of them chosen", async ({ page }) => {
  await openContact(page);
  await openStep(page, "Topics", stepHeadings.topics);

  await expect(page.getByRole("region", { name: "Where and how baby sleeps" })).toMatchAriaSnapshot(`
    - region "Where and how baby sleeps":
      - heading "Where and how baby sleeps" [level=2]
      - paragraph: /“Show me .*”/
      - heading "On their back, every sleep" [level=3]
      - group "On their back, every sleep":
        - radio "Explained back" [checked=false]
        - radio "After going over it again" [checked=false]
        - radio "Not yet" [checked=false]
        - radio "Talked only" [checked=false]
        - radio "Not today" [checked=false]
  `);
  const topic = page.getByRole("group", { name: "On their back, every sleep" });
  await topic.getByRole("radio", { name: "Not yet" }).click();
  await expect(topic).toMatchAriaSnapshot(`
    - group "On their back, every sleep":
      - radio "Explained back" [checked=false]
      - radio "After going over it again" [checked=false]
      - radio "Not yet" [checked]
      - radio "Talked only" [checked=false]
      - radio "Not today" [checked=false]
      - 'button "Clear answer: On their back, every sleep"'
  `);
  await expect(page.getByRole("group", { name: "What happens next?" }).getByRole("radio")).toHaveCount(4);
});

test("Check reads what blocks, what is missing by step, and each part with its own way to change it", async ({
  page,
}) => {
  await openContact(page);
  await openStep(page, "Check and finalise", stepHeadings.check);
  await button(page, "Finalise record").click();

  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Step 8 of 8, new birth contact Check before you finalise" [level=1]
      - alert:
        - heading "There is a problem" [level=2]
        - list:
          - listitem:
            - link "Select who is here (People)"
          - listitem:
            - link "Record the result of at least one topic (Topics)"
      - paragraph:
        - strong: Partly done.
      - list:
        - listitem:
          - link "People"
          - list:
            - listitem: Record who is here
        - listitem:
          - link "Sleep space"
      - region "Contact":
        - heading "Contact" [level=2]
        - 'link "Change People: Contact"'
      - region "People present":
        - term: Present
        - definition: Not recorded
      - button "Finalise record"
      - button "Keep as draft"
  `);
  await page
    .getByRole("alert")
    .getByRole("link", { name: /^Select who is here/ })
    .click();
  await expectHeading(page, stepHeadings.people);
});

test("Saved is announced once on a page, a failure each time, and no more than that", async ({ page }) => {
  await openContact(page);
  const heard = await listen(page);
  await chip(page, "People here", "Amina Khan").click();
  await expect.poll(heard).toEqual([expect.stringMatching(/^Saved \d/)]);
  const first = (await page.locator(".app-save-status").textContent()) ?? "";
  await page.clock.runFor(61_000);
  await chip(page, "Could you talk with the parent alone?", "Yes").click();
  await expect(page.locator(".app-save-status")).not.toHaveText(first);
  await expectSaved(page);
  expect(await heard()).toHaveLength(1);

  const empty = await fillDisk(page);
  await chip(page, "Could you talk with the parent alone?", "No").click();
  await expect(page.getByRole("alert")).toHaveText(/Your last answer was not saved/);
  expect((await heard()).at(-1)).toMatch(/Your last answer was not saved/);
  await empty();
  await button(page, "Try again").click();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("What changes without the focus is announced: found families, a copied text, a suggestion taken", async ({
  page,
}) => {
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12" });
  await page.getByRole("banner").getByRole("link", { name: "Safer Sleep Contacts" }).click();
  await expectHeading(page, "Caseload");
  const heard = await listen(page);
  await page.getByLabel("Search by name or NHS number").fill("amina");
  await expect.poll(heard).toContain("1 found");
  await page.getByLabel("Search by name or NHS number").fill("nobody");
  await expect.poll(heard).toContain("0 found");

  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("link", { name: "Change passphrase" }).click();
  await button(page, "Use these 5 words").click();
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^These 5 words are in the field/));
  await button(page, "Show new passphrase").or(button(page, "Show passphrase")).first().click();
  await expect.poll(heard).toContainEqual(expect.stringMatching(/is visible$/));
});

async function openContact(page: Page): Promise<void> {
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
}

async function openStep(page: Page, name: string, heading: string): Promise<void> {
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await expectHeading(page, heading);
}

/** Hears what a screen reader would say of the page's live regions from now on: whatever text comes into one. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heard = await page.evaluateHandle(() => {
    const said: string[] = [];
    const live = "[aria-live=polite], [role=status], [role=alert]";
    const say = (region: Element | null | undefined) => {
      const text = region?.textContent?.trim();
      if (text && said.at(-1) !== text) said.push(text);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        say(element?.closest(live));
        for (const node of addedNodes)
          if (node instanceof Element) say(node.matches("[role=alert]") ? node : undefined);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    return said;
  });
  return () => heard.jsonValue();
}

import type { Page } from "@playwright/test";
import { expectHeading, stepHeadings } from "../../e2e/support/app.ts";

/** What the topics step shows: the result chosen for each topic, and what was typed for the first group. */
export interface Answers {
  results: Record<string, string>;
  words: string;
}

/** One thing that the script does: it chooses a result for a topic, or types words. */
export type Action = { topic: string; result: string } | { words: string };

/** The answers on the screen at the moment the app said "Saved", and how many actions had been done by then. */
export interface Shown {
  actions: number;
  answers: Answers;
}

const results = ["explained-back", "after-going-over-again", "not-yet", "talked-only", "not-today"];
/** Where the topics step keeps its results and its words. */
export const topicRadios = ".app-topic-group .app-topic-row > fieldset input[type=radio]";
export const wordsArea = "textarea[id^=words-]";

/** Actions from `start` on, each of which changes something; every sixth types. */
export function planActions(
  topics: readonly string[],
  options: { start: Answers; count: number; random: () => number },
): Action[] {
  const { start, count, random } = options;
  let now = start;
  return Array.from({ length: count }, (_, index) => {
    const topic = topics[Math.floor(random() * topics.length)] ?? "";
    const others = results.filter((result) => result !== now.results[topic]);
    const action: Action =
      index % 6 === 5
        ? { words: `words ${Math.floor(random() * 1e9).toString(36)}` }
        : { topic, result: others[Math.floor(random() * others.length)] ?? "" };
    now = after(now, action);
    return action;
  });
}

/** The answers as they are after no action, after the first, and so on. */
export function statesOf(start: Answers, actions: readonly Action[]): Answers[] {
  const states = [start];
  for (const action of actions) states.push(after(states.at(-1) ?? start, action));
  return states;
}

/** The topics of the step, in the page's order. */
export async function readTopics(page: Page): Promise<string[]> {
  await expectHeading(page, stepHeadings.topics);
  const radios = page.locator(topicRadios);
  const names = await radios.evaluateAll((inputs) => inputs.map((input) => input.getAttribute("name") ?? ""));
  return [...new Set(names)];
}

/** What the page says was answered. */
export async function readAnswers(page: Page): Promise<Answers> {
  await expectHeading(page, stepHeadings.topics);
  await page.evaluate(addReader, { topicRadios, wordsArea });
  return page.evaluate(() => (window as unknown as PageParts).readAnswers());
}

/**
 * Does the actions in the page, `pace` milliseconds apart on average, and tells `onShown` of each "Saved" as it
 * appears: from then on it is known outside the browser, whatever becomes of that. Resolves when they have begun.
 */
export async function beginActions(
  page: Page,
  actions: readonly Action[],
  { pace, onShown }: { pace: number; onShown: (shown: Shown) => void },
): Promise<void> {
  await page.exposeFunction("reportSaved", onShown);
  await page.evaluate(addReader, { topicRadios, wordsArea });
  await page.evaluate(doActions, { actions, pace, wordsArea });
}

/** What these functions add to the page. */
export interface PageParts {
  readAnswers(): Answers;
  reportSaved(shown: Shown): unknown;
}

/** For the page: adds `readAnswers`. */
export function addReader(selectors: { topicRadios: string; wordsArea: string }): void {
  const parts = window as unknown as PageParts;
  parts.readAnswers = () => {
    const radios = [...document.querySelectorAll<HTMLInputElement>(selectors.topicRadios)];
    return {
      results: Object.fromEntries(radios.filter((radio) => radio.checked).map((radio) => [radio.name, radio.value])),
      words: document.querySelector<HTMLTextAreaElement>(selectors.wordsArea)?.value ?? "",
    };
  };
}

/** For the page: does the actions and calls `reportSaved`, which has to be there. */
export function doActions({
  actions,
  pace,
  wordsArea,
}: {
  actions: readonly Action[];
  pace: number;
  wordsArea: string;
}): void {
  const parts = window as unknown as PageParts;
  const status = document.querySelector(".app-save-status")?.parentElement;
  if (!status) throw new Error("The page has no place that says whether answers are saved");
  let done = 0;
  new MutationObserver(() => {
    if (!/^Saved/.test(status.querySelector(".app-save-status")?.textContent ?? "")) return;
    void parts.reportSaved({ actions: done, answers: parts.readAnswers() });
  }).observe(status, { subtree: true, childList: true, characterData: true });

  const act = () => {
    const action = actions[done];
    if (action === undefined) return;
    done++;
    if ("words" in action) {
      const area = document.querySelector<HTMLTextAreaElement>(wordsArea);
      if (!area) throw new Error("There is no place for words");
      area.value = action.words;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      const radio = document.querySelector<HTMLInputElement>(`input[name="${action.topic}"][value="${action.result}"]`);
      if (!radio) throw new Error("There is no such answer");
      radio.click();
    }
    setTimeout(act, Math.random() * 2 * pace);
  };
  act();
}

function after(answers: Answers, action: Action): Answers {
  return "words" in action
    ? { ...answers, words: action.words }
    : { ...answers, results: { ...answers.results, [action.topic]: action.result } };
}

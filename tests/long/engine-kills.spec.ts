import { expect, test } from "@playwright/test";
import {
  type Answers,
  addReader,
  doActions,
  type PageParts,
  planActions,
  type Shown,
  statesOf,
  topicRadios,
  wordsArea,
} from "../faults/support/answering.ts";
import { seeded } from "../faults/support/random.ts";
import { killable } from "./support/engines.ts";
import { Screen } from "./support/in-page.ts";
import { addFamily, setUp, unlock, untilOffline } from "./support/journey.ts";

const kills = Number(process.env["KILLS"] ?? 0);
const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);
/** The longest that the page acts before the kill. */
const longest = 1_500;
const pace = 40;
const parent = "Aminata Kourouma";

for (const [name, make] of killable) {
  test(`No answer that ${name} showed as saved is lost when it is killed ${kills} times`, async () => {
    test.setTimeout(5 * 60_000 + kills * 40_000);
    const random = seeded(seed);
    const { engine, url, cutApp, stop } = await make();
    const screen = new Screen(engine);
    let shownInAll = 0;
    let beyond = 0;
    let missed = 0;
    try {
      await engine.start();
      await engine.open(url);
      const { passphrase } = await setUp(screen);
      await addFamily(screen, parent);
      await screen.press("Start new birth contact");
      await screen.heading("Who is with you?");
      const address = (await screen.run(() => location.href)).replace(/people$/, "topics");
      await untilOffline(screen);
      await cutApp();
      await engine.kill();

      let { topics, answers: start } = await reopen(address, passphrase);
      for (let kill = 1; kill <= kills; kill++) {
        const actions = planActions(topics, { start, count: 200, random });
        const states = statesOf(start, actions);
        const delay = random() * longest;
        // Every third kill may come before anything was saved; the others first let the app say so once.
        const shown = await actUntilKilled(actions, { delay, fewest: kill % 3 === 0 ? 0 : 1 });

        const found = await reopen(address, passphrase);
        topics = found.topics;
        const where = `seed ${seed}, kill ${kill} after ${delay.toFixed(0)} ms`;
        for (const one of shown) expect(one.answers, `shown as saved: ${where}`).toEqual(states[one.actions]);
        const last = shown.at(-1)?.actions ?? 0;
        const stored = states.findLastIndex((state, at) => at >= last && isSame(state, found.answers));
        expect(stored, `found ${JSON.stringify(found.answers)}: ${where}`).not.toBe(-1);
        shownInAll += shown.length;
        if (shown.length === 0) missed++;
        if (stored > last) beyond++;
        start = found.answers;
      }
    } finally {
      await engine.dispose();
      await stop();
    }
    console.info(
      `${name}: kills: ${kills}, seed: ${seed}, answers shown as saved: ${shownInAll}, lost: 0, ` +
        `kills between a save and what was known of it outside: ${beyond}, kills before the first "Saved": ${missed}`,
    );
    // Otherwise the kills came too early to prove anything.
    expect(missed).toBeLessThanOrEqual(kills / 2);

    async function reopen(address: string, passphrase: string): Promise<{ topics: string[]; answers: Answers }> {
      await engine.start();
      await engine.open(address);
      await unlock(screen, passphrase);
      await screen.heading("What did you talk about?");
      await screen.run(addReader, { topicRadios, wordsArea });
      return screen.run((radios) => {
        const names = [...document.querySelectorAll<HTMLInputElement>(radios)].map((radio) => radio.name);
        return { topics: [...new Set(names)], answers: (window as unknown as PageParts).readAnswers() };
      }, topicRadios);
    }

    /** Gives what was known outside the browser when it was killed. */
    async function actUntilKilled(
      actions: ReturnType<typeof planActions>,
      { delay, fewest }: { delay: number; fewest: number },
    ): Promise<Shown[]> {
      await screen.run(() => {
        const shown: Shown[] = [];
        Object.assign(window, { shown, reportSaved: (one: Shown) => shown.push(one) });
      });
      await screen.run(doActions, { actions, pace, wordsArea });
      let shown: Shown[] = [];
      const look = async () => {
        shown = await screen.run(() => (window as unknown as { shown: Shown[] }).shown);
      };
      while (shown.length < fewest) await look();
      const end = Date.now() + delay;
      while (Date.now() < end) await look();
      await engine.kill();
      return shown;
    }
  });
}

function isSame(a: Answers, b: Answers): boolean {
  const sorted = ({ results, words }: Answers) => JSON.stringify([Object.entries(results).sort(), words]);
  return sorted(a) === sorted(b);
}

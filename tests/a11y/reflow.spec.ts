import { expect, test } from "@playwright/test";
import { findOverflow } from "./support/overflow.ts";
import { walks } from "./support/walks.ts";

/**
 * A phone of 320 px, which is also 1,280 px at 400%, once as low as that makes it; phone and tablet, both ways round.
 */
const sizes = [
  { width: 320, height: 256 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 820, height: 1180 },
  { width: 1180, height: 820 },
];

/** What WCAG 1.4.12 lets people set. */
const wideText = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

test.use({ actionTimeout: 10_000 });

for (const [part, walk] of Object.entries(walks)) {
  test(`No state of ${part} scrolls sideways or cuts off text at any size`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await walk(page, async (state) => {
      const before = page.viewportSize();
      const faults: string[] = [];
      for (const { width, height } of sizes) {
        await page.setViewportSize({ width, height });
        faults.push(...(await findOverflow(page)).map((fault) => `${width} by ${height}: ${fault}`));
        if (width > 400) continue;
        faults.push(...(await findOverflow(page, wideText)).map((fault) => `${width}, wide text: ${fault}`));
      }
      expect.soft(faults, state).toEqual([]);
      if (before) await page.setViewportSize(before);
    });
  });
}

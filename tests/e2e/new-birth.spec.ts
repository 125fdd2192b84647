import { expect, test } from "@playwright/test";
import { addFamily, expectHeading, goToCaseload, setUp, stepHeadings } from "./support/app.ts";
import { recordFastPath } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

test("A new birth contact where all is well takes at most 39 taps and no typing", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await goToCaseload(page);

  const taps = await Taps.start(page);
  await recordFastPath(taps, "new birth contact", /Amina Khan and baby Yusuf/, { parent: "Amina Khan" });

  const counts = await taps.counts();
  console.info(`new birth contact: taps: ${counts.taps}, keys: ${counts.keys}`);
  expect(counts.taps).toBeLessThanOrEqual(39);
  expect(counts.keys).toBe(0);
});

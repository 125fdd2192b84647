/** Draws the PNG icons from public/favicon.svg: `node scripts/make-icons.mjs`. Run it when the drawing changes. */
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserFlags, findOrInstallBrowser } from "./find-browser.mjs";

const blue = "#005eb8";
const drawing = readFileSync("public/favicon.svg", "utf8").replace(
  "<svg ",
  '<svg width="100%" height="100%" style="display:block" ',
);

// `inset` is the share left free on each side. A maskable icon may be cut to the circle in its middle 80%; Apple cuts
// the corners itself and shows transparent ones black. Both get the blue to the edge.
const icons = [
  // The page's own. A browser would draw the SVG in the page's thread, while the first screen is drawn there.
  { file: "favicon-48.png", size: 48, inset: 0, fill: "transparent" },
  { file: "icon-192.png", size: 192, inset: 0, fill: "transparent" },
  { file: "icon-512.png", size: 512, inset: 0, fill: "transparent" },
  { file: "icon-maskable-512.png", size: 512, inset: 0.1, fill: blue },
  { file: "apple-touch-icon.png", size: 180, inset: 0, fill: blue },
];

const found = findOrInstallBrowser();
if (!found.ok) {
  console.error(found.advice);
  process.exit(1);
}
const browser = await chromium.launch({ executablePath: found.path, args: [...browserFlags] });
try {
  for (const { file, size, inset, fill } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const box = `box-sizing:border-box;width:${size}px;height:${size}px;padding:${Math.round(size * inset)}px;background:${fill}`;
    await page.setContent(`<body style="margin:0"><div style="${box}">${drawing}</div></body>`);
    writeFileSync(`public/icons/${file}`, await page.screenshot({ omitBackground: true }));
    await page.close();
    console.log(`public/icons/${file}`);
  }
} finally {
  await browser.close();
}

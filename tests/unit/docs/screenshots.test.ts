import { readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";

const folder = "public/screenshots";
const manifest = JSON.parse(readFileSync("manifest.webmanifest", "utf8"));
const pictures: { src: string; sizes: string; form_factor: string; label: string }[] = manifest.screenshots;

test("each picture of the manifest is a PNG of the size it claims, narrow ones upright and wide ones across", () => {
  expect(pictures.length).toBeGreaterThan(0);
  for (const { src, sizes, form_factor, label } of pictures) {
    const { width, height } = sizeOfPng(`public${src}`);
    expect(`${width}x${height}`).toBe(sizes);
    expect(width < height ? "narrow" : "wide").toBe(form_factor);
    expect(label.length).toBeGreaterThan(10);
  }
});

test("there are no other pictures, and together they stay under 600 kB", () => {
  const files = readdirSync(folder);

  expect(files.map((file) => `/screenshots/${file}`).toSorted()).toEqual(pictures.map(({ src }) => src).toSorted());
  expect(files.reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0)).toBeLessThan(600_000);
});

test("the pictures are not among the files that a device keeps for offline use", () => {
  const ignored = /globIgnores: \[([^\]]*)\]/.exec(readFileSync("vite.config.ts", "utf8"))?.[1];

  expect(ignored).toContain('"screenshots/**"');
});

/** Width and height stand in the first chunk of every PNG. */
function sizeOfPng(path: string): { width: number; height: number } {
  const bytes = readFileSync(path);
  expect(bytes.toString("latin1", 1, 4)).toBe("PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

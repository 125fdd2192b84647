import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("manifest.webmanifest", "utf8"));
const page = readFileSync("index.html", "utf8");

describe("manifest.webmanifest", () => {
  test("each picture is a file of the size it claims", () => {
    const pictures = manifest.icons.filter((icon: { type: string }) => icon.type === "image/png");

    expect(pictures.length).toBeGreaterThan(0);
    for (const { src, sizes } of pictures) expect({ src, sizes: sizeOfPng(`public${src}`) }).toEqual({ src, sizes });
  });

  test("what a browser needs to offer installing is there", () => {
    const sizes = manifest.icons.flatMap((icon: { purpose: string; sizes: string }) => `${icon.purpose} ${icon.sizes}`);

    expect(sizes).toEqual(expect.arrayContaining(["any 192x192", "any 512x512", "maskable 512x512"]));
    expect(manifest).toMatchObject({ id: "/", scope: "/", start_url: "/", display: "standalone", lang: "en-GB" });
  });

  test("a second start finds the open window, where an unfinished contact may be", () => {
    expect(manifest.launch_handler.client_mode[0]).toBe("focus-existing");
  });
});

describe("index.html", () => {
  test("nothing is inline and nothing comes from elsewhere, so the strict policy blocks none of it", () => {
    const scripts = [...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)];

    expect(scripts.map(([, body]) => body)).toEqual([""]);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\/|src="\/\//);
  });

  test("every icon it names is there", () => {
    const icons = [...page.matchAll(/rel="(?:apple-touch-)?icon" href="([^"]+)"/g)].map(([, href]) => href!);

    expect(icons).toHaveLength(2);
    for (const icon of icons) expect(readFileSync(`public${icon}`).length).toBeGreaterThan(0);
    expect(sizeOfPng("public/icons/apple-touch-icon.png")).toBe("180x180");
  });
});

test("no file has a conflict of two branches left in it", () => {
  const folders = ["deploy", "docs", "scripts", "src", "tests"];
  const files = [
    ...readdirSync(".").filter((file) => file.includes(".")),
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    ),
  ];
  const texts = files.filter((file) => /\.(md|ts|tsx|mjs|mts|json|scss|html|yml|conf|txt)$/.test(file));

  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter((file) => /^(<{7} |>{7} )/m.test(readFileSync(file, "utf8")))).toEqual([]);
});

/** Width and height as the file's own header says: they stand in the first chunk of every PNG. */
function sizeOfPng(path: string): string {
  const bytes = readFileSync(path);
  expect(bytes.toString("latin1", 1, 4)).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

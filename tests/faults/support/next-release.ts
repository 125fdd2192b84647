import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of a build in a folder of its own, to be changed. */
export function copyOfBuild(build: string): string {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  cpSync(build, folder, { recursive: true });
  return folder;
}

/** A release after `build` in which every script and style has another name, so that a device has to fetch all of it. */
export function nextRelease(build: string): string {
  const folder = copyOfBuild(build);
  const assets = readdirSync(join(folder, "assets"));
  const texts = ["index.html", "sw.js", ...assets.map((name) => `assets/${name}`)].filter(isText);
  for (const file of texts) {
    const renamed = assets.reduce((text, name) => text.replaceAll(name, nameAfter(name)), read(folder, file));
    writeFileSync(join(folder, file), file === "sw.js" ? renamed.replace(pageRevision, "next") : renamed);
  }
  for (const name of assets) renameSync(join(folder, "assets", name), join(folder, "assets", nameAfter(name)));
  if (read(folder, "sw.js") === read(build, "sw.js")) throw new Error("The next release has the same service worker");
  return folder;
}

// What makes a device fetch a file again whose name stays.
const pageRevision = /(?<="revision":")\w+(?=","url":"index.html")/;

function nameAfter(name: string): string {
  return name.replace(/(\.\w+)$/, "-next$1");
}

function isText(file: string): boolean {
  return /\.(?:js|css|html)$/.test(file);
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

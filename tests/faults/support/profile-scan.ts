import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";

/** A place where a marker lies in the clear. */
export interface Hit {
  file: string;
  /** How the marker is written there. */
  as: string;
  marker: string;
}

/** What a scan looked at, and what it found. */
export interface Scan {
  files: number;
  bytes: number;
  hits: Hit[];
}

/**
 * Looks for each marker in the name and in every byte of every file under a folder: as UTF-8, as UTF-16, and inside
 * Base64 at each of its three alignments.
 */
export function scanFolder(folder: string, markers: readonly string[]): Scan {
  const patterns = markers.flatMap((marker) => waysToWrite(marker).map((way) => ({ marker, ...way })));
  const scan: Scan = { files: 0, bytes: 0, hits: [] };
  for (const path of filesUnder(folder)) {
    const content = readIfThere(path);
    if (content === undefined) continue;
    const file = relative(folder, path);
    scan.files++;
    scan.bytes += content.length;
    const named = Buffer.from(file);
    for (const { marker, as, bytes } of patterns) {
      if (content.includes(bytes) || named.includes(bytes)) scan.hits.push({ file, as, marker });
    }
  }
  return scan;
}

function waysToWrite(marker: string): { as: string; bytes: Buffer }[] {
  const text = Buffer.from(marker);
  return [
    { as: "UTF-8", bytes: text },
    { as: "UTF-16", bytes: Buffer.from(marker, "utf16le") },
    ...[0, 1, 2].map((offset) => ({ as: `Base64 at ${offset}`, bytes: insideBase64(text, offset) })),
  ];
}

// What Base64 makes of the text whatever stands around it: the letters that hold bits of its neighbours are cut off.
function insideBase64(text: Buffer, offset: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(offset), text])
    .toString("base64")
    .replace(/=+$/, "");
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + text.length) * 8) / 6);
  return Buffer.from(encoded.slice(start, end));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

// The browser may be at work on the folder: a file that has gone since holds nothing, and a link is its target's name.
function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    try {
      return Buffer.from(readlinkSync(path));
    } catch {
      return undefined;
    }
  }
}

import type { SavedFile } from "../domain/device.ts";

/** The part of the File System Access API that is used. Chromium has it; the DOM types do not. */
interface SavePicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
}

/**
 * Saves a file where the person chooses, and reads it back to compare; or hands it to the browser's downloads, where a
 * page cannot follow it. Call it within a tap.
 */
export async function saveFile(name: string, content: Uint8Array<ArrayBuffer>): Promise<SavedFile> {
  // `as` because the DOM types lack it; browsers without it leave it undefined, as this type says.
  const { showSaveFilePicker } = globalThis as SavePicker;
  if (showSaveFilePicker === undefined) return download(name, content);
  try {
    const handle = await showSaveFilePicker({ suggestedName: name });
    const file = await handle.createWritable();
    await file.write(content);
    await file.close();
    const written = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    return isSame(written, content) ? "saved" : "failed";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancelled" : "failed";
  }
}

function download(name: string, content: Uint8Array<ArrayBuffer>): SavedFile {
  const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned, and nothing tells when it has done so.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  return "handed-over";
}

const KEPT_MS = 60_000;

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

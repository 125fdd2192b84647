import type { FileToSave } from "../domain/device.ts";

const freeAfterMilliseconds = 60_000;

/** Hands a file to the browser as a download. Its bytes stay in memory until the browser has surely taken them. */
export function saveFile({ name, type, content }: FileToSave): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), freeAfterMilliseconds);
}

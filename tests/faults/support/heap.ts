import type { CDPSession, Page } from "@playwright/test";

/** Settings for `newDevice`: without them a snapshot holds only the first 1,024 characters of each string. */
export const wholeStrings = { args: ["--js-flags=--heap-snapshot-string-limit=10000000"] };

/** What a page holds in memory, after the garbage is collected. */
export interface Memory {
  /** Every string of the script's heap, one after the other. */
  heap: string;
  /** The text and the field values of elements that were taken off the page but are still held. */
  detached: string[];
}

/** Looks into the memory of a page. */
export async function readMemory(page: Page): Promise<Memory> {
  const devtools = await page.context().newCDPSession(page);
  try {
    await devtools.send("HeapProfiler.enable");
    await devtools.send("HeapProfiler.collectGarbage");
    return { heap: await takeSnapshot(devtools), detached: await readDetached(devtools) };
  } finally {
    await devtools.detach();
  }
}

/** The secrets that the memory still holds. */
export function heldIn({ heap, detached }: Memory, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => heap.includes(asJson(secret)) || detached.some((text) => text.includes(secret)));
}

async function takeSnapshot(devtools: CDPSession): Promise<string> {
  const chunks: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return chunks.join("");
}

// A snapshot's strings are written as JSON.
function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

async function readDetached(devtools: CDPSession): Promise<string[]> {
  await devtools.send("DOM.enable");
  const { detachedNodes } = await devtools.send("DOM.getDetachedDomNodes");
  const texts: string[] = [];
  for (const { treeNode } of detachedNodes) {
    const { object } = await devtools.send("DOM.resolveNode", { backendNodeId: treeNode.backendNodeId });
    const { result } = await devtools.send("Runtime.callFunctionOn", {
      objectId: object.objectId ?? "",
      returnByValue: true,
      functionDeclaration: `function () {
        const fields = this.querySelectorAll ? [...this.querySelectorAll("input, textarea")] : [];
        return [this.textContent, this.value, ...fields.map((field) => field.value)].join(" ");
      }`,
    });
    texts.push(String(result.value));
  }
  return texts;
}

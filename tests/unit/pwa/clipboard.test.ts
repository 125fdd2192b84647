import { expect, test, vi } from "vitest";
import { copyText } from "../../../src/pwa/clipboard.ts";

test("puts the text on the clipboard as it is", async () => {
  const copied: string[] = [];

  const result = await copyText("Line one\nLine two", {
    async writeText(text) {
      copied.push(text);
    },
  });

  expect(result).toEqual({ ok: true, value: undefined });
  expect(copied).toEqual(["Line one\nLine two"]);
});

test("says so when the browser does not allow it", async () => {
  const refusing = { writeText: () => Promise.reject(new DOMException("No", "NotAllowedError")) };

  expect(await copyText("text", refusing)).toEqual({ ok: false, error: "not-allowed" });
});

test("never goes on before the copy is made", async () => {
  let isCopied = false;
  const slow = {
    async writeText() {
      await new Promise((resolve) => setTimeout(resolve, 1));
      isCopied = true;
    },
  };

  await copyText("text", slow);
  expect(isCopied).toBe(true);
});

test("says so where there is no clipboard, as in a page that is not served securely", async () => {
  vi.stubGlobal("navigator", {});

  expect(await copyText("text")).toEqual({ ok: false, error: "not-allowed" });

  vi.unstubAllGlobals();
});

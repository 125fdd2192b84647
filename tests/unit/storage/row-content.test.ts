import { expect, test } from "vitest";
import { summarise } from "../../../src/domain/summary.ts";
import { UnsuitableContentError } from "../../../src/storage/errors.ts";
import { decodeContent, encodeContent, MAX_CONTENT_BYTES, type RowContent } from "../../../src/storage/row-content.ts";
import { aFamily } from "./records.ts";

const family = aFamily();
const encoded = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

test("a row says what it was encoded from", () => {
  const content: RowContent = { schema: 1, type: "family", family };

  expect(decodeContent(encodeContent(content))).toEqual(content);
});

test("what its schema does not know is refused, and the error quotes none of it", () => {
  const content = { schema: 1, type: "family", family: { ...family, addedAt: "Yusuf" } } as const;

  expect(() => encodeContent(content)).toThrow(new UnsuitableContentError("A record does not match its schema"));
});

test("a row that would be too large to be read again is not encoded", () => {
  const summary = { ...summarise(family), label: "\u0000".repeat(800), searchText: "\u0000".repeat(2000) };
  const summaries = Array.from({ length: 80 }, () => summary);

  expect(() => encodeContent({ schema: 1, type: "summaries", summaries })).toThrow(
    new UnsuitableContentError("A record is too large"),
  );
  expect(encodeContent({ schema: 1, type: "summaries", summaries: summaries.slice(0, 40) }).length).toBeLessThan(
    MAX_CONTENT_BYTES,
  );
});

test("as many bytes as fit into a row are read, and one more is not", () => {
  const bytes = encoded({ schema: 1, type: "family", family });
  const padded = (length: number) => new Uint8Array(length).fill(0x20); // JSON may end in spaces

  const most = padded(MAX_CONTENT_BYTES);
  most.set(bytes);
  expect(decodeContent(most)).toEqual({ schema: 1, type: "family", family });
  const more = padded(MAX_CONTENT_BYTES + 1);
  more.set(bytes);
  expect(decodeContent(more)).toBeUndefined();
});

test.each([
  ["nothing", new Uint8Array()],
  ["no JSON", new TextEncoder().encode("{")],
  ["no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
  ["another schema", encoded({ schema: 2, type: "family", family })],
  ["something more", encoded({ schema: 1, type: "family", family, more: 1 })],
  ["an unknown type", encoded({ schema: 1, type: "odd" })],
])("%s is not a row", (_, bytes) => {
  expect(decodeContent(bytes)).toBeUndefined();
});

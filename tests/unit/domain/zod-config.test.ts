import { expect, test } from "vitest";
import "../../../src/domain/zod-config.ts";

test("Zod that is loaded later makes no functions out of text", async () => {
  const z = await import("zod/mini");

  expect(z.config().jitless).toBe(true);
});

import { defineConfig } from "vitest/config";

/** The tests that mutants of the vault and of saving have to fail: `npm run mutation`. */
export default defineConfig({
  define: { __BUILD__: JSON.stringify("test") },
  test: {
    environment: "node",
    include: ["tests/unit/{vault,storage}/**/*.test.ts"],
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 60_000,
  },
});

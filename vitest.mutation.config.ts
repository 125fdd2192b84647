import { defineConfig } from "vitest/config";

/** The tests that mutants of the vault and of saving have to fail: `npm run mutation` says which. */
export default defineConfig({
  define: { __BUILD__: JSON.stringify("test") },
  test: {
    environment: "node",
    include: (process.env["MUTATION_TESTS"] ?? "tests/unit/{vault,storage}/**/*.test.ts").split(","),
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 60_000,
  },
});

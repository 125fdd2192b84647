import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [preact()],
  define: { __BUILD__: JSON.stringify("test") },
  // The library itself, with a seed that stays.
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: fileURLToPath(new URL("./tests/support/fast-check.ts", import.meta.url)) },
    ],
  },
  test: {
    // Two cores: more workers only make the timed tests fight each other.
    maxWorkers: 2,
    // Nothing here is about speed; a busy machine takes its time over a long page in a made-up browser.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ["tests/support/setup.ts"],
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary", "json-summary"] },
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["tests/unit/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "component", environment: "jsdom", include: ["tests/component/**/*.test.tsx"] },
      },
    ],
  },
});

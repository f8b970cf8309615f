import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The tests that hold the rules, with one rule out of force: see mutants.ts. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/recorded/verdicts.test.ts", "test/finding/**/*.test.ts"],
    setupFiles: ["test/conformance/mutant.ts"],
    typecheck: { enabled: false },
    // A slow machine is no reason for a test to fail.
    testTimeout: 300_000,
    bail: 1,
  },
});

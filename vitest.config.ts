import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
    // Two workers: the suite is sized for a machine with two cores.
    maxWorkers: 2,
    // Tests that weigh the heap collect it first.
    execArgv: ["--expose-gc"],
    passWithNoTests: false,
    allowOnly: false,
  },
});

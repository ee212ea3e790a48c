import { configDefaults, defineConfig } from "vitest/config";

/** Layers without a state of their own: their files share a process, and so what each of them would load anew. */
const STATELESS = ["src/{lib,vault,cli,labs,terminal,panels}/**/*.test.{ts,tsx}"];

export default defineConfig({
  test: {
    environment: "node",
    testTimeout: 60_000,
    // Two workers: the suite is sized for a machine with two cores.
    maxWorkers: 2,
    // Tests that weigh the heap collect it first.
    execArgv: ["--expose-gc"],
    passWithNoTests: false,
    allowOnly: false,
    projects: [
      { extends: true, test: { name: "together", include: STATELESS, isolate: false } },
      {
        extends: true,
        test: {
          // A simulation puts its own clock and chance in the place of the process's.
          name: "apart",
          include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...STATELESS],
        },
      },
    ],
  },
});

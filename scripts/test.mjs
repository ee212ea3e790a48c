// `npm test`: installs what is missing, runs every check, and ends with one line, `N passed, N failed`.
// A stage is one check; the unit and end-to-end stages count each of their tests. A test that did not run has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { beginChromium, ensurePackages, run } from "./lib/setup.mjs";

const REPORTS = ".tsbuild/reports";

ensurePackages();
const chromiumIsThere = beginChromium();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

let passed = 0;
let failed = 0;
const failures = [];
const count = (name, good, bad) => {
  passed += good;
  failed += bad;
  if (bad) failures.push(bad > 1 ? `${name} (${bad})` : name);
};

const bin = (name) => `node_modules/.bin/${name}`;
const stage = (name, command, args, env = {}) => {
  console.log(`\n── ${name}`);
  return run(bin(command), args, { env: { ...process.env, ...env } }) === 0;
};
const check = (name, command, args) => {
  const good = stage(name, command, args);
  count(name, good ? 1 : 0, good ? 0 : 1);
};
/** Runs a test runner that leaves a JSON report, and counts its tests. */
const suite = (name, command, args, file, read, env) => {
  const good = stage(name, command, args, env);
  let tally = { passed: 0, failed: 0 };
  try {
    tally = read(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    console.error(`${name}: no report (${error.message})`);
  }
  const silent = tally.passed + tally.failed === 0 || (!good && tally.failed === 0);
  count(name, tally.passed, tally.failed + (silent ? 1 : 0));
};

check("format", "oxfmt", ["--check", "."]);
check("lint", "oxlint", ["--deny-warnings"]);
check("types", "tsc", ["-b"]);
check("dead code", "knip", []);
suite(
  "unit and recorded scenarios",
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS}/unit.json`],
  `${REPORTS}/unit.json`,
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numTotalTests -
      report.numPassedTests +
      report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  }),
);
check("build", "vite", ["build"]);
suite(
  "end to end",
  "playwright",
  ["test", "--reporter=list,json"],
  `${REPORTS}/e2e.json`,
  ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }),
  { PLAYWRIGHT_JSON_OUTPUT_FILE: `${REPORTS}/e2e.json`, CHROMIUM_PATH: await chromiumIsThere() },
);

if (failures.length) console.log(`\nfailed: ${failures.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

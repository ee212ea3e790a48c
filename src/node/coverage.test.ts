import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { coverageDocument } from "./coverage/document.ts";
import { readSources } from "./coverage/sources.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("docs/coverage.md is what `npm run coverage-doc` makes of the code now", () => {
  expect(readFileSync(path.join(root, "docs/coverage.md"), "utf8")).toBe(coverageDocument(readSources(root)));
});

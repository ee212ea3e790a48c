/**
 * What a real Vault printed, held against what ours prints: every recording is run through the transcript entry and compared
 * step by step. A step that differs is listed with both sides; the floor of a recording only ever rises.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// The comparer comes with the recordings and is kept as it is.
import { compare } from "./golden/compare.mjs";
import { floors } from "./golden-floors.ts";

interface Difference {
  readonly index: number;
  readonly cmd: string;
  readonly expected: Readonly<Record<string, string | number>>;
  readonly actual: Readonly<Record<string, string | number>>;
}

const root = resolve(import.meta.dirname, "..");
const corpus = join(root, "tests/golden/corpus");
const files = [corpus, join(corpus, "fuzz")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name)),
);
const out = mkdtempSync(join(tmpdir(), "golden-"));

beforeAll(() => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["scripts/run.mjs", "src/node/transcript.ts", "--out", out, ...files],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`transcript: exit ${status}\n${stderr}`);
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

function show({ index, cmd, expected, actual }: Difference): string {
  const parts = ["exit", "stdout", "stderr"].filter((part) => expected[part] !== actual[part]);
  return [
    `--- step ${index}: ${cmd}`,
    ...parts.map((part) => `[${part}] a real Vault:\n${expected[part]}\n[${part}] ours:\n${actual[part]}`),
  ].join("\n");
}

describe("recordings of a real Vault", () => {
  test.each(files.map((file) => [basename(file, ".json"), file]))("%s", (name, file) => {
    const { total, same, differing } = compare(read(file), read(join(out, `${name}.json`)));
    const floor = floors[name] ?? total;
    const report = `${same} of ${total} the same, ${floor} promised\n${differing.map(show).join("\n")}`;
    expect(same, report).toBeGreaterThanOrEqual(floor);
  });
});

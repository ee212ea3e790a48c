/** Runs recordings of a real Vault against the simulator, over all cores, and holds what it prints against what was recorded. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
// The comparer comes with the recordings and is kept as it is.
import { compare } from "./golden/compare.mjs";
import { floors } from "./golden-floors.ts";

export interface HeldRecording {
  readonly name: string;
  readonly total: number;
  readonly same: number;
  /** How many must be the same. */
  readonly floor: number;
  /** What differs, to be read. */
  readonly differences: readonly string[];
}

type Differences = ReturnType<typeof compare>["differing"];

export const corpus = ["tests/golden/corpus", "tests/golden/corpus/fuzz"];

/** The recordings among files and folders. */
export function recordingsIn(places: readonly string[]): string[] {
  return places.flatMap((place) =>
    statSync(place).isDirectory()
      ? readdirSync(place)
          .filter((name) => name.endsWith(".json"))
          .toSorted()
          .map((name) => join(place, name))
      : [place],
  );
}

export const nameOf = (file: string): string => basename(file, ".json");

/** To be called from the root of the checkout. Rejects where a recording could not be run to its end. */
export async function runRecordings(files: readonly string[]): Promise<ReadonlyMap<string, HeldRecording>> {
  const out = mkdtempSync(join(tmpdir(), "golden-"));
  try {
    await Promise.all(shares(files, availableParallelism()).map((share) => transcribe(out, share)));
    return new Map(files.map((file) => [nameOf(file), hold(file, out)]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Shares of about the same size: the largest files first, each to the share that has least. */
function shares(files: readonly string[], count: number): readonly (readonly string[])[] {
  const sized = files.map((file) => ({ file, bytes: statSync(file).size })).toSorted((a, b) => b.bytes - a.bytes);
  const all = Array.from({ length: count }, () => ({ files: [] as string[], bytes: 0 }));
  for (const { file, bytes } of sized) {
    const least = all.reduce((found, share) => (share.bytes < found.bytes ? share : found));
    least.files.push(file);
    least.bytes += bytes;
  }
  return all.map((share) => share.files).filter((share) => share.length > 0);
}

function transcribe(out: string, files: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/run.mjs", "src/node/transcript.ts", "--out", out, ...files], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += String(text)));
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve() : reject(new Error(`transcript: exit ${status}\n${stderr}`)),
    );
  });
}

function hold(file: string, out: string): HeldRecording {
  const recording: { readonly name: string } = JSON.parse(readFileSync(file, "utf8"));
  const transcript: unknown = JSON.parse(readFileSync(join(out, `${recording.name}.json`), "utf8"));
  const name = nameOf(file);
  const { total, same, differing } = compare(recording, transcript);
  return { name, total, same, floor: floors[name] ?? total, differences: differing.map(show) };
}

/** A step that differs: the lines that a real Vault printed and ours did not (-), and ours that it did not (+). */
function show({ index, cmd, expected, actual }: Differences[number]): string {
  const parts = ["exit", "stdout", "stderr"].filter((part) => expected[part] !== actual[part]);
  const changes = parts.map((part) => `[${part}]\n${changed(String(expected[part]), String(actual[part]))}`);
  return [`--- step ${index}: ${cmd}`, ...changes].join("\n");
}

/** Lines that both begin or end with are left out. */
function changed(expected: string, actual: string): string {
  const [left, right] = [expected.split("\n"), actual.split("\n")];
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < most - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const middle = (lines: readonly string[], sign: string) =>
    lines.slice(head, lines.length - tail).map((line) => `${sign} ${line}`);
  return [...middle(left, "-"), ...middle(right, "+")].join("\n");
}

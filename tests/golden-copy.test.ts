/** A clone stands alone: the recordings live here. Where the shared originals are beside the checkout, the copy must be the same. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const copy = resolve(import.meta.dirname, "golden");
const original = resolve(import.meta.dirname, "../../shared/golden");

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

test("the copy holds 21 written and 20 random recordings", () => {
  expect(files(join(copy, "corpus")).filter((name) => !name.startsWith("fuzz/"))).toHaveLength(21);
  expect(files(join(copy, "corpus/fuzz"))).toHaveLength(20);
});

test("the copy is the shared original, byte for byte, where that is there", () => {
  if (!existsSync(original)) return;
  expect(files(copy)).toEqual(files(original));
  for (const name of files(original))
    expect(readFileSync(join(copy, name)).equals(readFileSync(join(original, name))), name).toBe(true);
});

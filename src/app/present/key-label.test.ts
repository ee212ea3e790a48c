import { describe, expect, test } from "vitest";
import { keyLabel } from "./key-label.ts";

const press = (key: string, ...held: string[]) =>
  keyLabel({
    key,
    ctrlKey: held.includes("ctrl"),
    altKey: held.includes("alt"),
    metaKey: held.includes("meta"),
    shiftKey: held.includes("shift"),
  });

describe("the label of a key press", () => {
  test("names chords and keys that print nothing", () => {
    expect([press("r", "ctrl"), press("Tab"), press("Tab", "shift"), press("b", "alt"), press("F6")]).toEqual([
      "Ctrl-R",
      "Tab ⇥",
      "Shift-Tab ⇥",
      "Alt-B",
      "F6",
    ]);
  });
  test("is never a letter by itself, nor a modifier alone", () => {
    expect([press("s"), press("S", "shift"), press("Control", "ctrl"), press("Shift", "shift")]).toEqual(
      Array.from({ length: 4 }),
    );
  });
});

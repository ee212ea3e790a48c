import { describe, expect, test } from "vitest";
import { tabKey } from "./tab-key.ts";

const press = (code: string, held: string = "") => ({
  code,
  altKey: held.includes("alt"),
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  shiftKey: held.includes("shift"),
});

describe("the keys of terminals", () => {
  test("are Alt with T or a digit, wherever the digit stands", () => {
    expect(tabKey(press("KeyT", "alt"), false)).toBe("new");
    expect(tabKey(press("Digit1", "alt"), false)).toBe(1);
    expect(tabKey(press("Digit8", "alt"), false)).toBe(8);
    expect(tabKey(press("Digit9", "alt"), false)).toBeUndefined();
    expect(tabKey(press("KeyB", "alt"), false)).toBeUndefined();
    expect(tabKey(press("Digit1"), false)).toBeUndefined();
  });

  test("leave AltGr, which types, and what the browser holds with other keys", () => {
    for (const held of ["alt ctrl", "alt shift", "alt meta", "ctrl"]) {
      expect(tabKey(press("Digit8", held), false)).toBeUndefined();
    }
  });

  test("are with Ctrl on a Mac, where Option types", () => {
    expect(tabKey(press("Digit5", "alt"), true)).toBeUndefined();
    expect(tabKey(press("Digit5", "alt ctrl"), true)).toBe(5);
  });
});

import { expect, test } from "vitest";
import { arranged, besideFront, calledIn, directoryOf, freeNumber, ONE_TERMINAL, withoutName } from "./state.ts";

const FOUR = arranged(ONE_TERMINAL, [1, 2, 4, 7], 4);

test("a new terminal gets the lowest number that is free, and with eight there is none", () => {
  expect(freeNumber(FOUR.tabs)).toBe(3);
  expect(freeNumber(arranged(ONE_TERMINAL, [1, 2, 3, 4, 5, 6, 7, 8]).tabs)).toBeUndefined();
});

test("when the one in front is closed, the one before it is shown", () => {
  expect(arranged(FOUR, [1, 2, 7]).front).toBe(2);
  expect(arranged(FOUR, [1]).front).toBe(1);
  expect(arranged(FOUR, [1, 2, 4]).front).toBe(4);
});

test("what is known of those that stay, stays", () => {
  const moved = { ...FOUR, tabs: FOUR.tabs.map((tab) => ({ ...tab, directory: `/d${tab.number}` })), asked: 4 };
  expect(arranged(moved, [1, 3, 4]).tabs.map(({ directory }) => directory)).toEqual(["/d1", "~", "/d4"]);
  expect(arranged(moved, [1, 4]).asked).toBe(4);
  expect(arranged(moved, [1]).asked).toBeUndefined();
});

test("a terminal is called by its number and its name", () => {
  const named = { ...FOUR, names: { 2: "app", 4: "server" } };
  expect(calledIn(named, 2)).toBe("Terminal 2, “app”,");
  expect(calledIn(named, 7)).toBe("Terminal 7");
  expect(withoutName(named, 2).names).toEqual({ 4: "server" });
});

test("next and previous go round", () => {
  expect([1, -1].map((steps) => besideFront(FOUR, steps))).toEqual([7, 2]);
  expect(besideFront(arranged(FOUR, [1, 2, 4, 7], 7), 1)).toBe(1);
  expect(besideFront(ONE_TERMINAL, -1)).toBe(1);
});

test("the directory is what the prompt says", () => {
  expect(["$ ", "~/work $ ", "/tmp $ "].map(directoryOf)).toEqual(["~", "~/work", "/tmp"]);
});

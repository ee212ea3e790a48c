import { expect, test } from "vitest";
import { fileName } from "./travel.ts";
import { linesText, sizeText, worldDateText } from "./words.ts";

test("sizes are said in the unit that leaves one to three digits", () => {
  const said = [0, 999, 1000, 9949, 12_345, 999_999, 2_500_000, 11e9].map(sizeText);
  expect(said).toEqual(["0 bytes", "999 bytes", "1.0 kB", "9.9 kB", "12 kB", "1000 kB", "2.5 MB", "11 GB"]);
});

test("lines and instants are said in words", () => {
  expect([0, 1, 1234].map(linesText)).toEqual(["no lines yet", "1 line", "1,234 lines"]);
  expect(worldDateText(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe("2 Jan 2026, 03:04:05 UTC");
});

test("a file is called what the session is, in letters and digits that any disk takes", () => {
  expect(fileName("Lab 1, first try")).toBe("lab-1-first-try.glassvault.json");
  expect(fileName("../../etc/passwd")).toBe("etc-passwd.glassvault.json");
  expect(fileName("Übung ✓")).toBe("übung.glassvault.json");
  expect(fileName("///")).toBe("session.glassvault.json");
});

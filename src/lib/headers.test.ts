import { describe, expect, test } from "vitest";
import { headerBytes, headerOf, headerText, httpHeaders, isHeaderName, isHeaderValue } from "./headers.ts";

describe("a header's value", () => {
  test.each(["", "hvs.x", "a\tb", "é", "ž🐎", "\u0085"])("%j is its UTF-8 on the wire, and comes back", (text) => {
    const bytes = headerBytes(text);
    expect(Buffer.from(bytes, "latin1").equals(Buffer.from(text))).toBe(true);
    expect(headerText(bytes)).toBe(text);
    expect(new Headers({ x: bytes }).get("x")).toBe(bytes);
  });

  test("holds no control character but the tab; its name is a token", () => {
    expect(["a\tb", "ž", "a\nb", "a\u0000", "\u007f"].map(isHeaderValue)).toEqual([true, true, false, false, false]);
    expect(["X-A", "a_b", "", "X Y", "X:", "ž"].map(isHeaderName)).toEqual([true, true, false, false, false, false]);
  });
});

test("headers are sent in order, by one name once, without blanks around them", () => {
  const headers = httpHeaders([
    ["X-B", " 1\t"],
    ["x-a", "\ud800ž"],
    ["X-b", "2"],
    ["__proto__", "x"],
  ]);
  expect(Object.entries(headers)).toEqual([
    ["__proto__", "x"],
    ["x-a", "\ufffdž"],
    ["x-b", "1, 2"],
  ]);
  expect([headerOf({ Location: "/x" }, "location"), headerOf(headers, "none")]).toEqual(["/x", undefined]);
});

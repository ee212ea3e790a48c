import { describe, expect, test } from "vitest";
import { CastRecorder, MOST_RECORDED } from "./asciicast.ts";

describe("an asciicast", () => {
  test("has a header, and what was shown when, in seconds", () => {
    const cast = new CastRecorder(10_000, () => ({ columns: 80, rows: 24 }));
    cast.shown("$ ls\r\n", 10_500);
    cast.shown("a\r\n", 12_000);
    expect(cast.write("lab").trimEnd().split("\n")).toEqual([
      '{"version":2,"width":80,"height":24,"timestamp":10,"title":"lab"}',
      '[0.5,"o","$ ls\\r\\n"]',
      '[2,"o","a\\r\\n"]',
    ]);
  });

  test("says when the terminal's size changes, and keeps the first in its header", () => {
    let columns = 80;
    const cast = new CastRecorder(0, () => ({ columns, rows: 24 }));
    cast.shown("a", 1000);
    columns = 100;
    cast.shown("b", 2000);
    expect(cast.write("").split("\n").slice(0, 4)).toEqual([
      '{"version":2,"width":80,"height":24,"timestamp":0,"title":""}',
      '[1,"o","a"]',
      '[2,"r","100x24"]',
      '[2,"o","b"]',
    ]);
  });

  test("ends at its limit", () => {
    const cast = new CastRecorder(0, () => ({ columns: 80, rows: 24 }));
    cast.shown("x".repeat(MOST_RECORDED), 1);
    cast.shown("more", 2);
    expect([cast.isFull, cast.write("").includes("more")]).toEqual([true, false]);
  });
});

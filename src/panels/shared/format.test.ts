import { describe, expect, test } from "vitest";
import {
  counted,
  dayAndTime,
  fullDate,
  shortAccessor,
  shortToken,
  spanFull,
  spanNarrow,
  spanRound,
  spanShort,
  timeOfDay,
  tokenTail,
} from "./format.ts";

const AT_MS = Date.UTC(2026, 10, 24, 4, 12, 9);

describe("tokens", () => {
  test("keep the prefix and the end; a short one stays whole", () => {
    expect(shortToken("hvs.9x8Veb1s0rQn7rE8qQpfsaY6")).toBe("hvs.…pfsaY6");
    expect(shortToken("a-token-of-my-own-making")).toBe("…making");
    expect(shortToken("mytoken")).toBe("mytoken");
    expect(tokenTail("hvs.9x8Veb1s0rQn7rE8qQpfsaY6")).toBe("…pfsaY6");
    expect(shortAccessor("vmGrl1JxZjLOaEUBEp3XqSj9")).toBe("vmGrl1J…");
  });
});

describe("spans", () => {
  test.each([
    [0, "0s", "0s", "0s"],
    [45.9, "45s", "45s", "45s"],
    [3570, "59m 30s", "59m 30s", "59m 30s"],
    [64_799, "17h 59m", "17h 59m 59s", "17h 59m 59s"],
    [86_400, "24h 00m", "24h 00m 00s", "24h"],
    [2_743_199, "761h 59m", "761h 59m 59s", "761h 59m 59s"],
    [-5, "0s", "0s", "0s"],
  ])("%d seconds", (seconds, short, full, round) => {
    expect([spanShort(seconds), spanFull(seconds), spanRound(seconds)]).toEqual([short, full, round]);
  });
  test("narrow: days once there are two", () => {
    expect([spanNarrow(64_799), spanNarrow(2_743_199)]).toEqual(["17h 59m", "31d 17h"]);
  });
});

test("instants are UTC", () => {
  expect([timeOfDay(AT_MS), dayAndTime(AT_MS), fullDate(AT_MS)]).toEqual([
    "04:12:09",
    "24 Nov 04:12:09",
    "Tue 24 Nov 2026",
  ]);
});

test("amounts", () => {
  expect([counted(1, "key"), counted(100_000, "key"), counted(2, "child", "children")]).toEqual([
    "1 key",
    "100,000 keys",
    "2 children",
  ]);
});

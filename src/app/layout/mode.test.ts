import { expect, test } from "vitest";
import { paneMode, sidePlace } from "./mode.ts";

test.each([
  [120, "wide"],
  [90, "wide"],
  [89.9, "close"],
  [75, "close"],
  [74.9, "tabs"],
  [52, "tabs"],
  [51.9, "phone"],
])("a window of %d rem stands %s", (widthRem, mode) => {
  expect(paneMode(widthRem)).toBe(mode);
});

test("panels behind tabs stand beside the terminal, below it in a tall window, and where they are wanted", () => {
  expect(sidePlace("auto", false)).toBe("beside");
  expect(sidePlace("auto", true)).toBe("below");
  expect(sidePlace("below", false)).toBe("below");
  expect(sidePlace("beside", true)).toBe("beside");
});

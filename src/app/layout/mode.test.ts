import { expect, test } from "vitest";
import { paneMode } from "./mode.ts";

test.each([
  [120, "wide"],
  [90, "wide"],
  [89.9, "close"],
  [75, "close"],
  [74.9, "rail"],
  [52, "rail"],
])("a window of %d rem stands %s", (widthRem, mode) => {
  expect(paneMode(widthRem)).toBe(mode);
});

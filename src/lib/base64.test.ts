import { expect, test } from "vitest";
import { base64UrlFault, decodeBase64Url } from "./base64.ts";

test.each([
  ["", undefined],
  ["AA", undefined],
  ["AAAA-_", undefined],
  ["A", 0],
  ["AAAAA", 4],
  ["AAAA\nA\n", 5],
  ["AA=", 2],
  ["A!", 1],
  ["AAA+", 3],
  ["a b", 1],
])("what is wrong with %j is at byte %s", (text, at) => {
  expect(base64UrlFault(text)).toBe(at === undefined ? undefined : `illegal base64 data at input byte ${at}`);
  expect(decodeBase64Url(text) === undefined).toBe(at !== undefined);
});

import { expect, it } from "vitest";
import { wrapText } from "./wrap.ts";

it("breaks lines as evenly as can be, within 78 columns", () => {
  const text = '* TTL of "3h" exceeded the effective max_ttl of "2h"; TTL value is capped accordingly';
  expect(wrapText(text, 2)).toBe(
    '  * TTL of "3h" exceeded the effective max_ttl of "2h"; TTL value is capped\n  accordingly',
  );
});

it("lets a word that is too long stand out, with what costs least beside it", () => {
  const long = "x".repeat(100);
  expect(wrapText(`a ${long} b`)).toBe(`a ${long}\nb`);
});

import { array, assert, integer, nat, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { SeededRandom } from "../../../lib/index.ts";
import { combineShares, splitKey } from "./shamir.ts";

test("as many shares as are needed give the key back, whichever and in whatever order", () => {
  assert(
    property(
      uint8Array({ minLength: 1, maxLength: 33 }),
      integer({ min: 2, max: 7 }),
      nat(6),
      array(nat(1000), { minLength: 13, maxLength: 13 }),
      (key, threshold, more, order) => {
        const shares = splitKey(key, threshold + more, threshold, new SeededRandom("shares"));
        const shuffled = shares.toSorted(
          (left, right) => (order[shares.indexOf(left)] ?? 0) - (order[shares.indexOf(right)] ?? 0),
        );
        expect(combineShares(shuffled.slice(0, threshold))).toEqual(key);
      },
    ),
  );
});

test("fewer give another one, and no two shares have the same place", () => {
  const key = new SeededRandom("key").bytes(32);
  const shares = splitKey(key, 255, 3, new SeededRandom("shares"));
  expect(new Set(shares.map((share) => share.at(-1))).size).toBe(255);
  expect(combineShares(shares.slice(0, 2))).not.toEqual(key);
});

test("shares of two sorts, or one twice, give nothing", () => {
  const one = Uint8Array.of(1, 2, 3);
  expect(combineShares([one, Uint8Array.of(1, 2)])).toEqual({ error: "all parts must be the same length" });
  expect(combineShares([one, Uint8Array.of(4, 5, 3)])).toEqual({ error: "duplicate part detected" });
});

import { describe, expect, test } from "vitest";
import { calculateTtl, type TtlWishes } from "./calculate-ttl.ts";

const hour = 3600;
const nowNs = 1_000_000_500_000_000n * 1000n;
const bounds = { defaultLeaseTtlSeconds: 10 * hour, maxLeaseTtlSeconds: 20 * hour };
const ago = (seconds: number): bigint => nowNs - BigInt(seconds) * 1_000_000_000n;
const cap = (from: string, to: string) =>
  `TTL of "${from}" exceeded the effective max_ttl of "${to}"; TTL value is capped accordingly`;

test.each<[string, TtlWishes, number, string[]]>([
  ["nothing asked: the default", {}, 10 * hour, []],
  ["what is asked", { ttlSeconds: hour }, hour, []],
  ["an increment goes before what was asked", { ttlSeconds: hour, incrementSeconds: 2 * hour }, 2 * hour, []],
  ["beyond the mount's maximum", { ttlSeconds: 30 * hour }, 20 * hour, [cap("30h", "20h")]],
  ["beyond the backend's maximum", { ttlSeconds: 5 * hour, maxTtlSeconds: 4 * hour }, 4 * hour, [cap("5h", "4h")]],
  [
    "beyond the explicit maximum",
    { ttlSeconds: 5 * hour, explicitMaxTtlSeconds: 3 * hour },
    3 * hour,
    [cap("5h", "3h")],
  ],
  ["what is left of the maximum", { ttlSeconds: 5 * hour, startTimeNs: ago(19 * hour) }, hour, [cap("5h", "1h")]],
  [
    "a period, whatever is asked",
    { ttlSeconds: 5 * hour, periodSeconds: hour, startTimeNs: ago(100 * hour) },
    hour,
    [],
  ],
  [
    "a period beyond the maximum",
    { periodSeconds: 30 * hour },
    20 * hour,
    ['period of "30h" exceeded the effective max_ttl of "20h"; period value is capped accordingly'],
  ],
  [
    "a period within what an explicit maximum leaves",
    { periodSeconds: 2 * hour, explicitMaxTtlSeconds: 3 * hour, startTimeNs: ago(2 * hour) },
    hour,
    [cap("2h", "1h")],
  ],
])("%s", (_rule, wishes, ttlSeconds, warnings) => {
  expect(calculateTtl(bounds, wishes, nowNs)).toMatchObject({ ok: true, ttlSeconds, warnings });
});

test("past the maximum there is nothing to renew", () => {
  const wishes = { ttlSeconds: hour, startTimeNs: ago(20 * hour) };
  expect(calculateTtl(bounds, wishes, nowNs)).toEqual({
    ok: false,
    error: "past the max TTL, cannot renew",
    notice: { kind: "past-max-ttl", bound: "system", boundSeconds: 20 * hour },
  });
});

describe("whoever watches is told which maximum bound", () => {
  const tuned = { ...bounds, isTuned: true };
  test.each<[string, typeof bounds, TtlWishes, object]>([
    ["the system's", bounds, { ttlSeconds: 30 * hour }, { bound: "system", boundSeconds: 20 * hour }],
    ["the mount's tuning", tuned, { ttlSeconds: 30 * hour }, { bound: "mount", boundSeconds: 20 * hour }],
    ["the role's", tuned, { ttlSeconds: 5 * hour, maxTtlSeconds: hour }, { bound: "role", boundSeconds: hour }],
    [
      "the token's own",
      tuned,
      { ttlSeconds: 5 * hour, maxTtlSeconds: 2 * hour, explicitMaxTtlSeconds: hour },
      { bound: "explicit", boundSeconds: hour, wantedSeconds: 5 * hour, grantedSeconds: hour },
    ],
    [
      "what is left of it",
      bounds,
      { ttlSeconds: 5 * hour, startTimeNs: ago(19 * hour) },
      { bound: "system", boundSeconds: 20 * hour, grantedSeconds: hour },
    ],
    [
      "an explicit one that ends a periodic token",
      bounds,
      { periodSeconds: 2 * hour, explicitMaxTtlSeconds: 3 * hour, startTimeNs: ago(2 * hour) },
      { bound: "explicit", boundSeconds: 3 * hour, grantedSeconds: hour },
    ],
  ])("%s", (_which, of, wishes, told) => {
    const result = calculateTtl(of, wishes, nowNs);
    expect(result.ok && result.notices).toMatchObject([{ kind: "ttl-capped", ...told }]);
  });
});

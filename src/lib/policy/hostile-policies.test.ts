/** Texts that nobody should have made: each is read in time in proportion to its length, and answered in words. */
import { describe, expect, test } from "vitest";
import { formatHcl } from "../hcl/print-hcl.ts";
import { parsePolicy } from "./parse-policy.ts";

const LONG = 200_000;
const fill = (text: string): string => text.repeat(Math.floor(LONG / text.length));
const numbered = (make: (index: number) => string): string =>
  Array.from({ length: 20_000 }, (_, at) => make(at)).join("");
const rule = (inner: string): string => `path "a" {\n${inner}\n}\n`;

describe("what grew with the square of a text's length, or took all memory", () => {
  test.each<[string, string, RegExp | undefined]>([
    ["a block with 100,000 keys", rule(`allowed_parameters ${fill("k ")} {}`), /nested too deeply/],
    ["100,000 keys in a list", rule(`allowed_parameters { a = [{ ${fill("k ")} {} }] }`), /nested too deeply/],
    ["keys within keys", fill(`${"k ".repeat(400)}{`), /nested too deeply/],
    [
      "20,000 blocks of two keys",
      rule(`allowed_parameters {\n${numbered((at) => `k${at} b {}\n`)}}`),
      /root\.allowed_parameters/,
    ],
    ["the same key over and over", rule(`allowed_parameters {\n${fill("a=[1]\n")}}`), undefined],
    ["unknown keys", fill("a=1\n"), /50000 errors occurred/],
    ["open braces", fill('path "a" {'), /nested too deeply/],
    ["open lists", rule(`capabilities = ${fill("[")}`), /nested too deeply/],
    ["quotes", fill('"'), /nested too deeply/],
    ["interpolations", `path "${fill("${")}"`, /not terminated/],
    ["JSON within JSON", fill('{"path":'), /nested too deeply/],
    ["a hexadecimal number", rule(`min_wrapping_ttl = 0x${fill("f")}`), /value out of range/],
  ])("%s", (_what, text, says) => {
    const parsed = parsePolicy(text, "t");
    if (says === undefined) expect(parsed.ok).toBe(true);
    else expect(parsed.ok ? "" : parsed.error).toMatch(says);
    formatHcl(text);
  });

  test("as many keys as a person may want are still read", () => {
    expect(parsePolicy(rule(`allowed_parameters { a = [{ ${"k ".repeat(100)} {} }] }`), "t").ok).toBe(true);
  });
});

test("names that every object has are names", () => {
  const text = rule('allowed_parameters = { "__proto__" = ["1"] "constructor" = [{ "__proto__" = 2 }] }');
  const parsed = parsePolicy(text, "__proto__");
  const [found] = parsed.ok ? parsed.policy.rules : [];
  expect([...(found?.permissions.allowedParameters?.keys() ?? [])]).toEqual(["__proto__", "constructor"]);
  expect(Reflect.get({}, "1")).toBeUndefined();
});

import { describe, expect, test } from "vitest";
import { parsePolicy } from "./parse-policy.ts";

function errorOf(text: string): string | undefined {
  const parsed = parsePolicy(text, "t");
  return parsed.ok ? undefined : parsed.error;
}

describe("a policy is refused with Vault's words", () => {
  test.each([
    ['path "a" { capabilities = "read" }', 'path "a": At 1:27: unknown slice type: *ast.LiteralType'],
    ['path "a" { caps = ["read"] }', '1 error occurred:\n\t* path "a": invalid key "caps" on line 1\n\n'],
    ['paths "a" {}', '1 error occurred:\n\t* invalid key "paths" on line 0\n\n'],
    ['path "a" { capabilities = ["READ"] }', 'path "a": invalid capability "READ"'],
    ['path "a/+*" {}', "path \"a/+*\": invalid use of wildcards ('+*' is forbidden)"],
    ['path "a" { policy = "wat" }', 'path "a": invalid policy "wat"'],
    ['path "a{{x" {}', "failed to validate policy templating: unbalanced templating characters"],
    [
      'path "a" { min_wrapping_ttl = "10m" max_wrapping_ttl = "5m" }',
      "max_wrapping_ttl cannot be less than min_wrapping_ttl",
    ],
    ['path "a" { min_wrapping_ttl = "x" }', 'error parsing min_wrapping_ttl: time: invalid duration "x"'],
    [
      'path "a" { allowed_parameters = ["x"] }',
      'path "a": At 1:33: root.allowed_parameters: not an object type for map (*ast.ListType)',
    ],
    ['path "a" { control_group = {} }', "no control group factors provided"],
    ['path = "x"', 'path "path": cannot check HCL keys of type *ast.LiteralType'],
  ])("%s", (text, error) => {
    expect(errorOf(text)).toBe(`failed to parse policy: ${error}`);
  });

  test.each(["", "# c", 'path a { policy = "read" }', '{"path": ', 'path "" {}', 'path "a{{wat}}" {}', 'name = "x"'])(
    "%j passes",
    (text) => {
      expect(errorOf(text)).toBeUndefined();
    },
  );
});

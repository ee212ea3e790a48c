import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../lib/index.ts";
import type { Policy } from "../../lib/index.ts";
import { Acl } from "./acl.ts";

function policy(text: string, name = "p"): Policy {
  const parsed = parsePolicy(text, name);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.policy;
}

function rule(path: string, capabilities: readonly string[]): string {
  return `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }\n`;
}

describe("which rule decides", () => {
  test.each([
    [["a/b", "a/*"], "a/b", "a/b"],
    [["a/*", "a/b*"], "a/bc", "a/b*"],
    [["a/+", "a/*"], "a/x", "a/+"],
    [["a/+/c", "a/b/+"], "a/b/c", "a/b/+"],
    [["a/+/+", "a/+/c"], "a/b/c", "a/+/c"],
    [["a/+/c*", "a/+/c"], "a/b/c", "a/+/c"],
    [["a/+/b*", "a/+/ba*"], "a/x/bar", "a/+/ba*"],
    [["*", "+"], "x", "+"],
  ])("of %j for %s it is %s", (paths, path, expected) => {
    const acl = new Acl([policy(paths.map((each) => rule(each, ["read"])).join(""))]);
    expect(acl.allowOperation({ operation: "read", path }).decision).toMatchObject({ rule: expected });
  });

  test("a list may leave out the trailing slash of the rule, a read may not", () => {
    const acl = new Acl([policy(rule("a", ["list", "read"]))]);
    expect(acl.allowOperation({ operation: "list", path: "a/" }).allowed).toBe(true);
    expect(acl.allowOperation({ operation: "read", path: "a/" }).allowed).toBe(false);
  });
});

describe("verdicts say what decided", () => {
  const acl = new Acl(
    [policy(rule("a", ["read"]) + rule("no", ["deny"]), "one"), policy(rule("a", ["sudo", "update"]), "two")],
    ["gone"],
  );
  test("allowed: the policy that grants", () => {
    const verdict = acl.allowOperation({ operation: "update", path: "a" });
    expect(verdict).toMatchObject({ allowed: true, sudo: true, grantingPolicies: ["two"] });
    expect(verdict.decision).toEqual({ cause: "allowed", policy: "two", rule: "a" });
  });
  test("no rule: the policies asked and the ones that are missing", () => {
    expect(acl.allowOperation({ operation: "renew", path: "x" }).decision).toEqual({
      cause: "no-rule",
      capability: "update",
      policies: ["one", "two"],
      missingPolicies: ["gone"],
    });
  });
  test("deny, a missing capability and missing sudo are told apart", () => {
    expect(acl.allowOperation({ operation: "read", path: "no" }).decision).toEqual({
      cause: "denied-by-rule",
      policy: "one",
      rule: "no",
    });
    expect(acl.allowOperation({ operation: "delete", path: "a" }).decision).toMatchObject({
      cause: "capability-missing",
      capability: "delete",
    });
    const bare = new Acl([policy(rule("a", ["read"]))]);
    const verdict = bare.allowOperation({ operation: "read", path: "a", sudoRequired: true });
    expect(verdict).toMatchObject({ allowed: false, decision: { cause: "sudo-missing", rule: "a" } });
  });
  test("root may do everything, help is for all", () => {
    expect(new Acl([policy("", "root")]).allowOperation({ operation: "delete", path: "x" }).decision).toEqual({
      cause: "root",
    });
    expect(new Acl([]).allowOperation({ operation: "help", path: "x" }).allowed).toBe(true);
  });
});

describe("parameters and wrapping", () => {
  const acl = new Acl([
    policy(`path "a" { capabilities = ["update"] allowed_parameters = { "x" = ["1*", true] "y" = [] } }
      path "d" { capabilities = ["update"] denied_parameters = { "x" = ["1"] } }
      path "r" { capabilities = ["update"] required_parameters = ["x"] }
      path "w" { capabilities = ["update"] min_wrapping_ttl = "1m" max_wrapping_ttl = 300 }`),
  ]);
  test.each([
    ["a", { x: "12", Y: 3 }, undefined, true],
    ["a", { x: true }, undefined, true],
    ["a", { x: "2" }, undefined, false],
    ["a", { z: "1" }, undefined, false],
    ["a", {}, undefined, true],
    ["d", { x: "1" }, undefined, false],
    ["d", { x: "2" }, undefined, true],
    ["r", {}, undefined, false],
    ["r", { x: "" }, undefined, true],
    ["w", {}, undefined, false],
    ["w", {}, 59, false],
    ["w", {}, 60, true],
    ["w", {}, 301, false],
  ])("on %s with %j wrapped for %s: %s", (path, data, wrapTtlSeconds, allowed) => {
    expect(acl.allowOperation({ operation: "update", path, data, wrapTtlSeconds }).allowed).toBe(allowed);
  });
});

describe("access to a mount", () => {
  test.each([
    [rule("secret/data/x", ["read"]), true],
    [rule("secret/*", ["read"]), true],
    [rule("+/data/x", ["read"]), true],
    [rule("+/data/x", ["deny"]), false],
    [rule("other/+", ["read"]), false],
  ])("%s: %s", (text, expected) => {
    expect(new Acl([policy(text)]).hasMountAccess("secret/")).toBe(expected);
  });
});

const segment = fc.constantFrom("a", "b", "ab", "+");
const rulePath = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom("", "", "/*", "*"))
  .map(([parts, end]) => (parts.join("/") + end).replace("+*", "+"));
const requestPath = fc
  .array(fc.constantFrom("a", "b", "ab", "c"), { minLength: 1, maxLength: 5 })
  .map((all) => all.join("/"));
const capabilities = fc.uniqueArray(fc.constantFrom("create", "read", "update", "delete", "list", "deny"), {
  maxLength: 3,
});
const rules = fc.array(fc.record({ path: rulePath, capabilities }), { minLength: 1, maxLength: 8 });

/** Whether a rule's path covers a path, said as plainly as can be. */
function covers(rulePath: string, path: string): boolean {
  const pattern = rulePath
    .replace(/\*$/, "\0")
    .split("/")
    .map((part) => (part === "+" ? "[^/]*" : part))
    .join("/")
    .replace("\0", ".*");
  return new RegExp(`^${pattern}$`).test(path);
}

describe("against a plain reference", () => {
  test("the rule that decides covers the path, and an exact one always does", () => {
    fc.assert(
      fc.property(rules, requestPath, (all, path) => {
        const acl = new Acl([policy(all.map((each) => rule(each.path, each.capabilities)).join(""))]);
        const { decision } = acl.allowOperation({ operation: "read", path });
        const covering = all.filter((each) => covers(each.path, path));
        expect(decision.cause === "no-rule").toBe(covering.length === 0);
        if (!("rule" in decision) || decision.rule === undefined) return;
        expect(covers(decision.rule, path)).toBe(true);
        if (all.some((each) => each.path === path)) expect(decision.rule).toBe(path);
        const deciding = all.filter((each) => each.path === decision.rule);
        const denied = deciding.some((each) => each.capabilities.includes("deny"));
        const granted = deciding.some((each) => each.capabilities.includes("read"));
        expect(decision.cause === "allowed").toBe(granted && !denied);
      }),
      { numRuns: 1000 },
    );
  });

  test("deny on the same path wins, whatever the order of the policies", () => {
    fc.assert(
      fc.property(
        rulePath,
        fc.array(capabilities, { maxLength: 4 }),
        fc.nat(4),
        requestPath,
        (path, others, at, request) => {
          const policies = others.map((each, index) => policy(rule(path, each), `p${index}`));
          policies.splice(at, 0, policy(rule(path, ["read", "deny"]), "denier"));
          const acl = new Acl(policies);
          expect(acl.capabilities(request)).toEqual(["deny"]);
          expect(acl.allowOperation({ operation: "read", path: request }).allowed).toBe(false);
        },
      ),
    );
  });
});

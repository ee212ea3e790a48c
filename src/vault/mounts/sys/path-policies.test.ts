import { expect, test } from "vitest";
import { SysFixture } from "./sys-fixture.ts";

test("a policy is read as it was written, whatever case its name is asked in", () => {
  const sys = new SysFixture();
  const text = 'path "a" { capabilities = ["read"] } # why';
  expect(sys.write("sys/policies/acl/Web", { policy: text })?.warnings).toEqual(["policy name was converted to web"]);
  expect(sys.read("sys/policies/acl/WEB")).toEqual({ name: "web", policy: text });
  expect(sys.read("sys/policy/web")).toEqual({ name: "web", rules: text });
  expect(sys.read("sys/policy")).toEqual({
    keys: ["default", "web", "root"],
    policies: ["default", "web", "root"],
  });
});

test("a policy may be sent in base64", () => {
  const sys = new SysFixture();
  sys.write("sys/policies/acl/p", { policy: "cGF0aCAiYSIge30=" });
  expect(sys.read("sys/policies/acl/p")).toEqual({ name: "p", policy: 'path "a" {}' });
});

test.each([
  ["root", { policy: 'path "a" {}' }, 'cannot update "root" policy'],
  [
    "root",
    { policy: 'path "a" { capabilities = ["fly"] }' },
    'failed to parse policy: path "a": invalid capability "fly"',
  ],
  ["p", {}, "'policy' parameter not supplied or empty"],
  [
    "p",
    { policy: 'path "a" { capabilities = ["fly"] }' },
    'failed to parse policy: path "a": invalid capability "fly"',
  ],
] as const)("writing %s with %j is refused", (name, data, text) => {
  expect(new SysFixture().refused("update", `sys/policies/acl/${name}`, data)).toEqual([text]);
});

test("a deleted policy grants nothing any more, and deleting it again is a success", () => {
  const sys = new SysFixture();
  const token = sys.tokenWith('path "sys/mounts" { capabilities = ["read"] }');
  expect(sys.refused("read", "sys/mounts", {}, token)).toBeUndefined();
  expect(sys.ask("delete", "sys/policies/acl/given")).toBeUndefined();
  expect(sys.ask("delete", "sys/policies/acl/given")).toBeUndefined();
  expect(sys.refused("read", "sys/mounts", {}, token)).toEqual(["1 error occurred:\n\t* permission denied\n\n"]);
  expect(sys.refused("delete", "sys/policies/acl/default")).toEqual(["cannot delete default policy"]);
});

test("capabilities tell of a token by itself, by its text and by its accessor the same", () => {
  const sys = new SysFixture();
  const token = sys.tokenWith('path "a/*" { capabilities = ["read", "list"] }');
  const accessor = Object(sys.read("auth/token/lookup-self", token)).accessor as string;
  const expected = { "a/b": ["list", "read"], c: ["deny"] };
  const paths = ["a/b", "c"];
  expect(sys.write("sys/capabilities-self", { paths }, token)?.data).toEqual(expected);
  expect(sys.write("sys/capabilities", { token, paths })?.data).toEqual(expected);
  expect(sys.write("sys/capabilities-accessor", { accessor, paths })?.data).toEqual(expected);
  expect(sys.write("sys/capabilities-self", { path: "c" }, token)?.data).toEqual({
    c: ["deny"],
    capabilities: ["deny"],
  });
  expect(sys.refused("update", "sys/capabilities", { token: "nope", paths })).toEqual([
    "1 error occurred:\n\t* invalid token\n\n",
  ]);
});

test("policies are listed by their whole names, those with a slash last", () => {
  const sys = new SysFixture();
  const policy = 'path "x" { capabilities = ["read"] }';
  for (const name of ["zz", "a/b/c", "a/z", "b/x"]) sys.write(`sys/policies/acl/${name}`, { policy });
  expect(sys.ask("list", "sys/policies/acl/")?.data).toEqual({
    keys: ["default", "zz", "b/x", "a/z", "a/b/c", "root"],
  });
});

test("the rules that hold for a token show what they ask of parameters and of wrapping", () => {
  const sys = new SysFixture();
  const token = sys.tokenWith(
    'path "p" { capabilities = ["create"] denied_parameters = { "x" = [] } required_parameters = ["r"] min_wrapping_ttl = "10s" max_wrapping_ttl = "1m" }',
  );
  expect(Object(sys.read("sys/internal/ui/resultant-acl", token)).exact_paths.p).toEqual({
    capabilities: ["create"],
    min_wrapping_ttl: 10,
    max_wrapping_ttl: 60,
    denied_parameters: { x: [] },
    required_parameters: ["r"],
  });
});

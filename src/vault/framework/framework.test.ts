import { describe, expect, test } from "vitest";
import type { Json } from "../../lib/index.ts";
import type { MountRequest } from "../logical/types.ts";
import { response } from "../logical/outcomes.ts";
import { Barrier } from "../storage/barrier.ts";
import { Backend } from "./backend.ts";
import { convertField } from "./convert-field.ts";
import { compilePathTemplate } from "./path-template.ts";
import type { FieldType } from "./types.ts";

describe("path templates", () => {
  test.each([
    ["create", "create", {}],
    ["create", "create/x", undefined],
    ["roles/:name", "roles/ci-1.x", { name: "ci-1.x" }],
    ["roles/:name", "roles/-x", undefined],
    ["roles/:name", "roles/a/b", undefined],
    ["roles/?", "roles", {}],
    ["roles/?", "roles/", {}],
    ["urls/:name?", "urls", { name: "" }],
    ["urls/:name?", "urls/a", { name: "a" }],
    ["data/*path", "data/", { path: "" }],
    ["data/*path", "data/a/b/", { path: "a/b/" }],
    ["data/*path", "data", undefined],
    ["*path", "any/thing", { path: "any/thing" }],
    ["*", "any/thing", {}],
  ])("%s and %s", (template, path, captures) => {
    expect(compilePathTemplate(template)(path)).toEqual(captures);
  });
});

describe("fields are converted as Vault's decoder does", () => {
  test.each<[FieldType, Json, Json]>([
    ["string", 5, "5"],
    ["string", true, "1"],
    ["string", null, ""],
    ["lowercaseString", "ABC", "abc"],
    ["int", "0x10", 16],
    ["int", "", 0],
    ["bool", "t", true],
    ["bool", 0, false],
    ["duration", "90m", 5400],
    ["duration", "2d", 172_800],
    ["duration", 60, 60],
    ["signedDuration", "-5s", -5],
    ["stringSlice", "a,b", ["a,b"]],
    ["stringSlice", [" a ", 1], ["a", "1"]],
    ["commaStringSlice", "a, b", ["a", "b"]],
    ["commaStringSlice", "", []],
    ["kvPairs", { a: 1, b: "x" }, { a: "1", b: "x" }],
    ["kvPairs", ["a=b=c"], { a: "b=c" }],
    ["commaIntSlice", "1,2", [1, 2]],
    ["map", null, {}],
  ])("%s from %o is %o", (type, raw, value) => {
    expect(convertField(type, raw)).toEqual({ ok: true, value });
  });

  test.each<[FieldType, Json, string]>([
    ["bool", "perhaps", `cannot parse '' as bool: strconv.ParseBool: parsing "perhaps": invalid syntax`],
    ["int", "1.5", `cannot parse '' as int: strconv.ParseInt: parsing "1.5": invalid syntax`],
    [
      "string",
      { a: 1 },
      `'' expected type 'string', got unconvertible type 'map[string]interface {}', value: 'map[a:1]'`,
    ],
    ["duration", "abc", 'time: invalid duration "abc"'],
    ["duration", -5, "cannot provide negative value '-5'"],
    ["nameString", "a b", "field does not match the formatting rules"],
    ["kvPairs", ["novalue"], 'invalid key pair "novalue"'],
  ])("%s from %o is refused", (type, raw, error) => {
    expect(convertField(type, raw)).toEqual({ ok: false, error });
  });
});

describe("a backend", () => {
  const backend = new Backend({
    type: "test",
    description: "A backend for tests.",
    unauthenticated: ["login", "login/*", "of/+/each"],
    paths: [
      {
        path: "thing/:name",
        fields: {
          name: { type: "string", description: "Its name." },
          ttl: { type: "duration", default: 7, description: "Its time." },
        },
        exists: (_request, fields) => fields.get("name") === "known",
        operations: {
          read: (_request, fields) => response({ name: fields.get("name"), ttl: fields.get("ttl") }),
          create: () => response({}),
        },
        synopsis: "A thing.",
      },
    ],
  });
  const request = (
    operation: MountRequest["operation"],
    path: string,
    data: Readonly<Record<string, Json>> = {},
  ): MountRequest => ({
    id: "r",
    operation,
    path,
    fullPath: `test/${path}`,
    mountPoint: "test/",
    mountAccessor: "test_1",
    mountType: "test",
    data,
    clientToken: "",
    tokenEntry: undefined,
    headers: {},
    wrapTtlSeconds: undefined,
    remoteAddress: "127.0.0.1",
    storage: new Barrier().view("test/"),
    nowNs: 0n,
  });

  test("a field not sent has its default, one from the path is the path's", () => {
    expect(backend.handle(request("read", "thing/a"))).toMatchObject({ data: { name: "a", ttl: 7 } });
    expect(backend.handle(request("read", "thing/a", { name: "b" }))).toMatchObject({
      data: { name: "a" },
      warnings: [
        "Endpoint replaced the value of these parameters with the values captured from the endpoint's path: [name]",
      ],
    });
  });

  test("a field that does not convert is refused, where the existence check reads it without the heading", () => {
    const text = 'error converting input abc for field "ttl": time: invalid duration "abc"';
    expect(backend.handle(request("read", "thing/a", { ttl: "abc" }))).toEqual({
      ok: false,
      status: 400,
      errors: [`Field validation failed: ${text}`],
    });
    expect(backend.exists(request("update", "thing/a", { ttl: "abc" }))).toEqual({
      ok: false,
      status: 400,
      errors: [text],
    });
  });

  test("the existence check tells a create from an update", () => {
    expect(backend.exists(request("update", "thing/known"))).toEqual({ checked: true, exists: true });
    expect(backend.exists(request("update", "thing/other"))).toEqual({ checked: true, exists: false });
    expect(backend.exists(request("update", "elsewhere"))).toEqual({ checked: false });
  });

  test("an operation that is not declared is 405, a path 404", () => {
    expect(backend.handle(request("delete", "thing/a"))).toMatchObject({ status: 405 });
    expect(backend.handle(request("read", "elsewhere"))).toMatchObject({ status: 404 });
  });

  test("help says what a path takes, without asking its handlers", () => {
    const answer = backend.handle(request("help", "thing/a"));
    expect(answer?.ok === true ? answer.data?.["help"] : "").toBe(
      [
        "Request:        thing/a",
        String.raw`Matching Route: ^thing/(?P<name>\w(([\w-.]+)?\w)?)$`,
        "\nA thing.\n\n## PARAMETERS\n",
        "    name (string)\n\n        Its name.\n",
        "    ttl (duration (sec))\n\n        Its time.\n",
        "## DESCRIPTION\n\n<no description>",
      ].join("\n"),
    );
    const root = backend.handle(request("help", ""));
    expect(root?.ok === true ? root.data?.["help"] : "").toContain("A thing.");
  });

  test.each([
    ["login", true],
    ["login/a/b", true],
    ["loginx", false],
    ["of/x/each", true],
    ["of/x/y/each", false],
  ])("%s needs no token: %s", (path, expected) => {
    expect(backend.needsNoToken(path)).toBe(expected);
  });
});
